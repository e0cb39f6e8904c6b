using Algometer.Measurement;
using Microsoft.Data.Sqlite;

namespace Algometer.Records;

/// <summary>Reads sessions; each call on its own connection, so reading never waits for a writer nor holds one up.</summary>
internal sealed class SessionReader(string directory)
{
    private const string SessionColumns = """
        SELECT s.id, started_utc_us, ended_utc_us, end_reason, device_id, boot_id, firmware_version, software_version, simulated,
            nominal_rate_hz, tip_area_cm2, limit_mn, source, title, COALESCE(SUM(b.sample_count), 0), MIN(b.first_device_us), MAX(b.last_device_us)
        FROM sessions s LEFT JOIN blocks b ON b.session_id = s.id
        """;

    private readonly string _path = Path.Combine(directory, Database.FileName);

    public IReadOnlyList<SessionSummary> List() => Query(c => Summaries(c, SessionColumns + " GROUP BY s.id ORDER BY s.id", null));

    public SessionSummary Session(string id) =>
        Query(c => Summaries(c, SessionColumns + " WHERE s.id = $session GROUP BY s.id", id)) is [var only]
            ? only
            : throw new RecordStoreException(RecordStoreProblem.NotFound, $"There is no session '{id}' in '{_path}'. List the sessions for their ids.");

    public IReadOnlyList<CalibrationInForce> Calibrations(string id) => Query(c => Calibrations(c, id));

    public IReadOnlyList<ClockPoint> ClockPoints(string id) => Query(c =>
        Rows(c, "SELECT device_us, utc_unix_us FROM clock_points WHERE session_id = $session ORDER BY device_us", id, r => new ClockPoint(r.GetInt64(0), r.GetInt64(1))));

    public IReadOnlyList<SessionEvent> Events(string id) => Query(c => Rows(
        c,
        "SELECT device_us, sequence, kind, value, text FROM events WHERE session_id = $session ORDER BY device_us, ordinal",
        id,
        r => new SessionEvent(r.GetInt64(0), r.GetInt64(1), r.GetString(2), r.IsDBNull(3) ? null : r.GetDouble(3), r.IsDBNull(4) ? null : r.GetString(4))));

    /// <summary>Gaps as recorded, and damaged blocks as gaps: what cannot be read is missing, whoever lost it.</summary>
    public IReadOnlyList<RecordedGap> Gaps(string id) => Query<IReadOnlyList<RecordedGap>>(c =>
    [
        .. GapRows(c, id)
            .Concat(StoredBlock.Read(c, id).Where(b => b.Samples is null).Select(b => new RecordedGap(b.FirstSequence, b.Count, GapReasons.Damaged)))
            .OrderBy(g => g.FirstMissingSequence),
    ]);

    public int CountGaps(string id) => Query(c => GapRows(c, id).Count);

    public IEnumerable<Sample> Samples(string id, long from, long to)
    {
        bool open = Session(id).IsOpen;

        // The journal before the blocks: what is stored and deleted in between is then seen twice and merged, never missed.
        Sample[] tail = open
            ? SampleMerge.Distinct(JournalContent.Read(JournalFormat.Find(directory)[id], id).Samples.Where(s => s.Sequence >= from && s.Sequence <= to))
            : [];
        using SqliteConnection connection = Database.OpenForReading(_path);
        IReadOnlyList<CalibrationInForce> calibrations = Calibrations(connection, id);
        IEnumerable<Sample[]> blocks = StoredBlock.Read(connection, id, from, to).Where(b => b.Samples is not null).Select(b => b.Samples!);
        int inForce = -1;
        foreach (Sample[] block in SampleMerge.InOrder(SampleMerge.With(blocks, tail)))
        {
            foreach (Sample sample in block)
            {
                if (sample.Sequence < from || sample.Sequence > to)
                {
                    continue;
                }

                while (inForce + 1 < calibrations.Count && calibrations[inForce + 1].EffectiveFromSequence <= sample.Sequence)
                {
                    inForce++;
                }

                bool hasForce = inForce >= 0 && (sample.Flags & SampleFlags.Faults) == SampleFlags.None;
                yield return hasForce ? sample with { ForceNewtons = calibrations[inForce].Calibration.ToNewtons(sample.RawCounts) } : sample;
            }
        }
    }

