namespace Algometer.Measurement.Guard;

/// <summary>The safe range and how it is watched.</summary>
/// <param name="LimitNewtons">Force that must not be passed, N.</param>
/// <param name="HorizonSeconds">How far ahead the slope is drawn out for the pre-warning, s.</param>
/// <param name="HysteresisPart">How far below the limit, as a part of it, the force must fall to count as below. [P]</param>
/// <param name="SlopeSeconds">Device time over which the slope is fitted, s. [P]</param>
public sealed record SafeRangeOptions(double LimitNewtons, double HorizonSeconds = 0.5, double HysteresisPart = 0.02, double SlopeSeconds = 0.15)
{
    /// <summary>The highest limit that any device may name, N: the highest cap of any place. [P]</summary>
    public const double HighestNewtons = 250;

    /// <summary>The lowest limit that a device takes, N (PROTOCOL.md, section 5): what is below is no limit, cap or cell of any.</summary>
    public const double LowestNewtons = 1;

    /// <summary>The limit where a device names none that can be true, N: the lowest cap of the ball's places. [P]</summary>
    public const double FallbackNewtons = 60;

    /// <summary>
    /// The limit that the host watches: the device's, never above the device's cap, the cell's capacity or <see cref="HighestNewtons"/>,
    /// whatever the device says. What is below <see cref="LowestNewtons"/> or no number counts as not said.
    /// </summary>
    /// <param name="saidNewtons">The device's limit, N.</param>
    /// <param name="capNewtons">The highest that the device accepts, N.</param>
    /// <param name="capacityNewtons">Rated load of the cell, N.</param>
    public static double Bounded(double saidNewtons, double capNewtons, double capacityNewtons)
    {
        double most = Math.Min(HighestNewtons, Math.Min(Said(capNewtons, HighestNewtons), Said(capacityNewtons, HighestNewtons)));
        return Math.Min(most, Said(saidNewtons, FallbackNewtons));
    }

    private static double Said(double newtons, double otherwise) => newtons >= LowestNewtons ? newtons : otherwise;
}
