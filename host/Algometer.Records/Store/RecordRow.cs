using System.Data.Common;
using System.Globalization;
using Algometer.Records.Engine;
using Algometer.Records.Keys;
using Algometer.Records.Problems;

namespace Algometer.Records.Store;

/// <summary>
/// A table whose rows are sealed each by a key of the whole record: people, documents, earlier revisions and links. A document is sealed to its
/// kind, person and session, so that nobody hangs it on somebody else; an earlier revision keeps the seal that it had while it was the present one.
/// </summary>
/// <param name="Table">The table, which a statement calls <c>t</c>.</param>
/// <param name="SealedAs">The kind of row that the seal names.</param>
/// <param name="Key">Columns that identify a row, and where they are among the cells.</param>
/// <param name="Cells">What is sealed, in this order.</param>
/// <param name="Join">Another table that the cells are read from; empty for none.</param>
internal sealed record RecordRow(string Table, string SealedAs, IReadOnlyList<(string Column, int At)> Key, IReadOnlyList<string> Cells, string Join = "")
{
    public static RecordRow People { get; } = new(
        "people",
        "people",
        [("id", 0)],
        [
            "t.id", "t.code", "t.birth_decade", "t.sex", "t.notes", "t.consent_date", "t.consent_text", "t.created_utc_us",
            "(SELECT n.name FROM people_names n WHERE n.person_id = t.id)",
        ]);

    public static RecordRow Links { get; } = new(
        "session_links",
        "session_links",
        [("session_id", 0), ("person_id", 1), ("document_id", 2), ("from_us", 3)],
        ["t.session_id", "t.person_id", "t.document_id", "t.from_us", "t.to_us"]);

    /// <summary>Deletion is left out: it is taken back, and stands in the audit log.</summary>
    public static RecordRow Documents { get; } = new(
        "documents",
        "documents",
        [("id", 0)],
        ["t.id", "t.kind", "t.person_id", "t.session_id", "t.revision", "t.created_utc_us", "t.updated_utc_us", "t.body"]);

    public static RecordRow History { get; } = new(
        "document_history",
        "documents",
        [("id", 0), ("revision", 4)],
        ["t.id", "d.kind", "d.person_id", "d.session_id", "t.revision", "d.created_utc_us", "t.updated_utc_us", "t.body"],
        "JOIN documents d ON d.id = t.id");

    /// <summary>Every such table.</summary>
    public static IReadOnlyList<RecordRow> All { get; } = [People, Links, Documents, History];

    /// <summary>Reads rows: cells, seal. Followed by a condition over <c>t</c>.</summary>
    public string Select => $"SELECT {string.Join(", ", Cells)}, t.seal FROM {Table} t {Join} ";

    /// <summary>Whether a row that <see cref="Select"/> reads is what was written.</summary>
    public bool Fits(Vault vault, DbDataReader row) => vault.RecordRows() is not { } seal || seal.Fits(Stored(row), SealedAs, Read(row));

    /// <summary>Refuses to go on from rows that are not what was written: a new seal would make them believed.</summary>
    /// <param name="transaction">The transaction.</param>
    /// <param name="vault">The key; without one everything is taken.</param>
    /// <param name="where">The condition.</param>
    /// <param name="parameters">What it names.</param>
    public void Require(DbTransaction transaction, Vault vault, string where, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        if (vault.HasKey && transaction.Rows(Select + where, r => Fits(vault, r) ? null : r.GetString(0), parameters).OfType<string>().FirstOrDefault() is { } altered)
        {
            throw Altered(altered);
        }
    }

    /// <summary>Seals rows as they stand now, and counts them in place of what they were.</summary>
    /// <param name="transaction">The transaction that wrote them.</param>
    /// <param name="vault">The key; without one nothing is sealed.</param>
    /// <param name="where">The condition.</param>
    /// <param name="parameters">What it names.</param>
    /// <returns>How many.</returns>
    public int Renew(DbTransaction transaction, Vault vault, string where, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        if (vault.RecordRows() is not { } seal)
        {
            return 0;
        }

        string match = string.Join(" AND ", Key.Select((key, i) => string.Create(CultureInfo.InvariantCulture, $"{key.Column} = @k{i}")));
        List<(object?[] Cells, string? Old, string Seal)> rows = transaction.Rows(Select + where, r => (Read(r), Stored(r), seal.Of(SealedAs, Read(r))), parameters);
        foreach ((object?[] cells, _, string fresh) in rows)
        {
            transaction.Run(
                $"UPDATE {Table} SET seal = @seal WHERE {match}",
                [("@seal", fresh), .. Key.Select((key, i) => (string.Create(CultureInfo.InvariantCulture, $"@k{i}"), cells[key.At]))]);
        }

        RecordSet.Change(transaction, vault, Table, [.. rows.Select(row => row.Old).OfType<string>()], [.. rows.Select(row => row.Seal)]);
        return rows.Count;
    }

    /// <summary>Says that a row is not what was written.</summary>
    public RecordStoreException Altered(string id) => new(
        RecordStoreProblem.Tampered,
        $"'{id}' of {Table.Replace('_', ' ')} is not what was written: it was altered, moved or put back. Keep a copy of the record, then restore the latest backup.")
    {
        About = id,
    };

    private object?[] Read(DbDataReader row)
    {
        object?[] cells = new object?[Cells.Count];
        for (int i = 0; i < cells.Length; i++)
        {
            cells[i] = row.GetValue(i);
        }

        return cells;
    }

    private string? Stored(DbDataReader row) => row.TextOrNull(Cells.Count);
}
