using System.Globalization;

namespace Algometer.Records.Audit;

/// <summary>
/// The last entry this station has seen, kept beside the database and not in it: whoever shortens the log in the database, or writes it anew,
/// no longer fits it. The file only ever moves forward, along the log it stands in.
/// </summary>
internal static class AuditAnchor
{
    private const string FileName = "algometer.audit-head";
    private static readonly Lock _moving = new();

    public static (long Entries, string Hash)? Read(string directory)
    {
        string path = Path.Combine(directory, FileName);
        if (!File.Exists(path))
        {
            return null;
        }

        string[] parts = File.ReadAllText(path).Trim().Split(' ');
        return parts.Length == 2 && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out long entries) ? (entries, parts[1]) : null;
    }

    /// <summary>Moves forward to an entry, and nowhere when the entry is older than what was seen or the log is not the one that was seen.</summary>
    /// <param name="directory">The data directory.</param>
    /// <param name="entry">The entry that was appended.</param>
    /// <param name="hashAt">The hash of an entry of the log; null when it has none of that ordinal.</param>
    public static void Advance(string directory, AuditEntry entry, Func<long, string?> hashAt)
    {
        lock (_moving)
        {
            if (Read(directory) is { } seen)
            {
                // Mostly the entry follows the one that was seen; another station's may lie between.
                bool follows = entry.Ordinal > seen.Entries
                    && string.Equals(entry.Ordinal == seen.Entries + 1 ? entry.PreviousHash : hashAt(seen.Entries), seen.Hash, StringComparison.Ordinal);
                if (!follows)
                {
                    return;
                }
            }

            Write(directory, entry);
        }
    }

    /// <summary>Puts it at an entry, whatever was seen: a person has said that the record is the right one.</summary>
    public static void Accept(string directory, AuditEntry entry)
    {
        lock (_moving)
        {
            Write(directory, entry);
        }
    }

    private static void Write(string directory, AuditEntry entry)
    {
        string path = Path.Combine(directory, FileName);
        File.WriteAllText(path + ".part", string.Create(CultureInfo.InvariantCulture, $"{entry.Ordinal} {entry.Hash}\n"));
        File.Move(path + ".part", path, overwrite: true);
    }
}
