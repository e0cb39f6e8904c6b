using Algometer.Clinic.Settings;
using Algometer.Measurement.Calibration;
using Algometer.Measurement.Visits;
using Algometer.Records;

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

    /// <summary>What the clinic has set.</summary>
    public SettingsStore Settings { get; } = new(Record);
}
