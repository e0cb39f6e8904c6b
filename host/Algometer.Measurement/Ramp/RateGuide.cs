using Algometer.Measurement.Statistics;

namespace Algometer.Measurement.Ramp;

/// <summary>How the rate of a ramp compares with its target.</summary>
public enum RateAdvice
{
    /// <summary>Nothing to say yet.</summary>
    None,

    /// <summary>Press a little faster.</summary>
    Faster,

    /// <summary>Just so.</summary>
    Good,

    /// <summary>Press a little slower.</summary>
    Slower,
}

/// <summary>
/// Watches the rate of a ramp over the last 0.22 s: short enough to answer a change by half within 0.15 s, two beats of a trembling hand
/// (8–12 Hz) long so as not to follow it.
/// </summary>
/// <param name="targetKpaPerSecond">The target, kPa/s.</param>
public sealed class RateGuide(double targetKpaPerSecond)
{
    /// <summary>How far the rate may be off before it is said, part of the target. [P]</summary>
    public const double Tolerance = 0.2;

    private const double BackWithin = 0.15;
    private const double WindowSeconds = 0.22;
    private readonly SlopeWindow _slope = new(WindowSeconds, 64);

    /// <summary>The target, kPa/s.</summary>
    public double TargetKpaPerSecond => targetKpaPerSecond;

    /// <summary>The rate now, kPa/s; NaN when it cannot be told.</summary>
    public double RateKpaPerSecond { get; private set; } = double.NaN;

    /// <summary>What to say.</summary>
    public RateAdvice Advice { get; private set; }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        _slope.Clear();
        RateKpaPerSecond = double.NaN;
        Advice = RateAdvice.None;
    }

    /// <summary>Takes a pressure.</summary>
    public void Add(long deviceMicroseconds, double kilopascals)
    {
        _slope.Add(deviceMicroseconds, kilopascals);
        if (!_slope.TryGetSlope(out double perSecond, out double _))
        {
            return;
        }

        RateKpaPerSecond = perSecond;
        double off = (perSecond / targetKpaPerSecond) - 1;
        double slow = Advice == RateAdvice.Faster ? -BackWithin : -Tolerance;
        double fast = Advice == RateAdvice.Slower ? BackWithin : Tolerance;
        Advice = off < slow ? RateAdvice.Faster : off > fast ? RateAdvice.Slower : RateAdvice.Good;
    }
}
