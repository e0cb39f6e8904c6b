using System.Text;
using Algometer.Records.Keys;
using Algometer.Records.Model;

namespace Algometer.Records.Journal;

/// <summary>
/// The journal's bytes. A file is <c>journal-{session}-{segment}.alj</c>: "ALJ1", the session's 16 characters, then records of
/// length (4, little-endian), CRC-32 (4) and that many bytes, of which the first is the kind. In an encrypted store these bytes are sealed
/// (<see cref="SealKey"/>), whose first byte is no kind.
/// </summary>
internal static class JournalFormat
{
    public const byte SamplesKind = 1;
    public const byte NoteKind = 2;

    /// <summary>
    /// A length, 8 bytes little-endian. As a segment's first record the length of the segment before; as its last its own without this record,
    /// written when the segment was closed in order. What was cut or damaged at an end shows by it.
    /// </summary>
    public const byte LengthKind = 3;
    public const int HeaderLength = 4 + SessionId.Length;
    public const int RecordHead = 8;

    /// <summary>Longest record that is believed; anything above is a damaged length.</summary>
    public const int LongestRecord = 64 << 20;

    public static byte[] Header(string sessionId) => Encoding.ASCII.GetBytes("ALJ1" + sessionId);

    public static string FileName(string sessionId, int segment) => $"journal-{sessionId}-{segment:D6}.alj";

    /// <summary>What binds a sealed record to its file and offset.</summary>
    public static string Place(string path, long offset) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Path.GetFileName(path)}\u001f{offset}");

    /// <summary>The session a journal file belongs to, from its name; null for a file of another name.</summary>
    public static string? SessionOf(string path)
    {
        string name = Path.GetFileNameWithoutExtension(path);
        const int start = 8;
        return name.StartsWith("journal-", StringComparison.Ordinal) && name.Length > start + SessionId.Length && SessionId.IsValid(name.Substring(start, SessionId.Length))
            ? name.Substring(start, SessionId.Length)
            : null;
    }

    /// <summary>Which of its session's segments a journal is; null for a file of another name.</summary>
    public static int? NumberOf(string path) =>
        int.TryParse(Path.GetFileNameWithoutExtension(path).AsSpan().Slice(Path.GetFileNameWithoutExtension(path).LastIndexOf('-') + 1), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out int number) ? number : null;

    /// <summary>The directory's journals by session, segments in order.</summary>
    public static ILookup<string, string> Find(string directory) =>
        Directory.EnumerateFiles(directory, "journal-*.alj")
            .Order(StringComparer.Ordinal)
            .Where(path => SessionOf(path) is not null)
            .ToLookup(path => SessionOf(path)!, StringComparer.Ordinal);
}
