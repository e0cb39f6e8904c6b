using System.Data.Common;
using System.Globalization;
using Algometer.Measurement.Signal;
using Algometer.Records.Audit;
using Algometer.Records.Engine;
using Algometer.Records.Journal;
using Algometer.Records.Model;
using Algometer.Records.Problems;
using Algometer.Records.Recording;
using Algometer.Records.Store;

namespace Algometer.Records.Reading;

/// <summary>Reads sessions; each call on its own connection, so reading never waits for a writer nor holds one up.</summary>
internal sealed class SessionReader(StoreCore core)
{
    private const string Extents = """
        SELECT s.id, CAST(s.sample_count AS BIGINT), CAST(COALESCE(SUM(b.sample_count), 0) AS BIGINT),
            CAST(COALESCE(MIN(b.first_device_us) - s.first_device_us, 0) AS BIGINT), CAST(COALESCE(MAX(b.last_device_us) - s.last_device_us, 0) AS BIGINT),
            CAST(s.gap_count AS BIGINT), (SELECT CAST(COUNT(*) AS BIGINT) FROM gaps g WHERE g.session_id = s.id)
        FROM sessions s LEFT JOIN blocks b ON b.session_id = s.id
        GROUP BY s.id, s.sample_count, s.first_device_us, s.last_device_us, s.gap_count ORDER BY s.id
        """;

    private const string SessionColumns = """
        SELECT id, started_utc_us, ended_utc_us, end_reason, device_id, boot_id, firmware_version, software_version, simulated, nominal_rate_hz,
            tip_area_cm2, limit_mn, source, title, sample_count, first_device_us, last_device_us, gap_count, deleted_utc_us, deleted_by
        FROM sessions
        """;

    public IReadOnlyList<SessionSummary> List() => core.Query(c => Summaries(c, "WHERE deleted_utc_us IS NULL ORDER BY id"));

    public IReadOnlyList<SessionSummary> ListDeleted() => core.Query(c => Summaries(c, "WHERE deleted_utc_us IS NOT NULL ORDER BY deleted_utc_us DESC, id"));

    /// <summary>A session; refused when its header is not what was written.</summary>
    public SessionSummary Session(string id)
    {
        SessionSummary session = Header(id);
        core.Query(c => Trusted(c, id));
        return session.IsAltered ? throw Altered(id, "its header is not what was written") : session;
    }

    /// <summary>A session as it stands, whoever wrote it: for those who only want it gone.</summary>
    public SessionSummary Header(string id) =>
        core.Query(c => Summaries(c, "WHERE id = @session", ("@session", id))) is [var only]
            ? only
            : throw new RecordStoreException(RecordStoreProblem.NotFound, $"There is no session '{id}' in '{core.Engine.Place}'. List the sessions for their ids.");

    public IReadOnlyList<CalibrationInForce> Calibrations(string id) => core.Query(c => CalibrationRows.Of(Trusted(c, id, SealedRow.Calibrations), id));

    public IReadOnlyList<ClockPoint> ClockPoints(string id) => core.Query(c => ClockPointRows(Trusted(c, id, SealedRow.ClockPoints), id));

    public IReadOnlyList<SessionEvent> Events(string id) => core.Query(c => Trusted(c, id, SealedRow.Events).Rows(
        "SELECT ordinal, device_us, sequence, kind, value, text FROM events WHERE session_id = @session ORDER BY device_us, ordinal",
        r => new SessionEvent(
            r.GetInt64(1),
            r.GetInt64(2),
            r.GetString(3),
            r.IsDBNull(4) ? null : r.GetDouble(4),
            core.Vault.OpenOrNull(r.TextOrNull(5), "events", SessionTables.EventRow(id, r.GetInt64(0)), "text")),
        ("@session", id)));

    /// <summary>Gaps as recorded, and damaged blocks as gaps: what cannot be read is missing, whoever lost it.</summary>
    public IReadOnlyList<RecordedGap> Gaps(string id) => core.Query<IReadOnlyList<RecordedGap>>(c =>
    [
        .. GapRows(Trusted(c, id, SealedRow.Gaps), id)
            .Concat(StoredBlock.Read(c, core.Vault, id).Where(b => b.Samples is null).Select(b => new RecordedGap(b.FirstSequence, b.Count, GapReasons.Damaged)))
            .OrderBy(g => g.FirstMissingSequence),
    ]);

