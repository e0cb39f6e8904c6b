using System.Globalization;
using System.Security.Cryptography;
using Algometer.Records.Keys;
using Algometer.Records.Store;

namespace Algometer.Records.Audit;

/// <summary>What a station has seen of a record.</summary>
/// <param name="Entries">Ordinal of the last entry of the audit log.</param>
/// <param name="Hash">Its hash.</param>
/// <param name="Writes">How often what there is in the record had been counted; 0 without a count.</param>
/// <param name="Seal">Whether the record's key sealed this: null when nothing did.</param>
internal sealed record Seen(long Entries, string Hash, long Writes, bool? Seal);

/// <summary>
/// The last entry this station has seen, kept beside the database and not in it: whoever shortens the log in the database, or writes it anew,
/// no longer fits it. It only ever moves forward, along the log it stands in. A line a place, since one folder serves an embedded record and
/// servers; in an encrypted record its key seals the line, so that nobody writes one that fits an older record.
/// </summary>
internal static class AuditAnchor
{
    private const string FileName = "algometer.audit-head";
    private const string NoSeal = "-";
    private const int PartsOfLine = 5;
    private static readonly Lock _moving = new();

    /// <summary>What was seen at a place; null when nothing is kept of it.</summary>
    public static Seen? Read(string directory, string place, Vault vault)
    {
        string[] lines = Lines(directory);
        string[]? own = Array.FindLast(lines, line => string.Equals(PlaceOf(line), place, StringComparison.Ordinal))?.Split(' ', PartsOfLine);

        // A line of before there were places may be of any.
        string[]? parts = own ?? Array.Find(lines, line => PlaceOf(line) is null)?.Split(' ');
        if (parts is not [var ordinal, var hash, ..] || !long.TryParse(ordinal, NumberStyles.None, CultureInfo.InvariantCulture, out long entries))
        {
            return null;
        }

        if (parts is not [_, _, var number, var seal, _] || !long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out long writes))
        {
            return new Seen(entries, hash, 0, null);
        }

        bool? fits = seal == NoSeal || !vault.HasKey ? null : CryptographicOperations.FixedTimeEquals(Bytes(seal), Bytes(Seal(vault, place, entries, hash, writes)));
        return new Seen(entries, hash, writes, fits);
    }

    /// <summary>Moves forward to an entry, and nowhere when the entry is older than what was seen or the log is not the one that was seen.</summary>
    /// <param name="core">The record.</param>
    /// <param name="entry">The entry that was appended.</param>
    /// <param name="hashAt">The hash of an entry of the log; null when it has none of that ordinal.</param>
    public static void Advance(StoreCore core, AuditEntry entry, Func<long, string?> hashAt)
    {
        lock (_moving)
        {
            Seen? seen = Read(core.Directory, core.Place, core.Vault);
            if (seen is not null)
            {
                // Mostly the entry follows the one that was seen; another station's may lie between.
                bool follows = entry.Ordinal > seen.Entries && seen.Seal != false
                    && string.Equals(entry.Ordinal == seen.Entries + 1 ? entry.PreviousHash : hashAt(seen.Entries), seen.Hash, StringComparison.Ordinal);
                if (!follows)
                {
                    return;
                }
            }

            Write(core, entry.Ordinal, entry.Hash, Math.Max(seen?.Writes ?? 0, core.CountedWrites() ?? 0));
        }
    }

    /// <summary>Keeps how often what there is had been counted, when this program is done with the record.</summary>
    public static void Leave(StoreCore core)
    {
        lock (_moving)
        {
            if (core.CountedWrites() is { } writes && Read(core.Directory, core.Place, core.Vault) is { Seal: not false } seen && seen.Writes < writes)
            {
                Write(core, seen.Entries, seen.Hash, writes);
            }
        }
    }

    /// <summary>Puts it at an entry, whatever was seen: a person has said that the record is the right one.</summary>
    public static void Accept(StoreCore core, AuditEntry entry)
    {
        lock (_moving)
        {
            Write(core, entry.Ordinal, entry.Hash, core.CountedWrites() ?? 0);
        }
    }

    private static void Write(StoreCore core, long entries, string hash, long writes)
    {
        string path = Path.Combine(core.Directory, FileName);
        string[] lines = Lines(core.Directory);
        bool known = Array.Exists(lines, line => string.Equals(PlaceOf(line), core.Place, StringComparison.Ordinal));
        string[] others = [.. lines.Where(line => PlaceOf(line) is { } place ? !string.Equals(place, core.Place, StringComparison.Ordinal) : known)];
        string own = string.Create(CultureInfo.InvariantCulture, $"{entries} {hash} {writes} {(core.Vault.HasKey ? Seal(core.Vault, core.Place, entries, hash, writes) : NoSeal)} {core.Place}");
        File.WriteAllLines(path + ".part", [.. others, own]);
        File.Move(path + ".part", path, overwrite: true);
    }

    private static string Seal(Vault vault, string place, long entries, string hash, long writes) =>
        Convert.ToHexStringLower(vault.Authenticate(string.Create(CultureInfo.InvariantCulture, $"seen|{entries}|{hash}|{writes}|{place}"))!);

    private static byte[] Bytes(string text) => System.Text.Encoding.UTF8.GetBytes(text);

    private static string? PlaceOf(string line) => line.Split(' ', PartsOfLine) is [_, _, _, _, var place] ? place : null;

    private static string[] Lines(string directory) => Path.Combine(directory, FileName) is var path && File.Exists(path)
        ? [.. File.ReadAllLines(path).Where(line => line.Trim().Length > 0)]
        : [];
}
