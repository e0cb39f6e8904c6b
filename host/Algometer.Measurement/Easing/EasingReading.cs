namespace Algometer.Measurement.Easing;

/// <summary>What the detector says now.</summary>
/// <param name="State">What goes on.</param>
/// <param name="Doubt">Why nothing can be said, when it cannot.</param>
/// <param name="Confidence">0 … 1, how sure the state is; 0 when nothing can be said.</param>
/// <param name="Score">ln of the Bayes factor for easing; higher is more belief.</param>
/// <param name="VisibleDropPercent">Easing beyond passive relaxation by the best explanation, % of the force; NaN before any.</param>
/// <param name="VisibleDropDeviationPercent">Standard deviation of it, percentage points.</param>
/// <param name="OnsetSeconds">When it began, s after the hold began; NaN before any.</param>
/// <param name="PassiveNewtons">What passive relaxation alone would show now, N; NaN while settling.</param>
/// <param name="HoldSeconds">Age of the hold, s.</param>
public readonly record struct EasingReading(
    EasingState State,
    EasingDoubt Doubt,
    double Confidence,
    double Score,
    double VisibleDropPercent,
    double VisibleDropDeviationPercent,
    double OnsetSeconds,
    double PassiveNewtons,
    double HoldSeconds)
{
    /// <summary>Whether an easing said earlier in this hold was taken back because the force came back.</summary>
    public bool Withdrawn { get; init; }

    /// <summary>The state in a plain sentence.</summary>
    public string Words => EasingWords.Of(State, Doubt);
}

/// <summary>A stretch of one state.</summary>
/// <param name="FromSeconds">Begin, s of device time since the first sample.</param>
/// <param name="ToSeconds">End.</param>
/// <param name="State">The state.</param>
public readonly record struct EasingSpan(double FromSeconds, double ToSeconds, EasingState State);