    /// <summary>Gaps as recorded alone.</summary>
    public IReadOnlyList<RecordedGap> RecordedGaps(string id) => core.Query(c => GapRows(Trusted(c, id, SealedRow.Gaps), id));

    public int CountGaps(string id) => (int)core.Query(c => c.Scalar("SELECT gap_count FROM sessions WHERE id = @session", ("@session", id)));

    /// <summary>What of a running session is only in its journal yet.</summary>
    public Sample[] Tail(string id) => SampleMerge.Distinct(JournalContent.Read(JournalFormat.Find(core.Directory)[id], id, core.Vault).Samples);

    public IEnumerable<Sample> Samples(string id, long from, long to)
    {
        bool open = Session(id).IsOpen;

        // The journal before the blocks: what is stored and deleted in between is then seen twice and merged, never missed.
        Sample[] tail = open ? [.. Tail(id).Where(s => s.Sequence >= from && s.Sequence <= to)] : [];
        using DbConnection connection = Connect();
        IReadOnlyList<CalibrationInForce> calibrations = Calibrations(id);
        IEnumerable<Sample[]> blocks = Explained(StoredBlock.Read(connection, core.Vault, id, from, to)).Where(b => b.Samples is not null).Select(b => b.Samples!);
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

    /// <summary>What of people, documents, links and sessions is not what was written, and whether the record is younger than what this station has seen.</summary>
    public IReadOnlyList<string> Changed(DbConnection c)
    {
        IReadOnlyList<string> findings = RecordSet.Findings(c, core.Vault);
        return RecordSet.Writes(c, core.Vault) is { } writes && AuditAnchor.Read(core.Directory, core.Place, core.Vault) is { Seal: true } seen && seen.Writes > writes
            ? [.. findings, "what is in it is as it was before: this station has seen later changes"]
            : findings;
    }

    public IntegrityReport Verify() => core.Query(c =>
    {
        var damaged = new List<DamagedBlock>();
        int count = 0;
        List<MissingSamples> missing = [];
        IReadOnlyList<string> changed = [];
        List<string> findings = [.. core.Engine.CheckStructure(c)];
        try
        {
            missing = [.. c.Rows(Extents, Missing).OfType<MissingSamples>()];
            missing.AddRange(c.Rows("SELECT id FROM sessions ORDER BY id", r => r.GetString(0))
                .Select(id => SessionSeals.Finding(c, core.Vault, id, SealedRow.Parts) is { } finding ? new MissingSamples(id, finding) : null)
                .OfType<MissingSamples>());
            changed = Changed(c);
            foreach (StoredBlock block in StoredBlock.ReadAll(c, core.Vault))
            {
                count++;
                if (block.Damage is { } damage)
                {
                    damaged.Add(new DamagedBlock(block.SessionId, block.FirstSequence, block.LastSequence, block.Count, damage));
                }
            }
        }
        catch (DbException unreadable)
        {
            // A check that stops at the first broken page would hide what it is asked for.
            findings.Add($"Not every block could be read: {unreadable.Message}");
        }

        return new IntegrityReport(findings, damaged, count) { Missing = missing, Changed = changed };
    });

    // What a session says of itself is written in the same transaction as its blocks and gaps: a row that went afterwards is missed here.
    private static MissingSamples? Missing(DbDataReader r)
    {
        (long said, long held, long gapsSaid, long gapsHeld) = (r.GetInt64(1), r.GetInt64(2), r.GetInt64(5), r.GetInt64(6));
        string? finding = said != held ? string.Create(CultureInfo.InvariantCulture, $"{said} samples were written, and its blocks hold {held}")
            : held > 0 && (r.GetInt64(3) != 0 || r.GetInt64(4) != 0) ? "its blocks begin or end at another time than was written"
            : gapsSaid != gapsHeld ? string.Create(CultureInfo.InvariantCulture, $"{gapsSaid} gaps were written, and {gapsHeld} are there")
            : null;
        return finding is null ? null : new MissingSamples(r.GetString(0), finding);
    }

    internal static List<RecordedGap> GapRows(DbConnection connection, string id) => connection.Rows(
        "SELECT first_missing_sequence, sample_count, reason FROM gaps WHERE session_id = @session ORDER BY 1",
        r => new RecordedGap(r.GetInt64(0), r.GetInt64(1), r.GetString(2)),
        ("@session", id));

    internal static List<ClockPoint> ClockPointRows(DbConnection connection, string id) => connection.Rows(
        "SELECT device_us, utc_unix_us FROM clock_points WHERE session_id = @session ORDER BY 1",
        r => new ClockPoint(r.GetInt64(0), r.GetInt64(1)),
        ("@session", id));

    // The same connection, when the session's rows are what was written.
    private DbConnection Trusted(DbConnection connection, string id, params IReadOnlyList<SealedRow> parts) =>
        SessionSeals.Finding(connection, core.Vault, id, parts) is { } finding ? throw Altered(id, finding) : connection;

    private static RecordStoreException Altered(string id, string finding) => new(
        RecordStoreProblem.Tampered,
        $"Session '{id}' is not what was written: {finding}. Keep a copy of the record, then restore the latest backup.") { About = id };

    // Rows come while the caller reads, so what fails then is explained then.
    private IEnumerable<StoredBlock> Explained(IEnumerable<StoredBlock> blocks)
    {
        using IEnumerator<StoredBlock> block = blocks.GetEnumerator();
        while (true)
        {
            try
            {
                if (!block.MoveNext())
                {
                    yield break;
                }
            }
            catch (Exception e) when (e is DbException or TimeoutException)
            {
                throw RecordStoreException.From(e, core.Engine.Place);
            }

            yield return block.Current;
        }
    }

    private DbConnection Connect()
    {
        try
        {
            return core.Engine.OpenForReading();
        }
        catch (Exception e) when (RecordStoreException.IsExpected(e))
        {
            throw RecordStoreException.From(e, core.Engine.Place);
        }
    }

    private List<SessionSummary> Summaries(DbConnection c, string where, params (string Name, object? Value)[] parameters)
    {
        // All first calibrations at once: one query a session would be most of the time of a long list.
        Dictionary<string, CellCalibration> calibrations = CalibrationRows.First(c, parameters.Length == 1 ? (string)parameters[0].Value! : null);
        HashSet<string> altered = SessionSeals.AlteredHeaders(c, core.Vault, where, parameters);
        return c.Rows(
            $"{SessionColumns} {where}",
            r => new SessionSummary(
                r.GetString(0),
                new SessionDescription
                {
                    DeviceId = r.GetString(4),
                    BootId = r.GetInt64(5),
                    FirmwareVersion = r.GetString(6),
                    SoftwareVersion = r.GetString(7),
                    Simulated = r.GetInt64(8) != 0,
                    NominalRateHz = r.GetDouble(9),
                    TipAreaCm2 = r.GetDouble(10),
                    LimitMillinewtons = (int)r.GetInt64(11),
                    Source = Enum.TryParse(r.GetString(12), ignoreCase: true, out SessionSource source) && Enum.IsDefined(source) ? source : Doubted(altered, r.GetString(0), SessionSource.Live),
                    Title = Title(r.GetString(0), r.GetString(13), altered),
                    Calibration = calibrations.TryGetValue(r.GetString(0), out CellCalibration first) ? first : null,
                },
                Time(r.GetInt64(1), r.GetString(0), altered),
                r.LongOrNull(2) is { } ended ? Time(ended, r.GetString(0), altered) : null,
                r.IsDBNull(3) ? null : string.Equals(r.GetString(3), "closed", StringComparison.Ordinal) ? SessionEnd.Closed : SessionEnd.CutOff,
                r.GetInt64(14),
                r.LongOrNull(15),
                r.LongOrNull(16))
            {
                GapCount = (int)r.GetInt64(17),
                IsAltered = altered.Contains(r.GetString(0)),
                DeletedUtc = r.TimeOrNull(18),
                DeletedBy = r.TextOrNull(19),
            },
            parameters);
    }

    // A list goes on past a header that somebody altered, and marks it; whoever asks for that very session is refused.
    private string Title(string id, string stored, HashSet<string> altered)
    {
        try
        {
            return core.Vault.Open(stored, "sessions", id, "title");
        }
        catch (RecordStoreException broken) when (broken.Problem == RecordStoreProblem.Tampered)
        {
            return Doubted(altered, id, "");
        }
    }

    private static DateTimeOffset Time(long microseconds, string id, HashSet<string> altered)
    {
        long last = WallTime.ToMicroseconds(DateTimeOffset.MaxValue);
        return WallTime.FromMicroseconds(microseconds >= 0 && microseconds <= last ? microseconds : Doubted(altered, id, Math.Clamp(microseconds, 0, last)));
    }

    private static T Doubted<T>(HashSet<string> altered, string id, T instead)
    {
        altered.Add(id);
        return instead;
    }
}
