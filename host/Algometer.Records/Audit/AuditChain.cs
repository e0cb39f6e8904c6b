namespace Algometer.Records.Audit;

/// <summary>Follows the audit log entry by entry and names the first that is not as it was written.</summary>
/// <param name="anchor">The last entry this station has seen; null when it has seen none.</param>
internal sealed class AuditChain(Seen? anchor)
{
    private long _entries;
    private string _hash = "";

    /// <summary>Takes the next entry; a report when it breaks the chain.</summary>
    public AuditReport? Follow(AuditEntry entry)
    {
        long expected = _entries + 1;
        if (entry.Ordinal != expected)
        {
            return Broken(expected, $"Entry {expected} is missing: entry {entry.Ordinal} follows entry {_entries}.");
        }

        if (!string.Equals(entry.PreviousHash, _hash, StringComparison.Ordinal))
        {
            return Broken(expected, $"Entry {expected} does not follow the entry before it: one of them was put there later.");
        }

        if (!string.Equals(entry.ComputeHash(), entry.Hash, StringComparison.Ordinal))
        {
            return Broken(expected, $"Entry {expected} was altered: its content does not give its hash.");
        }

        if (anchor is { } seen && seen.Entries == expected && !string.Equals(seen.Hash, entry.Hash, StringComparison.Ordinal))
        {
            return Broken(expected, $"The log was written anew: entry {expected} is not the one this station has seen.");
        }

        (_entries, _hash) = (expected, entry.Hash);
        return null;
    }

    /// <summary>Compares the end with what is kept of it.</summary>
    public AuditReport End(long headEntries, string headHash, bool sealFits, bool keyed)
    {
        long next = _entries + 1;
        if (anchor is { } seen && seen.Entries > _entries)
        {
            return Broken(next, $"The log was shortened: it ends at entry {_entries}, and this station has seen entry {seen.Entries}.");
        }

        if (anchor is { Seal: false })
        {
            return Broken(next, "What this station has seen of the log (algometer.audit-head) is not sealed by the record's key: the file was altered, or is another record's.");
        }

        if (headEntries > _entries)
        {
            return Broken(next, $"The log was shortened: it ends at entry {_entries} of {headEntries}.");
        }

        if (headEntries < _entries || !string.Equals(headHash, _hash, StringComparison.Ordinal))
        {
            return Broken(Math.Max(1, headEntries), "The log's end is not the one that was written last.");
        }

        // A station that has appended nothing yet has seen nothing; one whose file went cannot tell a shortened log from a whole one.
        string unseen = anchor is { Seal: null } && keyed
            ? " But what this station has seen of it (algometer.audit-head) is not sealed by the record's key: it is of before that, or somebody wrote it."
            : anchor is null && _entries > 0
            ? " But the last entry that this station has seen is not kept beside the database (algometer.audit-head): if this station wrote here before, the file was taken away, and a log that was shortened since does not show."
            : "";
        return sealFits
            ? new AuditReport(_entries, _hash, null, keyed
                ? "Every entry is as it was written; the end is sealed by the record's key." + unseen
                : unseen.Length > 0 ? "Every entry fits the one before it." + unseen
                : "Every entry is as it was written; the end is kept beside the database. Encrypt the record to have it sealed by a key as well.") { IsAnchored = unseen.Length == 0 }
            : Broken(Math.Max(1, _entries), "The seal on the log's end is not the record's own.");
    }

    private AuditReport Broken(long ordinal, string finding) => new(_entries, _hash, ordinal, finding);
}
