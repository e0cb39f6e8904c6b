using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text.Json;
using Algometer.Measurement.Signal;
using Algometer.Records.Codec;
using Algometer.Records.Keys;
using Algometer.Records.Model;

namespace Algometer.Records.Journal;

/// <summary>What a session's journals hold: every whole record. A torn tail is ignored, a damaged record is skipped and counted.</summary>
internal sealed class JournalContent
{
    /// <summary>Most bytes of a header that may be damaged for its records to be believed; identities made at other times differ in more.</summary>
    private const int MostDamagedInHeader = 1;

    public List<Sample> Samples { get; } = [];

    public List<SessionNote> Notes { get; } = [];

    /// <summary>Whole records whose CRC does not fit.</summary>
    public int DamagedRecords { get; private set; }

    // How long the segment before was said to be; null when this one does not say, or is of an older program.
    private long? _before;

    public static JournalContent Read(IEnumerable<string> segments, string sessionId, Vault vault)
    {
        var content = new JournalContent();
        SealKey? seal = vault.Journal(sessionId);
        int? previous = null;
        long? length = null;
        foreach (string path in segments)
        {
            // Segments are deleted in their order as their blocks are stored: a hole among them is one that somebody took out.
            int? number = JournalFormat.NumberOf(path);
            content.DamagedRecords += number > previous + 1 ? 1 : 0;
            bool follows = number == previous + 1;
            previous = number ?? previous;
            content._before = null;
            try
            {
                byte[] file = ReadShared(path);
                content.Parse(file, sessionId, path, seal, vault.TakesPlainJournal(sessionId));

                // The rest of a record that a full disk cut may stand behind the end; what is missing before it was taken away.
                content.DamagedRecords += follows && length < content._before ? 1 : 0;
                length = file.Length;
            }
            catch (FileNotFoundException)
            {
                length = null;

                // The recording process stored this segment's samples and deleted it meanwhile.
            }
        }

        return content;
    }

    internal void Parse(ReadOnlySpan<byte> file, string sessionId, string path, SealKey? seal, bool takesPlain = true)
    {
        int wrong = file.Length < JournalFormat.HeaderLength ? JournalFormat.HeaderLength : Differing(file[..JournalFormat.HeaderLength], JournalFormat.Header(sessionId));
        if (wrong > 0)
        {
            // A flipped bit in the header is damage of the header; a header of another session is another's journal.
            DamagedRecords += file.Length > JournalFormat.HeaderLength ? 1 : 0;
            if (wrong > MostDamagedInHeader)
            {
                return;
            }
        }

        ReadOnlySpan<byte> rest = file[JournalFormat.HeaderLength..];
        long offset = JournalFormat.HeaderLength;
        while (rest.Length > JournalFormat.RecordHead)
        {
            int length = BinaryPrimitives.ReadInt32LittleEndian(rest);
            int skipped = 0;
            if (!IsWhole(rest))
            {
                skipped = NextWhole(rest);
                if (skipped < 0)
                {
                    // The last record: torn when it is longer than the file, damaged when it is not.
                    DamagedRecords += length > 0 && length <= rest.Length - JournalFormat.RecordHead ? 1 : 0;
                    return;
                }

                DamagedRecords++;
            }
            else
            {
                DamagedRecords += Accept(Opened(rest.Slice(JournalFormat.RecordHead, length), seal, JournalFormat.Place(path, offset), takesPlain), offset) ? 0 : 1;
                skipped = JournalFormat.RecordHead + length;
            }

            rest = rest[skipped..];
            offset += skipped;
        }
    }

    private static bool IsWhole(ReadOnlySpan<byte> rest)
    {
        if (rest.Length <= JournalFormat.RecordHead)
        {
            return false;
        }

        int length = BinaryPrimitives.ReadInt32LittleEndian(rest);
        return length is > 0 and <= JournalFormat.LongestRecord && length <= rest.Length - JournalFormat.RecordHead
            && Crc32.HashToUInt32(rest.Slice(JournalFormat.RecordHead, length)) == BinaryPrimitives.ReadUInt32LittleEndian(rest[4..]);
    }

    // A damaged length says nothing of where the next record is: it is looked for, byte by byte, by its own CRC. Below 0 when there is none.
    private static int NextWhole(ReadOnlySpan<byte> rest)
    {
        for (int at = 1; at < rest.Length - JournalFormat.RecordHead; at++)
        {
            if (IsWhole(rest[at..]))
            {
                return at;
            }
        }

        return -1;
    }

    // A plain record in a store with a key is one of a session from before the encryption, or somebody's own. Empty means that it does not open.
    private static ReadOnlySpan<byte> Opened(ReadOnlySpan<byte> body, SealKey? seal, string place, bool takesPlain) =>
        SealKey.IsSealed(body) ? seal?.TryOpen(body, place) : takesPlain ? body : default;

    private static int Differing(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        int count = 0;
        for (int i = 0; i < a.Length; i++)
        {
            count += a[i] == b[i] ? 0 : 1;
        }

        return count;
    }

    private bool Accept(ReadOnlySpan<byte> body, long offset)
    {
        try
        {
            switch (body.IsEmpty ? (byte)0 : body[0])
            {
                case JournalFormat.SamplesKind:
                    Samples.AddRange(SampleCodec.Decode(body[1..]));
                    return true;
                case JournalFormat.NoteKind when JsonSerializer.Deserialize<SessionNote>(body[1..], JournalSegment.NoteJson) is { } note:
                    Notes.Add(note);
                    return true;
                case JournalFormat.LengthKind when body.Length == 1 + sizeof(long):
                    long length = BinaryPrimitives.ReadInt64LittleEndian(body[1..]);
                    if (offset > JournalFormat.HeaderLength)
                    {
                        return length == offset;
                    }

                    _before = length;
                    return true;
                default:
                    return false;
            }
        }
        catch (Exception e) when (e is InvalidDataException or JsonException)
        {
            return false;
        }
    }

    private static byte[] ReadShared(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
