using Algometer.Records.Model;
using Algometer.Records.People;
using Algometer.Records.Recording;

namespace Algometer.Reports.Exchange.Tables;

/// <summary>A session and whom it is about.</summary>
/// <param name="Summary">The session.</param>
/// <param name="Person">Whom it is about; null for nobody.</param>
public sealed record SessionRow(SessionSummary Summary, Person? Person);

/// <summary>Something that belongs to a session.</summary>
/// <typeparam name="T">What.</typeparam>
/// <param name="SessionId">The session.</param>
/// <param name="Item">The thing.</param>
public sealed record OfSession<T>(string SessionId, T Item);

/// <summary>The tables about sessions.</summary>
public static class SessionTables
{
    /// <summary>A row a session.</summary>
    public static ExportTable<SessionRow> Sessions { get; } = new("sessions", "One recorded session.",
    [
        Text<SessionRow>("session_id", "Identity of the session.", row => row.Summary.Id),
        Text<SessionRow>("person_code", "Code of the person it is about; empty when it is about nobody or several.", row => row.Person?.Code),
        new("started_utc", ColumnType.Moment, "", "Wall time of the start.", row => row.Summary.StartedUtc),
        new("ended_utc", ColumnType.Moment, "", "Wall time of the end; empty while it is recorded.", row => row.Summary.EndedUtc),
        Text<SessionRow>("end", "How it ended: closed or cut-off; empty while it is recorded.", row => row.Summary.End switch { SessionEnd.Closed => "closed", SessionEnd.CutOff => "cut-off", _ => null }),
        Text<SessionRow>("device_id", "The device's own identity.", row => row.Summary.Description.DeviceId),
        Whole<SessionRow>("boot_id", "", "Which start of the device the session began with; sequence and device time go on past a restart, which is an event.", row => row.Summary.Description.BootId),
        Text<SessionRow>("firmware_version", "Version of the device's firmware.", row => row.Summary.Description.FirmwareVersion),
        Text<SessionRow>("software_version", "Version of the program that recorded.", row => row.Summary.Description.SoftwareVersion),
        new("simulated", ColumnType.Flag, "", "Whether the values come from a simulated sensor, never from a person.", row => row.Summary.Description.Simulated),
        Text<SessionRow>("source", "Where the samples came from: live, replay or csv.", row => row.Summary.Description.Source.ToString().ToLowerInvariant()),
        Number<SessionRow>("nominal_rate_Hz", "Hz", "Nominal sampling rate.", row => row.Summary.Description.NominalRateHz),
        Number<SessionRow>("tip_area_cm2", "cm2", "Area of the tip at the start; pressure in kPa is 10 times force in N divided by it.", row => row.Summary.Description.TipAreaCm2),
        Number<SessionRow>("limit_N", "N", "The device's force limit at the start.", row => row.Summary.Description.LimitMillinewtons * 1e-3),
        Text<SessionRow>("title", "Its name for people.", row => row.Summary.Description.Title),
        Whole<SessionRow>("samples", "", "Samples stored.", row => row.Summary.SampleCount),
        Whole<SessionRow>("first_device_us", "us", "Device time of the earliest sample.", row => row.Summary.FirstDeviceMicroseconds),
        Whole<SessionRow>("last_device_us", "us", "Device time of the latest sample.", row => row.Summary.LastDeviceMicroseconds),
    ]);

