using Algometer.Records.Engine;
using Algometer.Records.Keys;
using Algometer.Records.Problems;

namespace Algometer.Records.Store;

/// <summary>
/// Which record this station has seen at which place, kept beside the database and not in it: a database that was emptied or exchanged has
/// another identity, also while its audit log is empty. A line a place, identity first, then the seal by the key of an encrypted record; one
/// folder serves an embedded record and servers.
/// </summary>
internal static class StoreWitness
{
    public const string FileName = "algometer.store";
    private const string SealMark = "s1:";

    /// <summary>What is wrong with the record that was found; null when it is the one of before, or the first.</summary>
    /// <param name="directory">The data directory.</param>
    /// <param name="engine">Where the record is.</param>
    /// <param name="identity">The identity that was found there; null for none.</param>
    /// <param name="vault">The key of what was found there.</param>
    public static string? Finding(string directory, IStoreEngine engine, string? identity, Vault vault)
    {
        try
        {
            if (Own(directory, engine) is not { } line)
            {
                return null;
            }

            if (!string.Equals(line.Identity, identity, StringComparison.Ordinal))
            {
                return $"This station has seen record {line.Identity} here, and {(identity is null ? "a database without an identity" : $"record {identity}")} is in its place: it was emptied or exchanged.";
            }

            return line.Seal is null ? null
                : !vault.HasKey ? $"This station has seen record {identity} encrypted here, and it is plain: it was emptied or exchanged."
                : string.Equals(line.Seal, Seal(vault, engine, line.Identity), StringComparison.Ordinal) ? null
                : $"What this station has seen here ({FileName}) is not sealed by the record's key: the file was altered, or the record was exchanged.";
        }
        catch (Exception e) when (RecordStoreException.IsExpected(e))
        {
            return $"Which record this station has seen here cannot be read ({FileName}): {e.Message}";
        }
    }

    /// <summary>Keeps the identity of a place that was not known, and seals one that was kept before the record had a key.</summary>
    public static void KeepFirst(string directory, IStoreEngine engine, string identity, Vault vault)
    {
        try
        {
            (string Identity, string? Seal)? known = Own(directory, engine);
            if (known is null || (vault.HasKey && known.Value.Seal is null && string.Equals(known.Value.Identity, identity, StringComparison.Ordinal)))
            {
                Keep(directory, engine, identity, vault);
            }
        }
        catch (Exception e) when (RecordStoreException.IsExpected(e))
        {
            // The next opening tries again; what is recorded is not kept waiting for it.
        }
    }

    /// <summary>Keeps an identity, whatever was known: after a copy, or when a person has said that the record is the right one.</summary>
    public static void Keep(string directory, IStoreEngine engine, string identity, Vault vault)
    {
        string place = StoreCore.PlaceOf(engine);
        string[] others = [.. Lines(directory).Where(line => !string.Equals(PlaceOf(line), place, StringComparison.Ordinal))];
        string path = Path.Combine(directory, FileName);
        File.WriteAllLines(path + ".part", [.. others, $"{identity} {(vault.HasKey ? Seal(vault, engine, identity) + " " : "")}{place}"]);
        File.Move(path + ".part", path, overwrite: true);
    }

    private static (string Identity, string? Seal)? Own(string directory, IStoreEngine engine)
    {
        string place = StoreCore.PlaceOf(engine);
        return Lines(directory).LastOrDefault(line => string.Equals(PlaceOf(line), place, StringComparison.Ordinal)) is { } own
            ? (own.Split(' ', 2)[0], own.Split(' ') is [_, var seal, _, ..] && IsSeal(seal) ? seal : null)
            : null;
    }

    private static string Seal(Vault vault, IStoreEngine engine, string identity) =>
        SealMark + Convert.ToHexStringLower(vault.Authenticate($"store|{identity}|{StoreCore.PlaceOf(engine)}")!);

    private static string PlaceOf(string line) => line.Split(' ', 3) is [_, var seal, var place] && IsSeal(seal) ? place : line.Split(' ', 2) is [_, var plain] ? plain : "";

    private static bool IsSeal(string text) => text.StartsWith(SealMark, StringComparison.Ordinal);

    private static string[] Lines(string directory) => Path.Combine(directory, FileName) is var path && File.Exists(path) ? File.ReadAllLines(path) : [];
}
