using Algometer.Measurement.Statistics;

namespace Algometer.Measurement.Ramp;

/// <summary>How a ramp rose, held against the rule of its protocol.</summary>
/// <param name="Slope">The judged stretch.</param>
/// <param name="Tail">The stretch just before the answer.</param>
/// <param name="Flaws">What the rule objects to.</param>
public readonly record struct RampJudge(LineFit Slope, LineFit Tail, TrialFlaws Flaws)
{
    private const int LeastOfSlope = 5;
    private const int LeastOfTail = 3;

    /// <summary>Achieved rate, kPa/s; null when it cannot be told.</summary>
    public double? RateKpaPerSecond => Slope.Count >= LeastOfTail ? Slope.Slope : null;

    /// <summary>Rate just before the answer, kPa/s; null when it cannot be told.</summary>
    public double? TailRateKpaPerSecond => Tail.Count >= LeastOfTail ? Tail.Slope : null;

    /// <summary>Judges a ramp.</summary>
    /// <param name="trace">Pressure since contact.</param>
    /// <param name="topKpa">The threshold, or the cut-off where there was none, kPa.</param>
    /// <param name="endSeconds">When it was answered or cut off, s since contact.</param>
    /// <param name="protocol">Rate and rule.</param>
    public static RampJudge Of(RampTrace trace, double topKpa, double endSeconds, TestProtocol protocol)
    {
        ArgumentNullException.ThrowIfNull(trace);
        ArgumentNullException.ThrowIfNull(protocol);
        ValidityRule rule = protocol.Validity;
        LineFit slope = trace.FitPressures(topKpa * rule.FromPart, topKpa * rule.ToPart, endSeconds);
        LineFit tail = trace.FitTimes(endSeconds - rule.TailSeconds, endSeconds);
        return new RampJudge(slope, tail, Judge(slope, tail, rule, protocol.RateKpaPerSecond));
    }

    private static TrialFlaws Judge(in LineFit slope, in LineFit tail, ValidityRule rule, double target)
    {
        if (slope.Count < LeastOfSlope || tail.Count < LeastOfTail)
        {
            return TrialFlaws.TooShort;
        }

        double off = (slope.Slope / target) - 1;
        return (off < -rule.SlopeTolerance ? TrialFlaws.TooSlow : off > rule.SlopeTolerance ? TrialFlaws.TooFast : TrialFlaws.None)
            | (slope.RSquared < rule.LeastRSquared ? TrialFlaws.Uneven : TrialFlaws.None)
            | (Math.Abs((tail.Slope / target) - 1) > rule.TailTolerance ? TrialFlaws.UnevenEnd : TrialFlaws.None);
    }
}
