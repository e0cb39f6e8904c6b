using Algometer.App.Live;
using Algometer.Link;
using Algometer.VirtualDevice;
using Algometer.Wire;
using Microsoft.Playwright;

namespace Algometer.App.Tests.Liars;

/// <summary>A device that lies, and a program that is gone, as a real browser shows them.</summary>
public sealed class AlarmOnPagesTests
{
    private const string Fault = "() => !document.getElementById('banner').hidden && document.getElementById('banner-title').textContent === 'Sensor fault – release'";
    // At home the words are the patient's language.
    private const string FaultAtHome = "() => !document.getElementById('banner').hidden && document.getElementById('banner-title').textContent.length > 0 && document.getElementById('banner').dataset.kind.includes('fault')";
    private const string Gone = "() => !document.getElementById('banner').hidden && document.getElementById('banner-title').textContent === 'Release – program not reachable'";

    [Theory]
    [InlineData("/")]
    [InlineData("/ppt.html")]
    [InlineData("/plan.html")]
    [InlineData("/people.html")]
    [InlineData("/home.html")]
    [InlineData("/visit.html")]
    public async Task A_device_that_only_answers_pings_is_a_fault_and_is_believed_again(string path)
    {
        var device = new VirtualAlgometer(new VirtualDeviceOptions());
        var mute = new Muting(new InProcessTransport("muted", () => device.Link.HostSide));
        await using LivePageFixture fixture = await LivePageFixture.StartAsync(new DeviceSource(mute, device, 1));
        IPage page = await fixture.OpenBareAsync(path: path);
        await page.WaitForFunctionAsync("() => document.getElementById('banner')?.hidden === true");
        while (fixture.Session.Statistics.Samples < 40)
        {
            await Task.Yield();
        }

        mute.IsMute = true;
        await page.WaitForFunctionAsync(path == "/home.html" ? FaultAtHome : Fault);
        if (path == "/")
        {
            await Shots.TakeAsync(page, "live-sensor-silent");
        }

        mute.IsMute = false;
        await page.WaitForFunctionAsync("() => document.getElementById('banner').hidden");
    }

    [Fact]
    public async Task A_page_whose_program_is_gone_says_release_and_sounds()
    {
        await using LivePageFixture fixture = await LivePageFixture.StartAsync(new VirtualDeviceOptions { Scenario = Scenario.Named("idle") });
        IPage page = await fixture.OpenAsync();
        int bursts = await page.EvaluateAsync<int>("() => algometer.bursts");
        await fixture.Host.DisposeAsync();
        await page.WaitForFunctionAsync(Gone);
        await page.WaitForFunctionAsync("before => algometer.bursts > before && document.getElementById('value').textContent === '–'", bursts);
        await Shots.TakeAsync(page, "live-unreachable");
    }

    private sealed class Muting(ITransport inner) : FrameChanging(inner)
    {
        public volatile bool IsMute;

        protected override byte[] Pass(byte[] frame)
        {
            byte[] copy = [.. frame];
            int length = Cobs.Decode(copy, copy.Length);
            return IsMute && length >= 2 && copy[1] == MessageType.Sample ? [] : [.. frame, 0];
        }
    }
}
