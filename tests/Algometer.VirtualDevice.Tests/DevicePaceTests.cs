namespace Algometer.VirtualDevice.Tests;

public sealed class DevicePaceTests
{
    [Theory]
    [InlineData(8, 1, false, false, false)]
    [InlineData(8, 8, true, false, false)]
    [InlineData(8, 0.25, true, true, false)]
    [InlineData(8, 1, true, false, true)]
    [InlineData(8, 0.25, true, true, true)]
    [InlineData(double.PositiveInfinity, 1, true, false, true)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity, true, false, false)]
    [InlineData(0.5, 0.5, true, true, true)]
    [InlineData(1, 1, true, true, true)]
    public void Nothing_goes_faster_than_those_who_must_answer(double speed, double expected, bool isStreaming, bool waitsForHost, bool isPersonAsked) =>
        Assert.Equal(expected, DevicePace.Of(speed, isStreaming, waitsForHost, isPersonAsked));
}
