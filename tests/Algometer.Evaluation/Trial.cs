namespace Algometer.Evaluation;

/// <summary>A candidate's outcomes over many holds of one recipe.</summary>
internal sealed class Trial
{
    private readonly Outcome[] _outcomes;
    private readonly GeneratedHold[] _holds;

    private Trial(Outcome[] outcomes, GeneratedHold[] holds)
    {
        _outcomes = outcomes;
        _holds = holds;
    }

    public IReadOnlyList<Outcome> Outcomes => _outcomes;

    public IReadOnlyList<GeneratedHold> Holds => _holds;

    /// <summary>Judges holds made from consecutive seeds.</summary>
    public static Trial Run(Candidate candidate, HoldRecipe recipe, int count, ulong seed)
    {
        Outcome[] outcomes = new Outcome[count];
        GeneratedHold[] holds = new GeneratedHold[count];
        Parallel.For(0, count, i =>
        {
            GeneratedHold hold = new HoldGenerator(Seeded(seed + (ulong)i)).Next(recipe);
            outcomes[i] = candidate.Judge(hold, recipe);

            // The trace itself is not needed any more.
            holds[i] = hold with { TimesSeconds = [], ForcesNewtons = [] };
        });
        return new Trial(outcomes, holds);
    }

    // The generator's own steps are even: neighbouring seeds would give the same noise, shifted. A cubic mix tears them apart.
    private static ulong Seeded(ulong seed)
    {
        ulong x = seed + 0x632BE59BD9B4E019;
        x = (x ^ (x >> 32)) * 0xD6E8FEB86659FD93;
        x = (x ^ (x >> 32)) * 0xD6E8FEB86659FD93;
        return x ^ (x >> 32);
    }

    /// <summary>The threshold that so much of the holds stay at or below.</summary>
    public double Quantile(double part)
    {
        double[] scores = [.. _outcomes.Select(outcome => outcome.Score).Order()];
        return scores[Math.Min(scores.Length - 1, (int)(scores.Length * part))];
    }

    /// <summary>Percentage of holds above a threshold.</summary>
    public double Above(double threshold) => 100.0 * _outcomes.Count(outcome => outcome.Score > threshold) / _outcomes.Length;

    /// <summary>Percentage of holds that cannot be judged.</summary>
    public double Doubtful => 100.0 * _outcomes.Count(outcome => double.IsNegativeInfinity(outcome.Score)) / _outcomes.Length;

    /// <summary>Median time from the true onset to the threshold, s, of the holds that pass it.</summary>
    public double MedianDelay(double threshold)
    {
        double[] delays =
        [
            .. _outcomes.Zip(_holds)
                .Where(pair => pair.First.Score > threshold)
                .Select(pair => pair.First.FirstAbove(threshold) - pair.Second.OnsetSeconds)
                .Order(),
        ];
        return delays.Length == 0 ? double.NaN : delays[delays.Length / 2];
    }
}
