using Algometer.Measurement.Statistics;

namespace Algometer.Measurement.Ramp;

/// <summary>Temporal summation of a train of rated pulses.</summary>
/// <param name="LastMinusFirst">Rating of the last pulse less the first.</param>
/// <param name="LastThreeMinusFirstThree">Mean of the last three less the first three.</param>
public sealed record TemporalSummation(double LastMinusFirst, double LastThreeMinusFirstThree)
{
    /// <summary>Of ratings in order; null for fewer than six.</summary>
    public static TemporalSummation? Of(IReadOnlyList<int> ratings)
    {
        ArgumentNullException.ThrowIfNull(ratings);
        return ratings.Count < 6 ? null : new TemporalSummation(ratings[^1] - ratings[0], ratings.TakeLast(3).Average() - ratings.Take(3).Average());
    }
}

/// <summary>Pain against pressure, by an isotonic fit: pain never falls as pressure rises.</summary>
/// <param name="PressuresKpa">Levels in order, kPa.</param>
/// <param name="Ratings">Fitted rating of each level.</param>
/// <param name="P40Kpa">Pressure at rating 4; null when the levels do not reach it.</param>
/// <param name="SlopePerKpa">Slope of a straight line through the fit, rating per kPa.</param>
/// <param name="AreaKpa">Area under the fit over the levels, rating × kPa.</param>
public sealed record StimulusResponse(IReadOnlyList<double> PressuresKpa, IReadOnlyList<double> Ratings, double? P40Kpa, double SlopePerKpa, double AreaKpa)
{
    private const int LeastLevels = 4;
    private const double Wanted = 4;

    /// <summary>Of rated levels in any order; equal pressures are averaged. Null for fewer than four levels.</summary>
    public static StimulusResponse? Of(IEnumerable<(double Kpa, double Rating)> rated)
    {
        (double Kpa, double Rating)[] levels = [.. rated.GroupBy(level => level.Kpa).Select(group => (group.Key, group.Average(level => level.Rating))).OrderBy(level => level.Key)];
        if (levels.Length < LeastLevels)
        {
            return null;
        }

        double[] x = [.. levels.Select(level => level.Kpa)];
        double[] y = Isotonic([.. levels.Select(level => level.Rating)]);
        double area = 0;
        for (int i = 1; i < x.Length; i++)
        {
            area += (x[i] - x[i - 1]) * (y[i] + y[i - 1]) / 2;
        }

        return new StimulusResponse(x, y, Crossing(x, y), LineFit.Of(x, y).Slope, area);
    }

    /// <summary>Least-squares values that never fall (pool adjacent violators).</summary>
    public static double[] Isotonic(IReadOnlyList<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var pools = new List<(double Mean, int Count)>();
        foreach (double value in values)
        {
            pools.Add((value, 1));
            while (pools.Count > 1 && pools[^2].Mean > pools[^1].Mean)
            {
                ((double m1, int n1), (double m2, int n2)) = (pools[^2], pools[^1]);
                pools.RemoveRange(pools.Count - 2, 2);
                pools.Add((((m1 * n1) + (m2 * n2)) / (n1 + n2), n1 + n2));
            }
        }

        return [.. pools.SelectMany(pool => Enumerable.Repeat(pool.Mean, pool.Count))];
    }

    private static double? Crossing(double[] x, double[] y)
    {
        for (int i = 0; i < x.Length; i++)
        {
            if (y[i] >= Wanted)
            {
                return i == 0 ? (y[0] > Wanted ? null : x[0]) : x[i - 1] + ((Wanted - y[i - 1]) / (y[i] - y[i - 1]) * (x[i] - x[i - 1]));
            }
        }

        return null;
    }
}

/// <summary>Conditioned pain modulation.</summary>
/// <param name="BaseKpa">Mean threshold before, kPa.</param>
/// <param name="ConditionedKpa">Mean threshold under the other stimulus, kPa.</param>
public sealed record ConditionedModulation(double BaseKpa, double ConditionedKpa)
{
    /// <summary>Change, % of the threshold before. Slightly negative values occur in people without pain.</summary>
    public double Percent => 100 * (ConditionedKpa - BaseKpa) / BaseKpa;
}
