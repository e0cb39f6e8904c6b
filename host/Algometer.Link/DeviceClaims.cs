using Algometer.Wire;

namespace Algometer.Link;

/// <summary>What a device says of itself, held against what can be true.</summary>
internal static class DeviceClaims
{
    // Far above any cell that a hand presses, and any rate of its converter.
    private const int HighestCapacityMillinewtons = 5_000_000;
    private const uint HighestRateMillihertz = 1_000_000;
    private const long LongestUptimeMicroseconds = 1L << 53;

    /// <summary>Whether the frame can be used at all: numbers that would carry every later one out of its range cannot.</summary>
    public static bool IsUsable(in HelloMessage hello) => hello.UptimeMicroseconds is >= 0 and <= LongestUptimeMicroseconds;

    /// <summary>Whether capacity, cap, limit and rate can be those of a device that guards a limit.</summary>
    public static bool ArePlausible(in HelloMessage hello) =>
        hello.CapacityMillinewtons is > 0 and <= HighestCapacityMillinewtons
        && hello.CapMillinewtons > 0
        && hello.LimitMillinewtons > 0
        && hello.LimitMillinewtons <= hello.CapacityMillinewtons
        && hello.RateMillihertz is >= 1000 and <= HighestRateMillihertz;
}
