using System.Data.Common;
using System.Globalization;
using Algometer.Records.Engine;
using Algometer.Records.Keys;
using Algometer.Records.Store;

namespace Algometer.Records.Recording;

/// <summary>Seals and checks the rows of a session.</summary>
internal static class SessionSeals
{
    /// <summary>Whether the header is what was written, or is not there yet.</summary>
    public static bool HeaderFits(DbTransaction transaction, Vault vault, string id) => vault.Rows(id) is not { } seal
        || transaction.Rows(SealedRow.Header.Select + "WHERE id = @session", r => SealedRow.Header.Fits(seal, r), ("@session", id)).TrueForAll(fits => fits);

    /// <summary>Which sessions of a list have a header that is not what was written.</summary>
    /// <param name="connection">Where to read.</param>
    /// <param name="vault">The key; without one nothing is known.</param>
    /// <param name="where">The condition of the list, its order included.</param>
    /// <param name="parameters">What the condition names.</param>
    public static HashSet<string> AlteredHeaders(DbConnection connection, Vault vault, string where, params (string Name, object? Value)[] parameters) => vault.HasKey
        ? [.. connection.Rows(SealedRow.Header.Select + where, r => SealedRow.Header.Fits(vault.Rows(r.GetString(0)), r) ? null : r.GetString(0), parameters).OfType<string>()]
        : new(StringComparer.Ordinal);

    /// <summary>Seals the header as it stands now.</summary>
    public static void RenewHeader(DbTransaction transaction, Vault vault, string id)
    {
        if (vault.Rows(id) is not { } seal)
        {
            return;
        }

        foreach ((string fresh, string? old) in transaction.Rows(SealedRow.Header.Select + "WHERE id = @session", r => (seal.Of("sessions", SealedRow.Header.Read(r)), SealedRow.Header.Stored(r)), ("@session", id)))
        {
            transaction.Run("UPDATE sessions SET seal = @seal WHERE id = @session", ("@seal", fresh), ("@session", id));
            RecordSet.Change(transaction, vault, "sessions", old is null ? [] : [old], [fresh]);
        }
    }

    /// <summary>Seals some rows that have no seal; how many.</summary>
    public static int SealSome(DbTransaction transaction, Vault vault, SealedRow table, int most)
    {
        List<(string Session, object Key, string Seal)> some = transaction.Rows(
            table.Select + $"WHERE seal IS NULL ORDER BY 1, 2 LIMIT {most.ToString(CultureInfo.InvariantCulture)}",
            r => (r.GetString(0), r.GetValue(1), vault.Rows(r.GetString(0))!.Of(table.Table, table.Read(r))));
        foreach ((string session, object key, string seal) in some)
        {
            transaction.Run($"UPDATE {table.Table} SET seal = @seal WHERE {table.Session} = @session AND {table.Key} = @key", ("@seal", seal), ("@session", session), ("@key", key));
        }

        return some.Count;
    }

    /// <summary>What of a session's rows is not what was written; null when all is. Reads the header first, because a running session only grows.</summary>
    public static string? Finding(DbConnection connection, Vault vault, string id, IReadOnlyList<SealedRow> parts)
    {
        if (vault.Rows(id) is not { } seal)
        {
            return null;
        }

        List<(bool Fits, bool Open, Dictionary<string, long> Counts)> header = connection.Rows(
            SealedRow.Header.Select + "WHERE id = @session",
            r => (SealedRow.Header.Fits(seal, r), r.IsDBNull(3), SealedRow.Parts.ToDictionary(part => part.Count!, part => r.GetInt64(r.GetOrdinal(part.Count!)), StringComparer.Ordinal)),
            ("@session", id));
        if (header is not [var only])
        {
            return null;
        }

        if (!only.Fits)
        {
            return "its header is not what was written";
        }

        foreach (SealedRow part in parts)
        {
            List<bool> rows = connection.Rows(part.Select + "WHERE session_id = @session", r => part.Fits(seal, r), ("@session", id));
            if (rows.Contains(false))
            {
                return $"a row of its {part.Table.Replace('_', ' ')} was altered, moved or copied";
            }

            // Gaps that are filled go while a session runs; nothing else does.
            if (only.Open ? part != SealedRow.Gaps && rows.Count < only.Counts[part.Count!] : rows.Count != only.Counts[part.Count!])
            {
                return string.Create(CultureInfo.InvariantCulture, $"{only.Counts[part.Count!]} rows of its {part.Table.Replace('_', ' ')} were written, and {rows.Count} are there");
            }
        }

        return null;
    }
}
