using System.Data.Common;
using Algometer.Measurement.Signal;
using Algometer.Records.Codec;
using Algometer.Records.Engine;
using Algometer.Records.Keys;
using Algometer.Records.Model;
using Algometer.Records.Store;

namespace Algometer.Records.Reading;

/// <summary>
/// Draws a session with few points. Where a point is longer than an outline's stretch the outlines are enough and no block is decoded;
/// closer in, only the blocks in view are.
/// </summary>
internal sealed class EnvelopeReader(StoreCore core, SessionReader sessions)
{
    public IReadOnlyList<EnvelopePoint> Read(string id, int points, long from, long to)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(points, 1);
        SessionSummary session = sessions.Session(id);
        Sample[] tail = session.IsOpen ? sessions.Tail(id) : [];
        List<OutlineRow> rows = core.Query(connection => Rows(connection, id, from, to));
        if (rows.Count == 0)
        {
            return ForceEnvelope.Of(Within(sessions.Samples(id, long.MinValue, long.MaxValue), from, to), points);
        }

        long first = Math.Max(from, rows[0].FirstMicroseconds);
        long last = Math.Min(to, rows[^1].LastMicroseconds);
        double perPoint = (last - first) / (double)points;
        long low = rows.Min(r => r.Extent.FirstSequence);
        long high = tail.Length > 0 ? long.MaxValue : rows.Max(r => r.Extent.LastSequence);
        return perPoint > LongestStretch(rows) && Outline(id, rows, tail, from, to) is { } outline
            ? ForceEnvelope.Join(outline, points)
            : ForceEnvelope.Of(Within(sessions.Samples(id, low, high), from, to), points);
    }

    private static List<OutlineRow> Rows(DbConnection connection, string id, long from, long to) => connection.Rows(
        """
        SELECT first_sequence, last_sequence, sample_count, first_device_us, last_device_us, outline FROM blocks
        WHERE session_id = @session AND last_device_us >= @from AND first_device_us <= @to ORDER BY first_sequence, id
        """,
        r => new OutlineRow(
            new StoredExtent(r.GetInt64(0), r.GetInt64(1), (int)r.GetInt64(2)),
            r.GetInt64(3),
            r.GetInt64(4),
            r.IsDBNull(5) ? null : r.GetFieldValue<byte[]>(5)),
        ("@session", id),
        ("@from", from),
        ("@to", to));

    private static double LongestStretch(List<OutlineRow> rows) => rows.Max(r =>
        (r.LastMicroseconds - r.FirstMicroseconds) / (double)r.Extent.Count * Math.Min(r.Extent.Count, TraceOutline.SamplesPerStretch));

    private static List<Sample> Within(IEnumerable<Sample> samples, long from, long to) =>
        [.. samples.Where(s => s.DeviceMicroseconds >= from && s.DeviceMicroseconds <= to)];

    // Null when blocks interleave (late samples filled a gap): then only the merged samples tell what follows what.
    private List<EnvelopePoint>? Outline(string id, List<OutlineRow> rows, Sample[] tail, long from, long to)
    {
        IReadOnlyList<CalibrationInForce> calibrations = sessions.Calibrations(id);
        TraceSeal seal = core.Vault.Traces(id);
        var outline = new List<EnvelopePoint>(rows.Count * 4);
        long previous = rows[0].Extent.FirstSequence - 1;
        foreach (OutlineRow row in rows)
        {
            if (row.Extent.FirstSequence <= previous)
            {
                return null;
            }

            bool gap = row.Extent.FirstSequence != previous + 1;
            if (Stretches(row, seal) is { } stretches && InForce(calibrations, row.Extent, out CellCalibration? calibration))
            {
                outline.AddRange(stretches.Select((stretch, i) => Point(stretch, calibration, gap && i == 0)));
            }
            else
            {
                outline.AddRange(ForceEnvelope.Points([.. sessions.Samples(id, row.Extent.FirstSequence, row.Extent.LastSequence)], gap));
            }

            previous = row.Extent.LastSequence;
        }

        if (tail.Length > 0)
        {
            long stored = previous;
            Sample[] more = [.. sessions.Samples(id, stored + 1, long.MaxValue)];
            outline.AddRange(ForceEnvelope.Points(more, more.Length > 0 && more[0].Sequence != stored + 1));
        }

        return [.. outline.Where(p => p.LastDeviceMicroseconds >= from && p.FirstDeviceMicroseconds <= to)];
    }

    private static OutlineStretch[]? Stretches(OutlineRow row, TraceSeal seal) =>
        row.Outline is { } stored && seal.TryOpen(stored, TraceSeal.Outline, row.Extent.FirstSequence, row.Extent.LastSequence, row.Extent.Count) is { } plain
            ? TraceOutline.TryRead(plain, row.Extent.Count)
            : null;

    // False when the calibration changes within the block.
    private static bool InForce(IReadOnlyList<CalibrationInForce> calibrations, StoredExtent extent, out CellCalibration? calibration)
    {
        calibration = calibrations.LastOrDefault(c => c.EffectiveFromSequence <= extent.FirstSequence)?.Calibration;
        return !calibrations.Any(c => c.EffectiveFromSequence > extent.FirstSequence && c.EffectiveFromSequence <= extent.LastSequence);
    }

    private static EnvelopePoint Point(in OutlineStretch stretch, CellCalibration? calibration, bool followsGap)
    {
        bool force = stretch.HasForce && calibration is not null;
        double one = force ? calibration!.Value.ToNewtons(stretch.LowestCounts) : double.NaN;
        double other = force ? calibration!.Value.ToNewtons(stretch.HighestCounts) : double.NaN;
        return new EnvelopePoint(
            stretch.FirstDeviceMicroseconds,
            stretch.LastDeviceMicroseconds,
            Math.Min(one, other),
            Math.Max(one, other),
            stretch.Count,
            stretch.HasFault || !force,
            stretch.FollowsGap || followsGap);
    }

    private sealed record OutlineRow(StoredExtent Extent, long FirstMicroseconds, long LastMicroseconds, byte[]? Outline);
}
