using System.Data.Common;
using Algometer.Records.Documents;
using Algometer.Records.Recording;

namespace Algometer.Records.Maintenance;

/// <summary>A column of names or free text: where it is, and what binds a cell to its row.</summary>
/// <param name="Table">The table.</param>
/// <param name="Key">Columns that identify a row.</param>
/// <param name="Column">The column.</param>
/// <param name="Place">The table that the seal names.</param>
/// <param name="Row">The row that the seal names, from the key.</param>
internal sealed record SealedColumn(string Table, IReadOnlyList<string> Key, string Column, string Place, Func<DbDataReader, string> Row);

/// <summary>Everything that is sealed in an encrypted record. What is not here is not identifying: codes, times, numbers, kinds.</summary>
internal static class SealedColumns
{
    public static IReadOnlyList<SealedColumn> All { get; } =
    [
        new("people_names", ["person_id"], "name", "people_names", r => r.GetString(0)),
        new("people", ["id"], "notes", "people", r => r.GetString(0)),
        new("people", ["id"], "consent_text", "people", r => r.GetString(0)),
        new("sessions", ["id"], "title", "sessions", r => r.GetString(0)),
        new("events", ["session_id", "ordinal"], "text", "events", r => SessionTables.EventRow(r.GetString(0), r.GetInt64(1))),
        new("documents", ["id", "revision"], "body", "documents", r => DocumentStore.Row(r.GetString(0), r.GetInt64(1))),
        new("document_history", ["id", "revision"], "body", "documents", r => DocumentStore.Row(r.GetString(0), r.GetInt64(1))),
    ];
}
