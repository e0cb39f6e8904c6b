using Algometer.Records;
using Algometer.Records.Model;
using Algometer.Records.Problems;
using Algometer.Records.Store;

namespace Algometer.Cli.RecordAccess;

/// <summary>Opens the record that the command line chose.</summary>
internal static class ChosenRecord
{
    private static readonly AsyncLocal<StoreChoice?> _chosen = new();

    /// <summary>Says which record the commands of this invocation mean.</summary>
    /// <param name="server">Address of a server, or null for the embedded database.</param>
    /// <param name="passphraseFile">Where the passphrase stands, or null to look in the environment and then ask.</param>
    public static void Choose(string? server, string? passphraseFile) => _chosen.Value = new StoreChoice(server, new Passphrases(passphraseFile));

    /// <summary>The record's options.</summary>
    /// <param name="data">Folder of the record.</param>
    public static StoreOptions Options(string data)
    {
        StoreChoice choice = _chosen.Value ?? new StoreChoice(null, new Passphrases(null));
        return new StoreOptions { DataDirectory = data, Server = choice.Server, Passphrase = choice.Passphrases.Present, Progress = new StoreProgressLine() };
    }

    /// <summary>A place as a person names it: a folder, or a server's address.</summary>
    /// <param name="place">The place.</param>
    /// <param name="data">Folder for what a station of a server keeps at home.</param>
    public static StoreOptions OptionsOf(string place, string data) => place.StartsWith("postgres", StringComparison.OrdinalIgnoreCase) && place.Contains("://", StringComparison.Ordinal)
        ? Options(data) with { Server = place }
        : Options(place) with { Server = null };

    /// <summary>Opens for recording.</summary>
    public static RecordStore Open(string data) => RecordStore.Open(Options(data), TimeProvider.System);

    /// <summary>
    /// Opens for reading. When no other program records, it is opened for writing, so that a session that a crash cut off is put right.
    /// </summary>
    public static RecordStore OpenForReading(string data)
    {
        StoreOptions options = Options(data);
        if (options.Server is null && !File.Exists(Path.Combine(data, "algometer.db")))
        {
            throw new ArgumentException($"There is no record in {data}: record something first, or name its folder with --data.");
        }

        try
        {
            return RecordStore.Open(options, TimeProvider.System);
        }
        catch (RecordStoreException e) when (e.Problem is not (RecordStoreProblem.WrongPassphrase or RecordStoreProblem.PassphraseNeeded or RecordStoreProblem.Unreachable))
        {
            // In use by a running host, or on a disk that cannot be written: looking is possible all the same.
            return RecordStore.OpenReadOnly(options, TimeProvider.System);
        }
    }

    /// <summary>Finds a session by its identity, by the start of it, or as <c>last</c>.</summary>
    public static SessionSummary Find(RecordStore store, string id) => Find(store.ListSessions(), id);

    /// <summary>Finds one of some sessions.</summary>
    public static SessionSummary Find(IReadOnlyList<SessionSummary> all, string id)
    {
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

    /// <summary>The passphrases of this invocation.</summary>
    public static Passphrases Passphrases => (_chosen.Value ?? new StoreChoice(null, new Passphrases(null))).Passphrases;

    private sealed record StoreChoice(string? Server, Passphrases Passphrases);
}
