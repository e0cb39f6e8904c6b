using Algometer.Measurement.Calibration;
using Algometer.Records.Documents;
using Algometer.Records.Engine;

namespace Algometer.Station.Activities.Calibration;

/// <summary>What the page shows of a calibration: forces in N, masses in kg, drift in N per minute.</summary>
public sealed record CalibrationView(
    CalibrationStage Stage,
    double WarmUpSeconds,
    double WarmUpLeast,
    double? DriftPerMinute,
    int Done,
    int Count,
    LoadStep? Step,
    double? StepNewtons,
    IReadOnlyList<double> MassesKg,
    bool Steady,
    string Waiting,
    IReadOnlyList<ReadingView> Readings,
    FitView? Fit,
    IReadOnlyList<string> Refused,
    double? DriftError,
    uint? Written)
{
    internal static CalibrationView Of(CalibrationSession session, CalibrationReport? written) => new(
        session.Stage,
        Math.Round(session.WarmUp.Seconds, 0),
        session.Setup.WarmUpSeconds,
        JsonNumber.Finite(session.WarmUp.DriftNewtonsPerMinute, 3),
        session.Readings.Count,
        session.Steps.Count,
        session.Step,
        session.Step is { } step ? Math.Round(session.Setup.Newtons(step.MassKg), 2) : null,
        session.Setup.MassesKg,
        session.IsSteady,
        session.Waiting,
        [.. session.Readings.Select((reading, index) => new ReadingView(reading.Run, reading.MassKg, Math.Round(reading.Newtons, 3), reading.Up, session.Fit is { } fit ? JsonNumber.Finite(fit.ResidualsNewtons[index], 5) : null))],
        session.Fit is { } done ? FitView.Of(done, UncertaintyBudget.Of(session.Setup, done, session.ZeroDriftNewtons, 30)) : null,
        session.Verdict?.Reasons ?? [],
        JsonNumber.Finite(session.WarmUp.StandardError, 3),
        written?.Id);
}

/// <summary>A reading as the page shows it.</summary>
public sealed record ReadingView(int Run, double MassKg, double Newtons, bool Up, double? ResidualNewtons);

/// <summary>The fit as the page shows it.</summary>
public sealed record FitView(bool Quadratic, double MicronewtonsPerCount, double GainPercent, double ZeroCounts, double ResidualNewtons, double LinearNewtons, double QuadraticNewtons, double LargestNewtons, double HysteresisNewtons, double? RepeatabilityNewtons, double LowerLimitNewtons, double ExpandedNewtons, double ExpandedPercent, IReadOnlyList<UncertaintyComponent> Parts)
{
    internal static FitView Of(CalibrationFit fit, UncertaintyBudget budget) => new(
        fit.IsQuadratic,
        fit.Gain.Value * 1e6,
        100 * fit.Gain.Expanded / Math.Abs(fit.Gain.Value),
        Math.Round(fit.Zero.Value, 1),
        fit.ResidualNewtons,
        fit.LinearResidualNewtons,
        fit.QuadraticResidualNewtons,
        fit.LargestResidualNewtons,
        fit.HysteresisNewtons,
        JsonNumber.Finite(fit.RepeatabilityNewtons, 6),
        fit.LowerLimitNewtons,
        budget.ExpandedNewtons,
        budget.ExpandedPercent,
        budget.Parts);
}