    /// <summary>A row a calibration in force.</summary>
    public static ExportTable<OfSession<CalibrationInForce>> Calibrations { get; } = new("calibrations", "A calibration and the first sample it holds for; it stays in force until the next one of the session.",
    [
        Text<OfSession<CalibrationInForce>>("session_id", "The session.", row => row.SessionId),
        Whole<OfSession<CalibrationInForce>>("effective_from_sequence", "", "First sequence it applies to; the lowest 64-bit number means from the beginning.", row => row.Item.EffectiveFromSequence),
        Whole<OfSession<CalibrationInForce>>("calibration_id", "", "Identity; 0 is the nominal one, never a measured calibration.", row => (long)row.Item.Calibration.Id),
        Whole<OfSession<CalibrationInForce>>("date_unix_s", "s", "When it was made, seconds since 1970 (UTC); 0 when unknown.", row => (long)row.Item.Calibration.DateUnixSeconds),
        Whole<OfSession<CalibrationInForce>>("gain_pN_per_count", "pN", "Slope. Force in pN is gain * x + quadratic * floor(x * x / 2^20) with x = raw_counts - zero - tare.", row => (long)row.Item.Calibration.GainPiconewtonsPerCount),
        Whole<OfSession<CalibrationInForce>>("quadratic_pN", "pN", "Quadratic term per 2^20 counts squared.", row => (long)row.Item.Calibration.QuadraticPiconewtons),
        Whole<OfSession<CalibrationInForce>>("zero_counts", "", "Counts of the unloaded cell.", row => (long)row.Item.Calibration.ZeroCounts),
        Whole<OfSession<CalibrationInForce>>("tare_counts", "", "Counts added to the zero by the last tare.", row => (long)row.Item.Calibration.TareCounts),
        Whole<OfSession<CalibrationInForce>>("capacity_mN", "mN", "Rated load of the cell.", row => (long)row.Item.Calibration.CapacityMillinewtons),
    ]);

    /// <summary>A row a moment read from both clocks.</summary>
    public static ExportTable<OfSession<ClockPoint>> ClockPoints { get; } = new("clock_points", "A moment read from the device's clock and from wall time.",
    [
        Text<OfSession<ClockPoint>>("session_id", "The session.", row => row.SessionId),
        Whole<OfSession<ClockPoint>>("device_us", "us", "Device time.", row => row.Item.DeviceMicroseconds),
        Whole<OfSession<ClockPoint>>("utc_unix_us", "us", "Wall time since 1970 (UTC).", row => row.Item.UtcUnixMicroseconds),
    ]);

    /// <summary>A row an event.</summary>
    public static ExportTable<OfSession<SessionEvent>> Events { get; } = new("events", "Something that happened in a session.",
    [
        Text<OfSession<SessionEvent>>("session_id", "The session.", row => row.SessionId),
        Whole<OfSession<SessionEvent>>("device_us", "us", "Device time.", row => row.Item.DeviceMicroseconds),
        Whole<OfSession<SessionEvent>>("sequence", "", "The sample at which it happened.", row => row.Item.Sequence),
        Text<OfSession<SessionEvent>>("kind", "What happened.", row => row.Item.Kind),
        Number<OfSession<SessionEvent>>("value", "", "A number that belongs to it, in the kind's own unit.", row => row.Item.Value),
        Text<OfSession<SessionEvent>>("text", "Details as JSON, or what a person wrote.", row => row.Item.Text),
    ]);

    /// <summary>A row a gap.</summary>
    public static ExportTable<OfSession<RecordedGap>> Gaps { get; } = new("gaps", "Samples that the device numbered and the record does not have.",
    [
        Text<OfSession<RecordedGap>>("session_id", "The session.", row => row.SessionId),
        Whole<OfSession<RecordedGap>>("first_missing_sequence", "", "First missing sequence.", row => row.Item.FirstMissingSequence),
        Whole<OfSession<RecordedGap>>("count", "", "How many are missing.", row => row.Item.Count),
        Text<OfSession<RecordedGap>>("reason", "Why.", row => row.Item.Reason),
    ]);

    internal static ExportColumn<T> Text<T>(string name, string meaning, Func<T, object?> read) => new(name, ColumnType.Text, "", meaning, read);

    internal static ExportColumn<T> Whole<T>(string name, string unit, string meaning, Func<T, object?> read) => new(name, ColumnType.Whole, unit, meaning, read);

    internal static ExportColumn<T> Number<T>(string name, string unit, string meaning, Func<T, object?> read) => new(name, ColumnType.Number, unit, meaning, read);
}
