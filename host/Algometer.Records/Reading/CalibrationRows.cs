using System.Data.Common;
using Algometer.Measurement.Signal;
using Algometer.Records.Engine;
using Algometer.Records.Model;

namespace Algometer.Records.Reading;

/// <summary>Reads calibrations.</summary>
internal static class CalibrationRows
{
    private const string Columns = """
        SELECT session_id, effective_from_sequence, calibration_id, date_unix_s, gain_pn_per_count, quadratic_pn, zero_counts, tare_counts, capacity_mn
        FROM calibrations
        """;

    /// <summary>A session's, in order of the sequence they apply from.</summary>
    public static List<CalibrationInForce> Of(DbConnection c, string id) => c.Rows(
        Columns + " WHERE session_id = @session ORDER BY effective_from_sequence",
        r => new CalibrationInForce(r.GetInt64(1), Read(r)),
        ("@session", id));

    /// <summary>The first of each session, or of one.</summary>
    public static Dictionary<string, CellCalibration> First(DbConnection c, string? id)
    {
        const string order = " ORDER BY session_id DESC, effective_from_sequence DESC";
        List<(string Id, CellCalibration Calibration)> rows = id is null
            ? c.Rows(Columns + order, r => (r.GetString(0), Read(r)))
            : c.Rows(Columns + " WHERE session_id = @session" + order, r => (r.GetString(0), Read(r)), ("@session", id));
        var first = new Dictionary<string, CellCalibration>(rows.Count, StringComparer.Ordinal);
        rows.ForEach(row => first[row.Id] = row.Calibration);
        return first;
    }

    private static CellCalibration Read(DbDataReader r) => new(
        (uint)r.GetInt64(2),
        (uint)r.GetInt64(3),
        (int)r.GetInt64(4),
        (int)r.GetInt64(5),
        (int)r.GetInt64(6),
        (int)r.GetInt64(7),
        (int)r.GetInt64(8));
}
