namespace Algometer.Measurement.Easing;

/// <summary>Weighs the evidence of a hold at its age: between the lengths that the study fitted, linearly.</summary>
internal sealed class EasingFusion(IReadOnlyList<EasingWeights> weights)
{
    /// <summary>ln of the odds that the tissue eased.</summary>
    public double Score { get; private set; }

    /// <summary>The visible drop, as a part of the force.</summary>
    public double Drop { get; private set; }

    /// <summary>Its standard deviation.</summary>
    public double DropDeviation { get; private set; }

    /// <summary>ln of the odds that the force is held level.</summary>
    public double HeldLevel { get; private set; }

    /// <summary>Nothing is known.</summary>
    public void Reset() => (Score, Drop, DropDeviation, HeldLevel) = (double.NegativeInfinity, 0, 0, double.NegativeInfinity);

    /// <summary>Weighs.</summary>
    /// <param name="evidence">What is seen.</param>
    /// <param name="seconds">Age of the hold, s.</param>
    public void Weigh(EasingEvidence evidence, double seconds)
    {
        int upper = 0;
        while (upper < weights.Count - 1 && weights[upper].Seconds < seconds)
        {
            upper++;
        }

        EasingWeights high = weights[upper];
        EasingWeights low = weights[Math.Max(0, upper - 1)];
        double part = ReferenceEquals(high, low) ? 1 : Math.Clamp((seconds - low.Seconds) / (high.Seconds - low.Seconds), 0, 1);
        double Mix(double of, double and) => ((1 - part) * of) + (part * and);
        double[] values = evidence.Values;
        Score = Mix(low.Score(values, evidence.Class), high.Score(values, evidence.Class));
        Drop = Mix(low.Drop(values), high.Drop(values));
        DropDeviation = Mix(low.SizeDeviation, high.SizeDeviation);
        HeldLevel = Mix(low.HeldLevel(values), high.HeldLevel(values));
    }
}
