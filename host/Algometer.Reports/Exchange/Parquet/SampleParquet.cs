using Algometer.Measurement.Signal;
using Algometer.Measurement.Units;
using Algometer.Reports.Exchange.Tables;
using Parquet;
using Parquet.Schema;

namespace Algometer.Reports.Exchange.Parquet;

/// <summary>Writes samples of sessions as Apache Parquet: a row group holds samples of one session only, at most <see cref="RowsPerGroup"/>.</summary>
public static class SampleParquet
{
    /// <summary>Most rows of a row group: about 14 minutes at 80 Hz.</summary>
    public const int RowsPerGroup = 65_536;

    /// <summary>The columns in order.</summary>
    public static IReadOnlyList<ColumnDescription> Columns { get; } =
    [
        new("session_id", ColumnType.Text, "", "The session."),
        new("sequence", ColumnType.Whole, "", "The device's sample number, counted on past a restart within the session; consecutive samples differ by 1, a jump is a gap."),
        new("device_us", ColumnType.Whole, "us", "The device's clock when the data became ready, unwrapped."),
        new("utc_unix_us", ColumnType.Whole, "us", "Wall time since 1970 (UTC) by the line through the session's clock points; empty without any."),
        new("raw_counts", ColumnType.Whole, "", "The converter's code as measured (32 bits)."),
        new("force_N", ColumnType.Number, "N", "Force by the calibration in force; empty where there is none to be trusted."),
        new("flags", ColumnType.Whole, "", "What is known about the sample, as in the wire format (32 bits)."),
        new("alarm", ColumnType.Whole, "", "The device's alarm, as in the wire format (32 bits)."),
    ];

    private static readonly DataField _session = new DataField<string>("session_id", nullable: false);
    private static readonly DataField _sequence = new DataField<long>("sequence");
    private static readonly DataField _device = new DataField<long>("device_us");
    private static readonly DataField _utc = new DataField<long?>("utc_unix_us");
    private static readonly DataField _counts = new DataField<int>("raw_counts");
    private static readonly DataField _force = new DataField<double?>("force_N");
    private static readonly DataField _flags = new DataField<int>("flags");
    private static readonly DataField _alarm = new DataField<int>("alarm");

    /// <summary>Writes sessions, one after the other.</summary>
    /// <param name="sessions">The sessions, each opened when its turn comes.</param>
    /// <param name="stream">Where to.</param>
    /// <param name="metadata">Key and value pairs of the file.</param>
    /// <param name="ticket">Progress and cancel.</param>
    public static async Task WriteAsync(IEnumerable<ExportedSession> sessions, Stream stream, IReadOnlyDictionary<string, string> metadata, ExportTicket ticket)
    {
        ArgumentNullException.ThrowIfNull(sessions);
        ArgumentNullException.ThrowIfNull(ticket);
        var schema = new ParquetSchema(_session, _sequence, _device, _utc, _counts, _force, _flags, _alarm);
        await using ParquetWriter writer = await ParquetWriter.CreateAsync(schema, stream, ParquetTable.Options, append: false, ticket.CancellationToken);
        writer.CustomMetadata = new Dictionary<string, string>(metadata, StringComparer.Ordinal) { ["algometer.table"] = "samples", ["algometer.units"] = ParquetFormat.Units(Columns) };
        int groups = 0;
        foreach (ExportedSession session in sessions)
        {
            Records.Model.ClockMapping? clock = session.Clock;
            foreach (Sample[] chunk in ticket.Count(session.Samples).Chunk(RowsPerGroup))
            {
                await WriteGroupAsync(writer, session.Summary.Id, chunk, clock, ticket.CancellationToken);
                groups++;
            }
        }

        // A file without rows still has its schema, and some readers want a group.
        if (groups == 0)
        {
            await WriteGroupAsync(writer, "", [], null, ticket.CancellationToken);
        }
    }

    private static async Task WriteGroupAsync(ParquetWriter writer, string session, Sample[] rows, Records.Model.ClockMapping? clock, CancellationToken cancellationToken)
    {
        using ParquetRowGroupWriter group = writer.CreateRowGroup();
        await group.WriteAsync(_session, Enumerable.Repeat(session, rows.Length).ToArray(), null);
        await group.WriteAsync<long>(_sequence, Array.ConvertAll(rows, row => row.Sequence), null, null, cancellationToken);
        await group.WriteAsync<long>(_device, Array.ConvertAll(rows, row => row.DeviceMicroseconds), null, null, cancellationToken);
        await group.WriteAsync<long>(_utc, Array.ConvertAll(rows, row => UnixMicroseconds(clock, row.DeviceMicroseconds)), null, null, cancellationToken);
        await group.WriteAsync<int>(_counts, Array.ConvertAll(rows, row => row.RawCounts), null, null, cancellationToken);
        await group.WriteAsync<double>(_force, Array.ConvertAll(rows, row => double.IsNaN(row.ForceNewtons) ? (double?)null : row.ForceNewtons), null, null, cancellationToken);
        await group.WriteAsync<int>(_flags, Array.ConvertAll(rows, row => (int)row.Flags), null, null, cancellationToken);
        await group.WriteAsync<int>(_alarm, Array.ConvertAll(rows, row => (int)row.Alarm), null, null, cancellationToken);
        group.CompleteValidate();
    }

    private static long? UnixMicroseconds(Records.Model.ClockMapping? clock, long deviceMicroseconds)
    {
        if (clock is null)
        {
            return null;
        }

        double utc = clock.ReferenceUtcUnixMicroseconds + ((deviceMicroseconds - clock.ReferenceDeviceMicroseconds) * (1 + (clock.SkewPpm * 1e-6)));
        return Math.Abs(utc) < 9e18 ? (long)Math.Round(utc) : null;
    }
}
