using System.Data.Common;
using System.Globalization;
using Algometer.Records.Engine;
using Algometer.Records.Keys;
using Algometer.Records.Problems;

namespace Algometer.Records.Store;

/// <summary>
/// What there is in an encrypted record, counted: of people, links, documents, earlier revisions and sessions their number and a sum over their
/// seals, sealed in <c>store_info</c> and written in the transaction that changes them. A session, person or document that is taken out with all its
/// rows, or put back as it was, no longer gives the sum. Sealed and not only authenticated: whoever saw the sums could compute which rows cancel
/// each other out.
/// </summary>
internal static class RecordSet
{
    /// <summary>Where it stands in <c>store_info</c>.</summary>
    public const string Name = "set";

    private const string Sessions = "sessions";
    private const int Tries = 50;

    private static IEnumerable<string> Tables => [.. RecordRow.All.Select(row => row.Table), Sessions];

    /// <summary>Takes the count before anything else of a transaction that changes many rows, so that two stations never wait for each other in a ring.</summary>
    public static void Hold(DbTransaction transaction, Vault vault)
    {
        if (vault.Counts)
        {
            transaction.Run("UPDATE store_info SET value = value WHERE name = @name", ("@name", Name));
        }
    }

    /// <summary>Counts rows in place of others.</summary>
    /// <param name="transaction">The transaction that changes them.</param>
    /// <param name="vault">The key.</param>
    /// <param name="table">The table.</param>
    /// <param name="before">Seals of the rows that went.</param>
    /// <param name="after">Seals of the rows that came.</param>
    public static void Change(DbTransaction transaction, Vault vault, string table, IReadOnlyCollection<string> before, IReadOnlyCollection<string> after)
    {
        if (!vault.Counts || before.Count + after.Count == 0)
        {
            return;
        }

        // The database holds the row from here to the end of the transaction: two stations count one after the other.
        Hold(transaction, vault);
        if (transaction.Rows("SELECT value FROM store_info WHERE name = @name", r => r.GetString(0), ("@name", Name)) is not [var stored] || Opened(vault, stored) is not { } count)
        {
            // What somebody altered is not written anew: it must stay to be seen, and what is recorded does not wait for it.
            return;
        }

        foreach (string seal in before)
        {
            count.Add(table, vault.Standing(table, seal), -1);
        }

        foreach (string seal in after)
        {
            count.Add(table, vault.Standing(table, seal), 1);
        }

        Write(transaction, vault, count, count.Writes);
    }

    /// <summary>No longer counts rows that are about to be removed.</summary>
    /// <param name="transaction">The transaction that removes them.</param>
    /// <param name="vault">The key.</param>
    /// <param name="table">The table.</param>
    /// <param name="where">Which rows.</param>
    /// <param name="id">What the condition calls <c>@id</c>.</param>
    public static void Take(DbTransaction transaction, Vault vault, string table, string where, string id)
    {
        if (vault.Counts)
        {
            Change(transaction, vault, table, transaction.Rows($"SELECT seal FROM {table} WHERE {where} AND seal IS NOT NULL", r => r.GetString(0), ("@id", id)), []);
        }
    }

    /// <summary>No longer counts a document and its earlier revisions.</summary>
    public static void TakeDocument(DbTransaction transaction, Vault vault, string id) => TakeDocuments(transaction, vault, "id = @id", id);

    /// <summary>No longer counts a session and what goes with it.</summary>
    public static void TakeSession(DbTransaction transaction, Vault vault, string id)
    {
        TakeDocuments(transaction, vault, "session_id = @id", id);
        Take(transaction, vault, RecordRow.Links.Table, "session_id = @id", id);
        Take(transaction, vault, Sessions, "id = @id", id);
    }

