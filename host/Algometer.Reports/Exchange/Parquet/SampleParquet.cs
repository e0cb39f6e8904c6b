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
        var group = new Group();
        int groups = 0;
        foreach (ExportedSession session in sessions)
        {
            Records.Model.ClockMapping? clock = session.Clock;
            foreach (Sample sample in ticket.Count(session.Samples))
            {
                group.Add(sample, UnixMicroseconds(clock, sample.DeviceMicroseconds));
                if (group.Count == RowsPerGroup)
                {
                    await group.WriteAsync(writer, session.Summary.Id, ticket.CancellationToken);
                    groups++;
                }
            }

            if (group.Count > 0)
            {
                await group.WriteAsync(writer, session.Summary.Id, ticket.CancellationToken);
                groups++;
            }
        }

        // A file without rows still has its schema, and some readers want a group.
        if (groups == 0)
        {
            await group.WriteAsync(writer, "", ticket.CancellationToken);
        }
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

    // One group's columns, used again for the next: a long session would fill the heap with arrays of the largest kind.
    private sealed class Group
    {
        private readonly long[] _sequences = new long[RowsPerGroup];
        private readonly long[] _times = new long[RowsPerGroup];
        private readonly long?[] _wallTimes = new long?[RowsPerGroup];
        private readonly int[] _codes = new int[RowsPerGroup];
        private readonly double?[] _forces = new double?[RowsPerGroup];
        private readonly int[] _states = new int[RowsPerGroup];
        private readonly int[] _alarms = new int[RowsPerGroup];

        public int Count { get; private set; }

        public void Add(in Sample sample, long? utcUnixMicroseconds)
        {
            _sequences[Count] = sample.Sequence;
            _times[Count] = sample.DeviceMicroseconds;
            _wallTimes[Count] = utcUnixMicroseconds;
            _codes[Count] = sample.RawCounts;
            _forces[Count] = double.IsNaN(sample.ForceNewtons) ? null : sample.ForceNewtons;
            _states[Count] = (int)sample.Flags;
            _alarms[Count] = (int)sample.Alarm;
            Count++;
        }

        public async Task WriteAsync(ParquetWriter writer, string session, CancellationToken cancellationToken)
        {
            using ParquetRowGroupWriter group = writer.CreateRowGroup();
            string[] sessions = new string[Count];
            Array.Fill(sessions, session);
            await group.WriteAsync(_session, sessions, null);
            await group.WriteAsync<long>(_sequence, _sequences.AsMemory(0, Count), null, null, cancellationToken);
            await group.WriteAsync<long>(_device, _times.AsMemory(0, Count), null, null, cancellationToken);
            await group.WriteAsync<long>(_utc, (ReadOnlyMemory<long?>)_wallTimes.AsMemory(0, Count), null, null, cancellationToken);
            await group.WriteAsync<int>(_counts, _codes.AsMemory(0, Count), null, null, cancellationToken);
            await group.WriteAsync<double>(_force, (ReadOnlyMemory<double?>)_forces.AsMemory(0, Count), null, null, cancellationToken);
            await group.WriteAsync<int>(_flags, _states.AsMemory(0, Count), null, null, cancellationToken);
            await group.WriteAsync<int>(_alarm, _alarms.AsMemory(0, Count), null, null, cancellationToken);
            group.CompleteValidate();
            Count = 0;
        }
    }
}
