using Algometer.Measurement;
using Microsoft.Data.Sqlite;

namespace Algometer.Records;

/// <summary>Writes a session's rows. Every statement can be repeated: recovery may find part of its work done.</summary>
internal static class SessionTables
{
    public static void Insert(SqliteTransaction transaction, string id, DateTimeOffset startedUtc, SessionDescription d) =>
        transaction.Run(
            """
            INSERT INTO sessions (id, started_utc_us, device_id, boot_id, firmware_version, software_version, simulated,
                nominal_rate_hz, tip_area_cm2, limit_mn, source, title)
            VALUES ($id, $started, $device, $boot, $firmware, $software, $simulated, $rate, $area, $limit, $source, $title)
            """,
            ("$id", id),
            ("$started", WallTime.ToMicroseconds(startedUtc)),
            ("$device", d.DeviceId),
            ("$boot", d.BootId),
            ("$firmware", d.FirmwareVersion),
            ("$software", d.SoftwareVersion),
            ("$simulated", d.Simulated),
            ("$rate", d.NominalRateHz),
            ("$area", d.TipAreaCm2),
            ("$limit", d.LimitMillinewtons),
            ("$source", Name(d.Source)),
            ("$title", d.Title));

    public static void Apply(SqliteTransaction transaction, string id, CommitJob job)
    {
        foreach (EncodedBlock block in job.Blocks)
        {
            Insert(transaction, id, block);
        }

        foreach (SessionNote note in job.Notes)
        {
            Insert(transaction, id, note);
        }

        if (job.Gaps is { } change)
        {
            Replace(transaction, id, change);
        }

        if (job.Ending is { } ending)
        {
            End(transaction, id, ending.End, ending.Utc);
        }
    }

    public static void Insert(SqliteTransaction transaction, string id, CalibrationInForce inForce)
    {
        CellCalibration c = inForce.Calibration;
        transaction.Run(
            "INSERT OR REPLACE INTO calibrations VALUES ($session, $from, $id, $date, $gain, $quadratic, $zero, $tare, $capacity)",
            ("$session", id),
            ("$from", inForce.EffectiveFromSequence),
            ("$id", (long)c.Id),
            ("$date", (long)c.DateUnixSeconds),
            ("$gain", c.GainPiconewtonsPerCount),
            ("$quadratic", c.QuadraticPiconewtons),
            ("$zero", c.ZeroCounts),
            ("$tare", c.TareCounts),
            ("$capacity", c.CapacityMillinewtons));
    }

    public static string Name(SessionSource source) => source switch
    {
        SessionSource.Live => "live",
        SessionSource.Replay => "replay",
        _ => "csv",
    };

    private static void Insert(SqliteTransaction transaction, string id, EncodedBlock block) =>
        transaction.Run(
            """
            INSERT INTO blocks (session_id, first_sequence, last_sequence, sample_count, first_device_us, last_device_us, crc32, payload)
            VALUES ($session, $first, $last, $count, $firstUs, $lastUs, $crc, $payload)
            """,
            ("$session", id),
            ("$first", block.FirstSequence),
            ("$last", block.LastSequence),
            ("$count", block.Count),
            ("$firstUs", block.FirstDeviceMicroseconds),
            ("$lastUs", block.LastDeviceMicroseconds),
            ("$crc", (long)block.Crc),
            ("$payload", block.Payload));

    private static void Insert(SqliteTransaction transaction, string id, SessionNote note)
    {
        switch (note)
        {
            case EventNote(long ordinal, SessionEvent e):
                transaction.Run(
                    "INSERT OR IGNORE INTO events VALUES ($session, $ordinal, $us, $sequence, $kind, $value, $text)",
                    ("$session", id),
                    ("$ordinal", ordinal),
                    ("$us", e.DeviceMicroseconds),
                    ("$sequence", e.Sequence),
                    ("$kind", e.Kind),
                    ("$value", e.Value),
                    ("$text", e.Text));
                break;
            case ClockNote(ClockPoint point):
                transaction.Run(
                    "INSERT OR REPLACE INTO clock_points VALUES ($session, $device, $utc)",
                    ("$session", id),
                    ("$device", point.DeviceMicroseconds),
                    ("$utc", point.UtcUnixMicroseconds));
                break;
            case CalibrationNote(CalibrationInForce inForce):
                Insert(transaction, id, inForce);
                break;
        }
    }

    private static void Replace(SqliteTransaction transaction, string id, GapChange change)
    {
        transaction.Run(
            "DELETE FROM gaps WHERE session_id = $session AND first_missing_sequence BETWEEN $from AND $to",
            ("$session", id),
            ("$from", change.DeleteFrom),
            ("$to", change.DeleteTo));
        foreach (RecordedGap gap in change.Gaps)
        {
            transaction.Run(
                "INSERT OR REPLACE INTO gaps VALUES ($session, $first, $count, $reason)",
                ("$session", id),
                ("$first", gap.FirstMissingSequence),
                ("$count", gap.Count),
                ("$reason", gap.Reason));
        }
    }

    // Only an open session can end: recovery leaves the end of a closed one alone.
    private static void End(SqliteTransaction transaction, string id, SessionEnd end, DateTimeOffset utc) =>
        transaction.Run(
            "UPDATE sessions SET ended_utc_us = $utc, end_reason = $reason WHERE id = $session AND ended_utc_us IS NULL",
            ("$session", id),
            ("$utc", WallTime.ToMicroseconds(utc)),
            ("$reason", end == SessionEnd.Closed ? "closed" : "cut-off"));
}