    /// <summary>No longer counts a person and what goes with them.</summary>
    public static void TakePerson(DbTransaction transaction, Vault vault, string id)
    {
        TakeDocuments(transaction, vault, "person_id = @id", id);
        Take(transaction, vault, RecordRow.Links.Table, "person_id = @id", id);
        Take(transaction, vault, RecordRow.People.Table, "id = @id", id);
    }

    /// <summary>Counts everything as it stands: at the first sealing, and when a person has said that the record is the right one.</summary>
    public static void Restart(DbTransaction transaction, Vault vault)
    {
        long before = transaction.Rows("SELECT value FROM store_info WHERE name = @name", r => r.GetString(0), ("@name", Name)) is [var stored] ? Opened(vault, stored)?.Writes ?? 0 : 0;
        Write(transaction, vault, Count(vault, sql => transaction.Rows(sql, r => r.GetString(0))), before);
    }

    /// <summary>How often the count was written; null without one.</summary>
    public static long? Writes(DbConnection connection, Vault vault) => vault.Counts && StoreInfo.Read(connection, Name) is { } stored ? Opened(vault, stored)?.Writes : null;

    /// <summary>What of people, documents, links and sessions is not what was written.</summary>
    public static IReadOnlyList<string> Findings(DbConnection connection, Vault vault)
    {
        if (!vault.Counts)
        {
            return [];
        }

        var findings = new List<string>();
        foreach (RecordRow table in RecordRow.All)
        {
            findings.AddRange(connection.Rows(table.Select, r => table.Fits(vault, r) ? null : $"{r.GetString(0)} of its {table.Table.Replace('_', ' ')} was altered, moved or copied").OfType<string>());
        }

        // Rows that come while it reads are no findings: it is read again until nothing came.
        for (int i = 0; ; i++)
        {
            string? stored = StoreInfo.Read(connection, Name);
            if (stored is null || Opened(vault, stored) is not { } said)
            {
                findings.Add("the count of what is in it was taken out or altered");
                return findings;
            }

            RecordCount found = Count(vault, sql => connection.Rows(sql, r => r.GetString(0)));
            List<string> missed = [.. Tables.Where(table => !said.IsLike(found, table)).Select(table => Missed(table, said.Rows(table), found.Rows(table)))];
            if (missed.Count == 0 || i == Tries || string.Equals(stored, StoreInfo.Read(connection, Name), StringComparison.Ordinal))
            {
                findings.AddRange(missed);
                return findings;
            }
        }
    }

    private static string Missed(string table, long said, long found) => said == found
        ? $"one of its {table.Replace('_', ' ')} is not the one that was written last: it was altered or put back as it was before"
        : string.Create(CultureInfo.InvariantCulture, $"{said} of its {table.Replace('_', ' ')} were written, and {found} are there");

    private static RecordCount Count(Vault vault, Func<string, List<string>> read)
    {
        var count = new RecordCount();
        foreach (string table in Tables)
        {
            foreach (string seal in read($"SELECT seal FROM {table} WHERE seal IS NOT NULL"))
            {
                count.Add(table, vault.Standing(table, seal), 1);
            }
        }

        return count;
    }

    private static void TakeDocuments(DbTransaction transaction, Vault vault, string where, string id)
    {
        Take(transaction, vault, RecordRow.History.Table, $"id IN (SELECT id FROM documents WHERE {where})", id);
        Take(transaction, vault, RecordRow.Documents.Table, where, id);
    }

    private static void Write(DbTransaction transaction, Vault vault, RecordCount count, long before)
    {
        count.Written(before);
        StoreInfo.Write(transaction, Name, vault.Seal(count.ToString(), "store_info", Name, "value"));
    }

    private static RecordCount? Opened(Vault vault, string stored)
    {
        try
        {
            return Vault.IsSealedText(stored) ? RecordCount.Parse(vault.Open(stored, "store_info", Name, "value")) : null;
        }
        catch (RecordStoreException altered) when (altered.Problem == RecordStoreProblem.Tampered)
        {
            return null;
        }
    }
}
