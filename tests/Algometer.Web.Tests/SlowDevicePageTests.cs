using Algometer.Cli.Composition;
using Algometer.Link;
using Algometer.VirtualDevice;
using Algometer.Wire;
using Microsoft.Playwright;

namespace Algometer.Web.Tests;

/// <summary>A device that found itself too slow for 80 samples a second says so on the live page.</summary>
public sealed class SlowDevicePageTests
{
    [Fact]
    public async Task The_live_page_says_that_the_device_is_too_slow()
    {
        var device = new VirtualAlgometer(new VirtualDeviceOptions { RateHertz = 10 });
        var slow = new Slow(new InProcessTransport("slow", () => device.Link.HostSide));
        await using LivePageFixture fixture = await LivePageFixture.StartAsync(new DeviceSource(slow, device, 1));
        IPage page = await fixture.OpenAsync();
        Assert.EndsWith("⚠ too slow for 80/s, runs at 10/s (a sample costs 9.2 ms)", await page.TextContentAsync("#device"), StringComparison.Ordinal);
        Assert.Empty(fixture.Errors);
    }

    private sealed class Slow(ITransport inner) : HelloChanging(inner)
    {
        protected override void Change(ref HelloMessage hello)
        {
            hello.Flags |= HelloFlag.TooSlow;
            hello.SampleCostMicroseconds = 9_200;
        }
    }
}
