using System.Data.Common;
using System.Globalization;
using Algometer.Measurement.Signal;
using Algometer.Records.Codec;
using Algometer.Records.Engine;
using Algometer.Records.Keys;
using Algometer.Records.Model;

namespace Algometer.Records.Recording;

/// <summary>Writes a session's rows. Every statement can be repeated: recovery may find part of its work done.</summary>
internal static class SessionTables
{
    /// <summary>Which row an event's text belongs to.</summary>
    public static string EventRow(string id, long ordinal) => string.Create(CultureInfo.InvariantCulture, $"{id}/{ordinal}");

    public static void Insert(DbTransaction transaction, Vault vault, string id, StartNote start)
    {
        SessionDescription d = start.Description;
        int inserted = transaction.Run(
            """
            INSERT INTO sessions (id, started_utc_us, station, device_id, boot_id, firmware_version, software_version, simulated,
                nominal_rate_hz, tip_area_cm2, limit_mn, source, title)
            VALUES (@id, @started, @station, @device, @boot, @firmware, @software, @simulated, @rate, @area, @limit, @source, @title)
            ON CONFLICT (id) DO NOTHING
            """,
            ("@id", id),
            ("@started", WallTime.ToMicroseconds(start.StartedUtc)),
            ("@station", start.Station),
            ("@device", d.DeviceId),
            ("@boot", d.BootId),
            ("@firmware", d.FirmwareVersion),
            ("@software", d.SoftwareVersion),
            ("@simulated", d.Simulated),
            ("@rate", d.NominalRateHz),
            ("@area", d.TipAreaCm2),
            ("@limit", d.LimitMillinewtons),
            ("@source", Name(d.Source)),
            ("@title", vault.Seal(d.Title, "sessions", id, "title")));
        if (inserted > 0)
        {
            if (d.Calibration is { } calibration)
            {
                Insert(transaction, vault, id, new CalibrationInForce(long.MinValue, calibration));
            }

            SessionSeals.RenewHeader(transaction, vault, id);
        }
    }

    public static void Apply(DbTransaction transaction, Vault vault, string id, CommitJob job)
    {
        // The session before what belongs to it.
        foreach (StartNote start in job.Notes.OfType<StartNote>())
        {
            Insert(transaction, vault, id, start);
        }

        // A header that is not what was written gets no new seal: what somebody changed meanwhile must stay to be seen.
        bool intact = SessionSeals.HeaderFits(transaction, vault, id);
        Insert(transaction, id, job.Blocks);
        foreach (SessionNote note in job.Notes)
        {
            Insert(transaction, vault, id, note);
        }

        if (job.Gaps is { } change)
        {
            Replace(transaction, vault, id, change);
        }

        if (job.Ending is { } ending)
        {
            End(transaction, id, ending.End, ending.Utc);
        }

        if (intact)
        {
            SessionSeals.RenewHeader(transaction, vault, id);
        }
    }

    /// <summary>Writes a gap under a seal.</summary>
    public static void Insert(DbTransaction transaction, Vault vault, string id, RecordedGap gap) => transaction.Run(
        """
        INSERT INTO gaps (session_id, first_missing_sequence, sample_count, reason, seal) VALUES (@session, @first, @count, @reason, @seal)
        ON CONFLICT (session_id, first_missing_sequence) DO UPDATE SET sample_count = excluded.sample_count, reason = excluded.reason, seal = excluded.seal
        """,
        ("@session", id),
        ("@first", gap.FirstMissingSequence),
        ("@count", gap.Count),
        ("@reason", gap.Reason),
        ("@seal", SealedRow.Gaps.Of(vault.Rows(id), gap.FirstMissingSequence, gap.Count, gap.Reason)));

    private static void Insert(DbTransaction transaction, Vault vault, string id, CalibrationInForce inForce)
    {
        CellCalibration c = inForce.Calibration;
        bool isNew = transaction.Rows(
            "SELECT 1 FROM calibrations WHERE session_id = @session AND effective_from_sequence = @from", r => true, ("@session", id), ("@from", inForce.EffectiveFromSequence)).Count == 0;
        transaction.Run(
            """
            INSERT INTO calibrations VALUES (@session, @from, @id, @date, @gain, @quadratic, @zero, @tare, @capacity, @seal)
            ON CONFLICT (session_id, effective_from_sequence) DO UPDATE SET calibration_id = excluded.calibration_id, date_unix_s = excluded.date_unix_s,
                gain_pn_per_count = excluded.gain_pn_per_count, quadratic_pn = excluded.quadratic_pn, zero_counts = excluded.zero_counts,
                tare_counts = excluded.tare_counts, capacity_mn = excluded.capacity_mn, seal = excluded.seal
            """,
            ("@session", id),
            ("@from", inForce.EffectiveFromSequence),
            ("@id", (long)c.Id),
            ("@date", (long)c.DateUnixSeconds),
            ("@gain", c.GainPiconewtonsPerCount),
            ("@quadratic", c.QuadraticPiconewtons),
            ("@zero", c.ZeroCounts),
            ("@tare", c.TareCounts),
            ("@capacity", c.CapacityMillinewtons),
            ("@seal", SealedRow.Calibrations.Of(
                vault.Rows(id), inForce.EffectiveFromSequence, (long)c.Id, (long)c.DateUnixSeconds, (long)c.GainPiconewtonsPerCount, (long)c.QuadraticPiconewtons, (long)c.ZeroCounts, (long)c.TareCounts, (long)c.CapacityMillinewtons)));
        Count(transaction, id, "calibration_count", isNew ? 1 : 0);
    }

