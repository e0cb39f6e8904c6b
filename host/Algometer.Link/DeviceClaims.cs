using Algometer.Measurement.Signal;
using Algometer.Wire;

namespace Algometer.Link;

/// <summary>What a device says of itself, held against what can be true.</summary>
internal static class DeviceClaims
{
    // Far above any cell that a hand presses.
    private const int HighestCapacityMillinewtons = 5_000_000;

    // The smallest limit of any device (PROTOCOL.md, section 5).
    private const int LowestMillinewtons = 1000;

    // The converter's two rates.
    private const uint SlowMillihertz = 10_000;
    private const uint FastMillihertz = 80_000;

    // What a recorded load may have been taken at: 1 to 1000 samples/s.
    private const uint LowestPlayedMillihertz = 1_000;
    private const uint HighestPlayedMillihertz = 1_000_000;
    private const long PiconewtonsPerMillinewton = 1_000_000_000;

    // 17.8 years.
    private const long LongestUptimeMicroseconds = 1L << 49;

    /// <summary>Whether the frame can be used at all: numbers that would carry every later one out of its range cannot.</summary>
    public static bool IsUsable(in HelloMessage hello) => hello.UptimeMicroseconds is >= 0 and <= LongestUptimeMicroseconds;

    /// <summary>Whether capacity, cap, limit and rate can be those of a device that guards a limit.</summary>
    public static bool ArePlausible(in HelloMessage hello) =>
        IsCapacity(hello.CapacityMillinewtons)
        && hello.CapMillinewtons >= LowestMillinewtons
        && hello.LimitMillinewtons >= LowestMillinewtons
        && hello.LimitMillinewtons <= hello.CapacityMillinewtons
        && IsRate(hello.RateMillihertz, (hello.Flags & HelloFlag.Simulated) != 0);

    /// <summary>Whether the converter has this rate.</summary>
    /// <param name="millihertz">The rate in mHz.</param>
    /// <param name="simulated">Whether nobody is pressed: a recorded load is played at the rate it was taken at.</param>
    public static bool IsRate(uint millihertz, bool simulated) => millihertz is SlowMillihertz or FastMillihertz || (simulated && millihertz is >= LowestPlayedMillihertz and <= HighestPlayedMillihertz);

    /// <summary>Whether a cell can bear this, mN.</summary>
    public static bool IsCapacity(int millinewtons) => millinewtons is >= LowestMillinewtons and <= HighestCapacityMillinewtons;

    /// <summary>
    /// Whether these values can be a cell's: whoever makes every force small enough is never over the limit. No slope, one that never reaches
    /// half the capacity, a zero where the converter ends, a parabola that turns back.
    /// </summary>
    /// <param name="message">The values.</param>
    /// <param name="helloCapacityMillinewtons">What hello says, for a calibration that names none.</param>
    /// <param name="simulated">Whether nobody is pressed: a recorded load is played with the calibration of its own cell.</param>
    public static bool ArePlausible(in CalibrationMessage message, int helloCapacityMillinewtons, bool simulated)
    {
        int capacity = message.CapacityMillinewtons == 0 ? helloCapacityMillinewtons : message.CapacityMillinewtons;
        long gain = message.GainPiconewtonsPerCount;
        long zero = (long)message.ZeroCounts + message.TareCounts;
        long span = gain >= 0 ? CellCalibration.HighestCode - zero : zero - CellCalibration.LowestCode;
        long size = Math.Abs(gain);
        return size > 0
            && message.ZeroCounts is >= CellCalibration.LowestCode and <= CellCalibration.HighestCode
            && message.TareCounts is >= CellCalibration.LowestCode and <= CellCalibration.HighestCode
            && span > 0
            && Math.Abs((long)message.QuadraticPiconewtons) <= size / 8
            && IsCapacity(capacity)
            && (simulated || size * span >= capacity * PiconewtonsPerMillinewton / 2);
    }
}
