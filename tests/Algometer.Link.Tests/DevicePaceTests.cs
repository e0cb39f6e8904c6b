using Algometer.Wire;

namespace Algometer.Link.Tests;

/// <summary>What a device says of its own speed, in words for people.</summary>
public sealed class DevicePaceTests
{
    [Theory]
    [InlineData(0u, false, "")]
    [InlineData(5_100u, false, "a sample costs 5.1 ms")]
    [InlineData(9_200u, true, "too slow for 80/s, runs at 10/s (a sample costs 9.2 ms)")]
    [InlineData(0u, true, "too slow for 80/s, runs at 10/s")]
    public void A_hello_tells_pace_in_words(uint microseconds, bool slow, string words)
    {
        var hello = new HelloMessage { DeviceId = 1, SampleCostMicroseconds = microseconds, Flags = slow ? HelloFlag.TooSlow : (byte)0 };
        DeviceDescription device = DeviceDescription.From(hello);
        Assert.Equal(words, device.PaceWords);
        Assert.Equal(slow, device.IsTooSlow);
        Assert.Equal(microseconds, device.SampleCostMicroseconds);
    }
}
