using Algometer.Records;

namespace Algometer.App.Commands;

/// <summary>Opens the record for looking at it.</summary>
internal static class Stores
{
    /// <summary>
    /// Opens for reading. When no other program records, it is opened once for writing first, so that a session that a crash cut off is
    /// put right.
    /// </summary>
    public static RecordStore OpenForReading(string data)
    {
        if (!File.Exists(Path.Combine(data, "algometer.db")))
        {
            throw new ArgumentException($"There is no record in {data}: record something first, or name its folder with --data.");
        }

        try
        {
            return RecordStore.Open(data, TimeProvider.System);
        }
        catch (RecordStoreException)
        {
            // In use by a running host, or on a disk that cannot be written: looking is possible all the same.
            return RecordStore.OpenReadOnly(data, TimeProvider.System);
        }
    }

    /// <summary>Finds a session by its identity, by the start of it, or as <c>last</c>.</summary>
    public static SessionSummary Find(RecordStore store, string id)
    {
        IReadOnlyList<SessionSummary> all = store.ListSessions();
        if (string.Equals(id, "last", StringComparison.OrdinalIgnoreCase) && all.Count > 0)
        {
            return all[^1];
        }

        SessionSummary[] found = [.. all.Where(session => session.Id.StartsWith(id, StringComparison.OrdinalIgnoreCase))];
        return found.Length switch
        {
            1 => found[0],
            0 => throw new ArgumentException($"There is no session '{id}': list them with algometer sessions."),
            _ => throw new ArgumentException($"'{id}' fits {found.Length} sessions: give more of it."),
        };
    }
}
