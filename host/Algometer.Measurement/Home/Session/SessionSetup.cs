using Algometer.Measurement.Home.Plans;
using Algometer.Measurement.Home.Rules;
using Algometer.Measurement.Visits;

namespace Algometer.Measurement.Home.Session;

/// <summary>What a guided session is made from.</summary>
public sealed record SessionSetup
{
    /// <summary>The rules.</summary>
    public required HomeRules Rules { get; init; }

    /// <summary>When a movement's change counts, of <c>visit.json</c>.</summary>
    public required OutcomeRule Outcome { get; init; }

    /// <summary>An accepted plan; null for the free mode.</summary>
    public HomePlan? Plan { get; init; }

    /// <summary>Where, in the free mode; null with a plan.</summary>
    public FreePlace? Free { get; init; }

    /// <summary>What the gate granted.</summary>
    public required SessionGrant Grant { get; init; }

    /// <summary>Id of the session.</summary>
    public required string Id { get; init; }

    /// <summary>Code of the patient.</summary>
    public required string Patient { get; init; }

    /// <summary>When it begins.</summary>
    public DateTimeOffset StartedUtc { get; init; }

    /// <summary>The patient's offset from UTC.</summary>
    public TimeSpan UtcOffset { get; init; }
}

/// <summary>What the host knows of the device; reported whenever it changes.</summary>
/// <param name="Connected">Whether samples can come.</param>
/// <param name="IsBall">Whether a ball is fitted, not a probe.</param>
/// <param name="CalibrationValid">Whether its calibration is there and not overdue.</param>
/// <param name="LimitNewtons">Limit that the device confirmed, N; NaN before.</param>
/// <param name="SelfTestDue">Whether a fault waits for a self-test.</param>
/// <param name="StartedAnew">Whether it started anew since the session began (watchdog or power).</param>
/// <param name="AlarmStands">Whether an alarm over the limit is not acknowledged yet.</param>
/// <param name="Unrecorded">Whether what is measured cannot be stored, and nobody chose to go on all the same.</param>
/// <param name="Unwatched">Whether the page that showed the session is there no more: nobody is told what to do with the force.</param>
public sealed record DeviceReport(bool Connected, bool IsBall, bool CalibrationValid, double LimitNewtons, bool SelfTestDue = false, bool StartedAnew = false, bool AlarmStands = false, bool Unrecorded = false, bool Unwatched = false);
