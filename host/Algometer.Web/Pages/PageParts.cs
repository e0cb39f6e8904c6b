using Algometer.Clinic.Exports;
using Algometer.Clinic.Settings;
using Algometer.Measurement.Calibration;
using Algometer.Measurement.Home;
using Algometer.Measurement.Visits;
using Algometer.Records;
using Algometer.Web.Access;

namespace Algometer.Web.Pages;

/// <summary>What the pages reach in this process, each as a service of its own type.</summary>
/// <param name="Record">The record; null when nothing is recorded.</param>
/// <param name="Lists">What a visit offers: movements, techniques, outcomes.</param>
/// <param name="Sites">Where on a body thresholds are measured.</param>
/// <param name="Time">Source of wall times.</param>
public sealed record PageParts(RecordStore? Record, VisitLists Lists, SiteCatalogue Sites, TimeProvider Time)
{
    /// <summary>When the present device's calibration is due; null without one.</summary>
    public Func<CalibrationDue?> Calibration { get; init; } = () => null;

    /// <summary>Home sessions: plans, rules, words.</summary>
    public required (HomeStore Store, HomeContent Content) Home { get; init; }

    /// <summary>Who may sign in, and who is; no store when nothing is recorded.</summary>
    public required (AccountStore? Store, SignIns SignIns) Accounts { get; init; }

    /// <summary>Exports of this run of the program.</summary>
    public required ExportDesk Exports { get; init; }

    /// <summary>What the clinic has set.</summary>
    public SettingsStore Settings { get; } = new(Record);
}
