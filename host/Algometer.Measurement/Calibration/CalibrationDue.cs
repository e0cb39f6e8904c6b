using Algometer.Measurement.Signal;

namespace Algometer.Measurement.Calibration;

/// <summary>Whether a device's calibration still holds.</summary>
public enum DueKind
{
    /// <summary>It holds.</summary>
    Holds,

    /// <summary>It ends within a month. [P]</summary>
    Soon,

    /// <summary>It is over.</summary>
    Over,

    /// <summary>The device has never been calibrated.</summary>
    Never,

    /// <summary>The device names a calibration that was made here, and reads otherwise than that.</summary>
    Differs,
}

/// <summary>When a calibration is due again. One that is over is a reminder of low priority; a real device that never had one guides no test and no hold.</summary>
/// <param name="Kind">Whether it holds.</param>
/// <param name="DueUtc">When it is due; null where that is not known.</param>
public sealed record CalibrationDue(DueKind Kind, DateTimeOffset? DueUtc)
{
    /// <summary>Months that a calibration holds unless it says otherwise. [P]</summary>
    public const int Months = 12;

    /// <summary>Why a device that was never calibrated guides nobody: its cell may be of another sensitivity than the built-in values are for.</summary>
    public const string NeverWords = "This device was never calibrated: its readings may be half or twice the truth. Calibrate it first: algometer calibrate.";

    private static readonly TimeSpan _soon = TimeSpan.FromDays(30);

    /// <summary>In words, with what to do; empty while it holds.</summary>
    public string Words => Kind switch
    {
        DueKind.Never => NeverWords,
        DueKind.Differs => "The device names a calibration that was made here and reads otherwise than that: do not measure with it, calibrate again.",
        DueKind.Over => FormattableString.Invariant($"Calibration was due on {DueUtc:yyyy-MM-dd}: calibrate again."),
        DueKind.Soon => FormattableString.Invariant($"Calibration is due on {DueUtc:yyyy-MM-dd}."),
        _ => "",
    };

    /// <summary>Judges a device's calibration by the report that was made of it.</summary>
    /// <param name="calibration">As the device told it.</param>
    /// <param name="deviceName">The device.</param>
    /// <param name="report">What was made under its identity; null when this host has none.</param>
    /// <param name="nowUtc">Now.</param>
    public static CalibrationDue Of(in CellCalibration calibration, string deviceName, CalibrationReport? report, DateTimeOffset nowUtc)
    {
        CalibrationDue due = Of(calibration, report?.DueUtc, nowUtc);
        bool isOther = report is not null && string.Equals(report.DeviceId, deviceName, StringComparison.Ordinal) && report.Differs(calibration);
        return isOther ? due with { Kind = DueKind.Differs } : due;
    }

    /// <summary>Judges a device's calibration.</summary>
    /// <param name="calibration">As the device told it.</param>
    /// <param name="statedUtc">When its certificate says that it is due; null when this host has none.</param>
    /// <param name="nowUtc">Now.</param>
    public static CalibrationDue Of(in CellCalibration calibration, DateTimeOffset? statedUtc, DateTimeOffset nowUtc)
    {
        if (calibration.Id == 0)
        {
            return new CalibrationDue(DueKind.Never, null);
        }

        // A calibration without a date may be of any age.
        DateTimeOffset due = statedUtc ?? (calibration.DateUnixSeconds == 0 ? DateTimeOffset.UnixEpoch : DateTimeOffset.FromUnixTimeSeconds(calibration.DateUnixSeconds).AddMonths(Months));
        return new CalibrationDue(due <= nowUtc ? DueKind.Over : due - nowUtc <= _soon ? DueKind.Soon : DueKind.Holds, due);
    }
}
