namespace Algometer.Measurement.Ramp;

/// <summary>What a ramp gave. Times are the device's clock in µs; pressures are kPa on the tip's area.</summary>
public sealed record TrialOutcome
{
    /// <summary>First contact.</summary>
    public long ContactMicroseconds { get; init; }

    /// <summary>The patient's press, or when the cut-off was reached; 0 for neither.</summary>
    public long AnswerMicroseconds { get; init; }

    /// <summary>When it was over.</summary>
    public long EndMicroseconds { get; init; }

    /// <summary>First sample of its trace.</summary>
    public long FirstSequence { get; init; }

    /// <summary>Last sample of its trace.</summary>
    public long LastSequence { get; init; }

    /// <summary>Area of the tip, cm².</summary>
    public double TipAreaCm2 { get; init; }

    /// <summary>Pressure at the press, kPa; null when there was none.</summary>
    public double? ThresholdKpa { get; init; }

    /// <summary>Whether the cut-off came before an answer: the threshold is then "above the cut-off", no number.</summary>
    public bool Censored { get; init; }

    /// <summary>The cut-off in force, kPa.</summary>
    public double CutOffKpa { get; init; }

    /// <summary>Highest pressure, kPa.</summary>
    public double PeakKpa { get; init; }

    /// <summary>Achieved rate over the judged stretch, kPa/s; null when it cannot be told.</summary>
    public double? RateKpaPerSecond { get; init; }

    /// <summary>R² of that stretch.</summary>
    public double? RSquared { get; init; }

    /// <summary>Rate just before the answer, kPa/s.</summary>
    public double? TailRateKpaPerSecond { get; init; }

    /// <summary>Bias of a usual reaction time at the achieved rate, kPa, lower end; shown, never subtracted.</summary>
    public double? ReactionBiasLowKpa { get; init; }

    /// <summary>Upper end of the same.</summary>
    public double? ReactionBiasHighKpa { get; init; }

    /// <summary>Force before contact, N.</summary>
    public double ZeroBeforeNewtons { get; init; }

    /// <summary>Force after the release, N; null when it was not reached.</summary>
    public double? ZeroAfterNewtons { get; init; }

    /// <summary>Presses before contact, which measured nothing.</summary>
    public int EarlyPresses { get; init; }

    /// <summary>Presses after the answer, which changed nothing.</summary>
    public int ExtraPresses { get; init; }

    /// <summary>Why it does not count.</summary>
    public TrialFlaws Flaws { get; init; }

    /// <summary>Whether it counts.</summary>
    public bool IsValid => Flaws == TrialFlaws.None;

    /// <summary>Overshoot past the threshold, kPa.</summary>
    public double? OvershootKpa => ThresholdKpa is { } threshold ? Math.Max(0, PeakKpa - threshold) : null;

    /// <summary>The threshold for people: a number, or "above" the cut-off.</summary>
    public string Words() => ThresholdKpa is { } threshold
        ? FormattableString.Invariant($"{threshold:0} kPa")
        : Censored ? FormattableString.Invariant($"above {CutOffKpa:0} kPa") : "no answer";
}
