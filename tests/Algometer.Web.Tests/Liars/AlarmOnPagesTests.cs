using Algometer.Cli.Composition;
using Algometer.Link;
using Algometer.VirtualDevice;
using Algometer.Wire;
using Microsoft.Playwright;

namespace Algometer.Web.Tests.Liars;

/// <summary>A device that lies, and a program that is gone, as a real browser shows them.</summary>
public sealed class AlarmOnPagesTests
{
    private const string Gone = "() => !document.getElementById('banner').hidden && document.getElementById('banner-title').textContent === 'Let go – page not connected'";

    [Fact]
    public async Task Every_page_shows_each_alarm_and_its_end()
    {
        var hand = new SteadyHand(5);
        var device = new VirtualAlgometer(new VirtualDeviceOptions { Hand = hand });
        var mute = new Muting(new InProcessTransport("muted", () => device.Link.HostSide));
        await using LivePageFixture fixture = await LivePageFixture.StartAsync(new DeviceSource(mute, device, 1));

        // Whatever page is added shows it too; who is not signed in sees no device. Pages of components share one document, so one of them stands for all.
        string[] paths = ["/", "/help", .. Directory.EnumerateFiles(Path.Combine(Checkout.Root, "host", "Algometer.Web", "wwwroot"), "*.html").Select(Path.GetFileName).Select(name => "/" + name).Order(StringComparer.Ordinal)];
        IPage[] pages = await fixture.OpenTabsAsync(paths);
        await AllAsync("none");
        hand.Newtons = 80;
        await AllAsync("over-limit");
        hand.Newtons = 5;
        await AllAsync("limit-passed");
        await pages[Array.IndexOf(paths, "/")].Keyboard.PressAsync("a");
        await AllAsync("none");
        mute.IsMute = true;
        await AllAsync("sensor-fault");
        await Shots.TakeAsync(pages[Array.IndexOf(paths, "/")], "live-sensor-silent");
        mute.IsMute = false;
        await AllAsync("none");
        hand.Fault = SensorFault.Saturated;
        await AllAsync("sensor-fault");
        await fixture.Host.DisposeAsync();
        await AllAsync("unreachable");

        async Task AllAsync(string kind)
        {
            string[] wrong = await Task.WhenAll(paths.Zip(pages, (path, page) => WrongAsync(path, page, kind)));
            Assert.True(wrong.All(text => text.Length == 0), $"{kind}: {string.Concat(wrong)}");
        }
    }

    private static async Task<string> WrongAsync(string path, IPage page, string kind)
    {
        try
        {
            await page.WaitForFunctionAsync(
                """
                (kind) => {
                  const banner = document.getElementById("banner");
                  if (kind === "none") return banner?.hidden === true;
                  const place = banner?.getBoundingClientRect();
                  return banner && !banner.hidden && banner.dataset.kind === kind && banner.getAttribute("role") === "alert" && place.height > 20 && place.bottom > 0 && place.top < innerHeight && document.getElementById("banner-title").textContent.length > 3;
                }
                """,
                kind);
            return "";
        }
        catch (TimeoutException)
        {
            return $"{path} shows {await page.EvaluateAsync<string>("() => { const banner = document.getElementById('banner'); return !banner ? 'no banner' : banner.hidden ? 'nothing' : banner.dataset.kind; }")}. ";
        }
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
