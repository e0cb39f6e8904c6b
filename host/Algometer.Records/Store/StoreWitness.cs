using Algometer.Records.Engine;
using Algometer.Records.Problems;

namespace Algometer.Records.Store;

/// <summary>
/// Which record this station has seen at which place, kept beside the database and not in it: a database that was emptied or exchanged has
/// another identity, also while its audit log is empty. A line a place, identity first; one folder serves an embedded record and servers.
/// </summary>
internal static class StoreWitness
{
    public const string FileName = "algometer.store";

    /// <summary>What is wrong with the record that was found; null when it is the one of before, or the first.</summary>
    /// <param name="directory">The data directory.</param>
    /// <param name="engine">Where the record is.</param>
    /// <param name="identity">The identity that was found there; null for none.</param>
    public static string? Finding(string directory, IStoreEngine engine, string? identity)
    {
        try
        {
            return Known(directory, engine) is { } known && !string.Equals(known, identity, StringComparison.Ordinal)
                ? $"This station has seen record {known} here, and {(identity is null ? "a database without an identity" : $"record {identity}")} is in its place: it was emptied or exchanged."
                : null;
        }
        catch (Exception e) when (RecordStoreException.IsExpected(e))
        {
            return $"Which record this station has seen here cannot be read ({FileName}): {e.Message}";
        }
    }

    /// <summary>Keeps the identity of a place that was not known.</summary>
    public static void KeepFirst(string directory, IStoreEngine engine, string identity)
    {
        try
        {
            if (Known(directory, engine) is null)
            {
                Keep(directory, engine, identity);
            }
        }
        catch (Exception e) when (RecordStoreException.IsExpected(e))
        {
            // The next opening tries again; what is recorded is not kept waiting for it.
        }
    }

    /// <summary>Keeps an identity, whatever was known: after a copy, or when a person has said that the record is the right one.</summary>
    public static void Keep(string directory, IStoreEngine engine, string identity)
    {
        string place = Place(engine);
        string[] others = [.. Lines(directory).Where(line => !string.Equals(PlaceOf(line), place, StringComparison.Ordinal))];
        string path = Path.Combine(directory, FileName);
        File.WriteAllLines(path + ".part", [.. others, $"{identity} {place}"]);
        File.Move(path + ".part", path, overwrite: true);
    }

    private static string? Known(string directory, IStoreEngine engine)
    {
        string place = Place(engine);
        return Lines(directory).Where(line => string.Equals(PlaceOf(line), place, StringComparison.Ordinal)).Select(line => line.Split(' ', 2)[0]).LastOrDefault();
    }

    // An embedded record is in the folder itself, which may be moved.
    private static string Place(IStoreEngine engine) => engine is SqliteEngine ? "embedded" : engine.Place;

    private static string PlaceOf(string line) => line.Split(' ', 2) is [_, var place] ? place : "";

    private static string[] Lines(string directory) => Path.Combine(directory, FileName) is var path && File.Exists(path) ? File.ReadAllLines(path) : [];
}
