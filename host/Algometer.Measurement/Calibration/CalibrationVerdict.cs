namespace Algometer.Measurement.Calibration;

/// <summary>How good a calibration must be, in % of the largest mass's force. [P]: proposed, none of it is a standard's.</summary>
/// <param name="ResidualPercent">Largest residual of a reading.</param>
/// <param name="HysteresisPercent">Largest difference between up and down.</param>
/// <param name="RepeatabilityPercent">Standard deviation between runs.</param>
/// <param name="ZeroDriftPercent">Movement of the zero from first to last.</param>
public sealed record CalibrationLimits(double ResidualPercent = 0.5, double HysteresisPercent = 1, double RepeatabilityPercent = 0.5, double ZeroDriftPercent = 0.5)
{
    /// <summary>What is wrong with the limits themselves; null when nothing.</summary>
    public string? Problem() => Array.TrueForAll([ResidualPercent, HysteresisPercent, RepeatabilityPercent, ZeroDriftPercent], limit => limit is > 0 and <= 10)
        ? null
        : "Each limit of a calibration is above 0 and at most 10 %.";
}

/// <summary>Whether a calibration is good enough to be given to the device.</summary>
/// <param name="Reasons">Why not, each with what to do; empty when it is.</param>
public sealed record CalibrationVerdict(IReadOnlyList<string> Reasons)
{
    /// <summary>Whether it may be written.</summary>
    public bool IsAccepted => Reasons.Count == 0;

    /// <summary>Judges a fit.</summary>
    /// <param name="setup">Masses and limits.</param>
    /// <param name="fit">The fit.</param>
    /// <param name="readings">Its readings, in the order of its residuals.</param>
    /// <param name="zeroDriftNewtons">Movement of the zero, N.</param>
    public static CalibrationVerdict Of(CalibrationSetup setup, CalibrationFit fit, IReadOnlyList<CalibrationReading> readings, double zeroDriftNewtons)
    {
        ArgumentNullException.ThrowIfNull(setup);
        ArgumentNullException.ThrowIfNull(fit);
        ArgumentNullException.ThrowIfNull(readings);
        double full = setup.Newtons(setup.MassesKg[^1]);
        var reasons = new List<string>();
        if (readings.Count > 0 && fit.LargestResidualNewtons > setup.Limits.ResidualPercent / 100 * full)
        {
            CalibrationReading worst = readings[Enumerable.Range(0, readings.Count).MaxBy(i => Math.Abs(fit.ResidualsNewtons[i]))];
            reasons.Add(Too("residual", fit.LargestResidualNewtons, setup.Limits.ResidualPercent, full)
                + FormattableString.Invariant($" It is at {worst.MassKg:0.###} kg going {(worst.Up ? "up" : "down")} in run {worst.Run}: check that mass and measure again."));
        }

        Judge(reasons, "hysteresis", fit.HysteresisNewtons, setup.Limits.HysteresisPercent, full, "lay masses on without a shock, check the cell's mounting, and measure again.");
        Judge(reasons, "spread between runs", fit.RepeatabilityNewtons, setup.Limits.RepeatabilityPercent, full, "put each mass on the same place, in the middle, and measure again.");
        Judge(reasons, "drift of the zero", zeroDriftNewtons, setup.Limits.ZeroDriftPercent, full, "let the cell warm up longer, keep draughts and sun away, and measure again.");
        return new CalibrationVerdict(reasons);
    }

    private static void Judge(List<string> reasons, string what, double newtons, double percent, double full, string remedy)
    {
        // One run has no spread between runs.
        if (newtons > percent / 100 * full)
        {
            reasons.Add(Too(what, newtons, percent, full) + " " + char.ToUpperInvariant(remedy[0]) + remedy[1..]);
        }
    }

    private static string Too(string what, double newtons, double percent, double full) => FormattableString.Invariant(
        $"The {what} is {newtons:0.000} N; at most {percent:0.##} % of {full:0.0} N = {percent / 100 * full:0.000} N is taken (a proposed limit).");
}
