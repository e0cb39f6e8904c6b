namespace Algometer.Measurement.Calibration;

/// <summary>What a calibration rests on: set-up and readings, measured by the guided session or brought in a file.</summary>
/// <param name="Setup">Masses and the rest.</param>
/// <param name="Readings">All readings, in the order they were taken.</param>
/// <param name="WarmUpSkipped">Whether nobody saw the zero settle.</param>
public sealed record CalibrationMade(CalibrationSetup Setup, IReadOnlyList<CalibrationReading> Readings, bool WarmUpSkipped)
{
    /// <summary>The fit.</summary>
    /// <exception cref="ArgumentException">Too few readings, or codes that do not change.</exception>
    public CalibrationFit Fit() => CalibrationFit.Of(Readings, Setup.MassTolerancePercent);

    /// <summary>How far the zero moved from the first to the last unloaded reading, N.</summary>
    public double ZeroDriftNewtons(CalibrationFit fit) => Readings.Where(reading => reading.MassKg == 0).ToArray() is { Length: > 1 } zeros
        ? Math.Abs((zeros[^1].Counts - zeros[0].Counts) * fit.Gain.Value)
        : 0;

    /// <summary>Whether it may be written.</summary>
    public CalibrationVerdict Verdict(CalibrationFit fit) => CalibrationVerdict.Of(Setup, fit, Readings, ZeroDriftNewtons(fit));

    /// <summary>The points that the device checks the fit by: the mean code of each mass and its force in mN.</summary>
    public (int Counts, int Millinewtons)[] Points() => [.. Readings
        .GroupBy(reading => reading.Newtons)
        .OrderBy(group => group.Key)
        .Select(group => ((int)Math.Round(group.Average(reading => reading.Counts)), (int)Math.Round(group.Key * 1000)))];
}
