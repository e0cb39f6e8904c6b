using System.Data.Common;
using Algometer.Records.Engine;
using Algometer.Records.Keys;

namespace Algometer.Records.Recording;

/// <summary>A table whose rows belong to a session and are sealed each: what identifies a row in it, and the cells, in the order they are sealed.</summary>
/// <param name="Table">The table.</param>
/// <param name="Session">The column that names the session.</param>
/// <param name="Key">The column that identifies a row in the session; the session's own for its header.</param>
/// <param name="Cells">Every other cell that is sealed.</param>
/// <param name="Count">The column of the header that counts the rows; null for the header itself.</param>
internal sealed record SealedRow(string Table, string Session, string Key, IReadOnlyList<string> Cells, string? Count)
{
    public static SealedRow Events { get; } = new("events", "session_id", "ordinal", ["device_us", "sequence", "kind", "value", "text"], "event_count");

    public static SealedRow Calibrations { get; } = new(
        "calibrations",
        "session_id",
        "effective_from_sequence",
        ["calibration_id", "date_unix_s", "gain_pn_per_count", "quadratic_pn", "zero_counts", "tare_counts", "capacity_mn"],
        "calibration_count");

    public static SealedRow ClockPoints { get; } = new("clock_points", "session_id", "device_us", ["utc_unix_us"], "clock_count");

    public static SealedRow Gaps { get; } = new("gaps", "session_id", "first_missing_sequence", ["sample_count", "reason"], "gap_count");

    /// <summary>The session's own row. Deletion is left out: it is taken back, and stands in the audit log.</summary>
    public static SealedRow Header { get; } = new(
        "sessions",
        "id",
        "id",
        [
            "started_utc_us", "ended_utc_us", "end_reason", "device_id", "boot_id", "firmware_version", "software_version", "simulated", "nominal_rate_hz",
            "tip_area_cm2", "limit_mn", "source", "title", "station", "sample_count", "first_device_us", "last_device_us", "gap_count", "event_count",
            "calibration_count", "clock_count",
        ],
        null);

    /// <summary>What belongs to a session.</summary>
    public static IReadOnlyList<SealedRow> Parts { get; } = [Events, Calibrations, ClockPoints, Gaps];

    /// <summary>Reads rows: session, key, cells, seal. Followed by a condition.</summary>
    public string Select => $"SELECT {Session}, {Key}, {string.Join(", ", Cells)}, seal FROM {Table} ";

    /// <summary>The seal of a row that is being written; null in a store without a key.</summary>
    public string? Of(RowSeal? seal, params ReadOnlySpan<object?> cells) => seal?.Of(Table, cells);

    /// <summary>The sealed cells of a row that <see cref="Select"/> reads, its key first.</summary>
    public object?[] Read(DbDataReader row)
    {
        object?[] cells = new object?[Cells.Count + 1];
        for (int i = 0; i < cells.Length; i++)
        {
            cells[i] = row.GetValue(i + 1);
        }

        return cells;
    }

    /// <summary>Whether a row that <see cref="Select"/> reads is what was written.</summary>
    public bool Fits(RowSeal? seal, DbDataReader row) => seal is null || seal.Fits(Stored(row), Table, Read(row));

    /// <summary>The seal of a row that <see cref="Select"/> reads.</summary>
    public string? Stored(DbDataReader row) => row.TextOrNull(Cells.Count + 2);
}