    public static string Name(SessionSource source) => source switch
    {
        SessionSource.Live => "live",
        SessionSource.Replay => "replay",
        _ => "csv",
    };

    // Counted on and never anew, so that a row that somebody takes out meanwhile stays missed.
    private static void Count(DbTransaction transaction, string id, string column, long more)
    {
        if (more != 0)
        {
            transaction.Run($"UPDATE sessions SET {column} = {column} + @more WHERE id = @session", ("@more", more), ("@session", id));
        }
    }

    private static void Insert(DbTransaction transaction, string id, List<EncodedBlock> blocks)
    {
        List<EncodedBlock> fresh = [.. blocks.Where(block => Insert(transaction, id, block) > 0)];
        if (fresh.Count > 0)
        {
            transaction.Run(
                """
                UPDATE sessions SET sample_count = sample_count + @count,
                    first_device_us = CASE WHEN first_device_us <= @first THEN first_device_us ELSE @first END,
                    last_device_us = CASE WHEN last_device_us >= @last THEN last_device_us ELSE @last END
                WHERE id = @session
                """,
                ("@session", id),
                ("@count", fresh.Sum(b => (long)b.Count)),
                ("@first", fresh.Min(b => b.FirstDeviceMicroseconds)),
                ("@last", fresh.Max(b => b.LastDeviceMicroseconds)));
        }
    }

    // The very block may be there already, when the answer to its commit was lost; then it is not stored twice.
    private static int Insert(DbTransaction transaction, string id, EncodedBlock block) => transaction.Run(
        """
        INSERT INTO blocks (session_id, first_sequence, last_sequence, sample_count, first_device_us, last_device_us, crc32, payload, outline)
        SELECT @session, @first, @last, @count, @firstUs, @lastUs, @crc, @payload, @outline
        WHERE NOT EXISTS (SELECT 1 FROM blocks WHERE session_id = @session AND first_sequence = @first AND last_sequence = @last AND crc32 = @crc)
        """,
        ("@session", id),
        ("@first", block.FirstSequence),
        ("@last", block.LastSequence),
        ("@count", block.Count),
        ("@firstUs", block.FirstDeviceMicroseconds),
        ("@lastUs", block.LastDeviceMicroseconds),
        ("@crc", block.Crc),
        ("@payload", block.Payload),
        ("@outline", block.Outline));

    private static void Insert(DbTransaction transaction, Vault vault, string id, SessionNote note)
    {
        switch (note)
        {
            case EventNote(long ordinal, SessionEvent e):
                string? text = e.Text is null ? null : vault.Seal(e.Text, "events", EventRow(id, ordinal), "text");
                int fresh = transaction.Run(
                    "INSERT INTO events VALUES (@session, @ordinal, @us, @sequence, @kind, @value, @text, @seal) ON CONFLICT (session_id, ordinal) DO NOTHING",
                    ("@session", id),
                    ("@ordinal", ordinal),
                    ("@us", e.DeviceMicroseconds),
                    ("@sequence", e.Sequence),
                    ("@kind", e.Kind),
                    ("@value", e.Value),
                    ("@text", text),
                    ("@seal", SealedRow.Events.Of(vault.Rows(id), ordinal, e.DeviceMicroseconds, e.Sequence, e.Kind, e.Value, text)));
                Count(transaction, id, "event_count", fresh);
                break;
            case ClockNote(ClockPoint point):
                bool isNew = transaction.Rows(
                    "SELECT 1 FROM clock_points WHERE session_id = @session AND device_us = @device", r => true, ("@session", id), ("@device", point.DeviceMicroseconds)).Count == 0;
                transaction.Run(
                    "INSERT INTO clock_points VALUES (@session, @device, @utc, @seal) ON CONFLICT (session_id, device_us) DO UPDATE SET utc_unix_us = excluded.utc_unix_us, seal = excluded.seal",
                    ("@session", id),
                    ("@device", point.DeviceMicroseconds),
                    ("@utc", point.UtcUnixMicroseconds),
                    ("@seal", SealedRow.ClockPoints.Of(vault.Rows(id), point.DeviceMicroseconds, point.UtcUnixMicroseconds)));
                Count(transaction, id, "clock_count", isNew ? 1 : 0);
                break;
            case CalibrationNote(CalibrationInForce inForce):
                Insert(transaction, vault, id, inForce);
                break;
        }
    }

    private static void Replace(DbTransaction transaction, Vault vault, string id, GapChange change)
    {
        int gone = transaction.Run(
            "DELETE FROM gaps WHERE session_id = @session AND first_missing_sequence BETWEEN @from AND @to",
            ("@session", id),
            ("@from", change.DeleteFrom),
            ("@to", change.DeleteTo));
        foreach (RecordedGap gap in change.Gaps)
        {
            Insert(transaction, vault, id, gap);
        }

        Count(transaction, id, "gap_count", change.Gaps.Select(gap => gap.FirstMissingSequence).Distinct().Count() - gone);
    }

    // Only an open session can end: recovery leaves the end of a closed one alone.
    private static void End(DbTransaction transaction, string id, SessionEnd end, DateTimeOffset utc) =>
        transaction.Run(
            "UPDATE sessions SET ended_utc_us = @utc, end_reason = @reason WHERE id = @session AND ended_utc_us IS NULL",
            ("@session", id),
            ("@utc", WallTime.ToMicroseconds(utc)),
            ("@reason", end == SessionEnd.Closed ? "closed" : "cut-off"));
}
