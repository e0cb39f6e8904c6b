namespace Algometer.Electronics.Spice;

/// <summary>How much of a noise density the converter lets through: four moving averages of one conversion each (settling in four conversions).</summary>
internal static class ConverterNoise
{
    /// <summary>Force in newtons by a volt at the input: 20 kgf, 2 mV/V, 3.3 V.</summary>
    public const double NewtonsPerVolt = 20 * 9.80665 / (0.002 * 3.3);

    /// <summary>The rms value behind the converter's filter of a density given as (hertz, volts per root hertz), by the trapezium rule.</summary>
    public static double Rms(IReadOnlyList<(double Hertz, double Density)> density, double samplesPerSecond)
    {
        double sum = 0;
        for (int i = 1; i < density.Count; i++)
        {
            sum += (Power(density[i - 1], samplesPerSecond) + Power(density[i], samplesPerSecond)) / 2 * (density[i].Hertz - density[i - 1].Hertz);
        }

        return Math.Sqrt(sum);
    }

    private static double Power((double Hertz, double Density) point, double rate)
    {
        double x = Math.PI * point.Hertz / rate;
        double sinc = x < 1e-9 ? 1 : Math.Sin(x) / x;
        return Math.Pow(point.Density, 2) * Math.Pow(sinc, 8);
    }
}
