namespace Algometer.VirtualDevice;

/// <summary>Repeatable noise: SplitMix64 (Steele, Lea, Flood 2014) and the polar method. The same seed gives the same numbers on any machine.</summary>
public sealed class SeededNoise(ulong seed)
{
    private ulong _state = seed;
    private double _spare = double.NaN;

    /// <summary>The next number, uniform in [0, 1).</summary>
    public double Uniform()
    {
        _state += 0x9E3779B97F4A7C15;
        ulong z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return ((z ^ (z >> 31)) >> 11) * (1.0 / (1UL << 53));
    }

    /// <summary>The next number, normal with mean 0 and standard deviation 1.</summary>
    public double Normal()
    {
        if (!double.IsNaN(_spare))
        {
            double kept = _spare;
            _spare = double.NaN;
            return kept;
        }

        while (true)
        {
            double u = (2 * Uniform()) - 1;
            double v = (2 * Uniform()) - 1;
            double s = (u * u) + (v * v);
            if (s is > 0 and < 1)
            {
                double factor = Math.Sqrt(-2 * Math.Log(s) / s);
                _spare = v * factor;
                return u * factor;
            }
        }
    }
}
