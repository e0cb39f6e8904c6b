namespace Algometer.Measurement.Easing;

/// <summary>Means and medians of stretches of values.</summary>
internal static class Middle
{
    /// <summary>Mean from one value up to, not with, another.</summary>
    public static double Mean(double[] values, int from, int to)
    {
        double sum = 0;
        for (int i = from; i < to; i++)
        {
            sum += values[i];
        }

        return sum / (to - from);
    }

    /// <summary>Median from one value up to, not with, another.</summary>
    /// <param name="scratch">Room for so many values.</param>
    /// <param name="values">The values; left as they are.</param>
    /// <param name="from">First.</param>
    /// <param name="to">One after the last.</param>
    public static double Median(double[] scratch, double[] values, int from, int to)
    {
        Span<double> copy = scratch.AsSpan(0, to - from);
        values.AsSpan(from, to - from).CopyTo(copy);
        return Of(copy);
    }

    /// <summary>Robust deviation: 1.4826 times the median of the absolute deviations from the median. The values are lost.</summary>
    public static double Deviation(Span<double> values)
    {
        values.Sort();
        double median = values[values.Length / 2];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = Math.Abs(values[i] - median);
        }

        values.Sort();
        return 1.4826 * values[values.Length / 2];
    }

    /// <summary>Median; the values are put in order.</summary>
    public static double Of(Span<double> values)
    {
        values.Sort();
        int half = values.Length / 2;
        return values.Length % 2 == 1 ? values[half] : 0.5 * (values[half] + values[half - 1]);
    }
}