    public IReadOnlyList<EnvelopePoint> Envelope(string id, int points, long fromMicroseconds, long toMicroseconds) => ForceEnvelope.Of(
        [.. Samples(id, long.MinValue, long.MaxValue).Where(s => s.DeviceMicroseconds >= fromMicroseconds && s.DeviceMicroseconds <= toMicroseconds)],
        points);

    public IntegrityReport Verify() => Query(c =>
    {
        List<string> findings = [.. Rows(c, "PRAGMA integrity_check", null, r => r.GetString(0)).Where(r => !string.Equals(r, "ok", StringComparison.Ordinal))];
        var damaged = new List<DamagedBlock>();
        int count = 0;
        foreach (StoredBlock block in StoredBlock.Read(c, sessionId: null))
        {
            count++;
            if (block.Damage is { } damage)
            {
                damaged.Add(new DamagedBlock(block.SessionId, block.FirstSequence, block.LastSequence, block.Count, damage));
            }
        }

        return new IntegrityReport(findings, damaged, count);
    });

    internal static List<RecordedGap> GapRows(SqliteConnection connection, string id) => Rows(
        connection,
        "SELECT first_missing_sequence, sample_count, reason FROM gaps WHERE session_id = $session ORDER BY 1",
        id,
        r => new RecordedGap(r.GetInt64(0), r.GetInt64(1), r.GetString(2)));

    internal static List<T> Rows<T>(SqliteConnection connection, string sql, string? id, Func<SqliteDataReader, T> read)
    {
        using SqliteCommand command = id is null ? connection.Command(sql) : connection.Command(sql, ("$session", id));
        using SqliteDataReader reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    private static List<CalibrationInForce> Calibrations(SqliteConnection c, string id) => Rows(
        c,
        """
        SELECT effective_from_sequence, calibration_id, date_unix_s, gain_pn_per_count, quadratic_pn, zero_counts, tare_counts, capacity_mn
        FROM calibrations WHERE session_id = $session ORDER BY 1
        """,
        id,
        r => new CalibrationInForce(
            r.GetInt64(0),
            new CellCalibration((uint)r.GetInt64(1), (uint)r.GetInt64(2), r.GetInt32(3), r.GetInt32(4), r.GetInt32(5), r.GetInt32(6), r.GetInt32(7))));

    private static List<SessionSummary> Summaries(SqliteConnection c, string sql, string? id) => Rows(c, sql, id, r => new SessionSummary(
        r.GetString(0),
        new SessionDescription
        {
            DeviceId = r.GetString(4),
            BootId = r.GetInt64(5),
            FirmwareVersion = r.GetString(6),
            SoftwareVersion = r.GetString(7),
            Simulated = r.GetBoolean(8),
            NominalRateHz = r.GetDouble(9),
            TipAreaCm2 = r.GetDouble(10),
            LimitMillinewtons = r.GetInt32(11),
            Source = Enum.Parse<SessionSource>(r.GetString(12), ignoreCase: true),
            Title = r.GetString(13),
            Calibration = Calibrations(c, r.GetString(0)) is [var first, ..] ? first.Calibration : null,
        },
        WallTime.FromMicroseconds(r.GetInt64(1)),
        r.IsDBNull(2) ? null : WallTime.FromMicroseconds(r.GetInt64(2)),
        r.IsDBNull(3) ? null : string.Equals(r.GetString(3), "closed", StringComparison.Ordinal) ? SessionEnd.Closed : SessionEnd.CutOff,
        r.GetInt64(14),
        r.IsDBNull(15) ? null : r.GetInt64(15),
        r.IsDBNull(16) ? null : r.GetInt64(16)));

    private T Query<T>(Func<SqliteConnection, T> query)
    {
        try
        {
            using SqliteConnection connection = Database.OpenForReading(_path);
            return query(connection);
        }
        catch (SqliteException e)
        {
            throw RecordStoreException.From(e, _path);
        }
    }
}
