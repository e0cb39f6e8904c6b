namespace Algometer.Measurement.Easing;

/// <summary>
/// How the evidence of a hold is weighed: one logistic regression of the network's odds for each kind of hold, one for "held level", a line for
/// the size, and the thresholds. All of it is fitted by the study on simulated holds (source: study, certainty G) and none of it is a fact about people.
/// </summary>
public sealed record EasingWeights
{
    /// <summary>Length of the holds that it was fitted on, s.</summary>
    public required double Seconds { get; init; }

    /// <summary>Constant and weight of the network's odds for a hold without quick changes; ln of the odds.</summary>
    public required IReadOnlyList<double> Calm { get; init; }

    /// <summary>The same for a hold with quick falls only.</summary>
    public required IReadOnlyList<double> FallsOnly { get; init; }

    /// <summary>The same for a hold with quick rises.</summary>
    public required IReadOnlyList<double> Moves { get; init; }

    /// <summary>Constant and weights of the network's odds and size for the visible drop, as a part of the force.</summary>
    public required IReadOnlyList<double> Size { get; init; }

    /// <summary>Standard deviation of the size, as a part of the force; ±1.645 of it covers nine of ten.</summary>
    public required double SizeDeviation { get; init; }

    /// <summary>Constant and weights of "held level", for the numbers that do not tell easing.</summary>
    public required IReadOnlyList<double> Held { get; init; }

    /// <summary>From here on "possibly easing" and "easing", for each kind of hold in the order of <see cref="HandClass"/>.</summary>
    public required IReadOnlyList<EasingThresholds> Thresholds { get; init; }

    /// <summary>ln of the odds that the tissue eased, where as many eased as did not.</summary>
    /// <param name="evidence">The numbers named in <see cref="EasingEvidenceNames"/>.</param>
    /// <param name="kind">The kind of hold.</param>
    public double Score(ReadOnlySpan<double> evidence, HandClass kind)
    {
        IReadOnlyList<double> weights = kind switch
        {
            HandClass.Calm => Calm,
            HandClass.FallsOnly => FallsOnly,
            _ => Moves,
        };
        return weights[0] + (weights[1] * evidence[0]);
    }

    /// <summary>The visible drop, as a part of the force.</summary>
    /// <param name="evidence">The numbers.</param>
    public double Drop(ReadOnlySpan<double> evidence) => Math.Clamp(Size[0] + (Size[1] * evidence[0]) + (Size[2] * evidence[1]), 0.005, 0.9);

    /// <summary>ln of the odds that the force is held level, by a hand that serves it or by a weight.</summary>
    /// <param name="evidence">The numbers.</param>
    public double HeldLevel(ReadOnlySpan<double> evidence)
    {
        double sum = Held[0];
        for (int i = EasingEvidenceNames.ForEasing; i < evidence.Length; i++)
        {
            sum += Held[1 + i - EasingEvidenceNames.ForEasing] * evidence[i];
        }

        return sum;
    }
}
