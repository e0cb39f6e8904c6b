using Algometer.Link;
using Algometer.Measurement.Home.Progress;
using Algometer.Measurement.Home.Session;
using Algometer.VirtualDevice;
using Microsoft.Playwright;

namespace Algometer.Web.Tests.Home;

/// <summary>The ball starts anew while a patient's session runs: it is told, and the session goes on or ends in words.</summary>
public sealed class RestartAtHomeTests
{
    private const double Speed = 8;

    [Fact]
    public async Task In_a_hold_it_ends_the_session_in_words_and_the_patient_is_let_go()
    {
        Restartable? port = null;
        await using HomeFixture fixture = await HomeFixture.StartAsync(speed: Speed, port: device => port = new Restartable(device));
        fixture.Accept(fixture.Plan());
        IPage page = await fixture.OpenAsync();
        string told = "";
        var driver = new HomeDriver(page, fixture.Hand)
        {
            Seen = async phase =>
            {
                told += phase == "trouble" ? await page.TextContentAsync("#stage") : "";
                if (phase == "hold" && port!.Now == fixture.Device)
                {
                    port.Restart(new VirtualDeviceOptions { BootId = 2, Hand = new SteadyHand(0), Speed = Speed });
                }
            },
        };
        await driver.StartAsync();
        await driver.RunAsync();
        Assert.Contains("trouble", driver.Phases, StringComparer.Ordinal);
        Assert.Contains("The device restarted", told, StringComparison.Ordinal);
        SessionRecord record = await fixture.FinishedAsync(page);
        Assert.Equal(Measurement.Home.Session.SessionEnd.DeviceFailed, record.End);
        Assert.Single(HomeHistory.Holds(record));
        Assert.Empty(fixture.Live.Errors);
        await port!.DisposeAsync();
    }

    [Fact]
    public async Task Before_the_check_of_the_ball_it_changes_nothing()
    {
        Restartable? port = null;
        await using HomeFixture fixture = await HomeFixture.StartAsync(speed: Speed, port: device => port = new Restartable(device));
        fixture.Accept(fixture.Plan());
        IPage page = await fixture.OpenAsync();
        var driver = new HomeDriver(page, fixture.Hand)
        {
            Seen = async phase =>
            {
                if (phase == "place" && port!.Now == fixture.Device)
                {
                    port.Restart(new VirtualDeviceOptions { BootId = 2, Hand = new SteadyHand(0), Speed = Speed });
                    while (fixture.Live.Pipeline.Device?.BootId != 2 || fixture.Live.Pipeline.State != LinkState.Connected)
                    {
                        await page.EvaluateAsync("() => new Promise((resolve) => requestAnimationFrame(resolve))");
                    }
                }
                else if (phase == "approach")
                {
                    await page.Keyboard.PressAsync("Space");
                    await page.WaitForFunctionAsync("() => algometer.now.phase === 'stop-reason'");
                }
            },
        };
        await driver.StartAsync();
        await driver.RunAsync();
        Assert.Contains("approach", driver.Phases, StringComparer.Ordinal);
        Assert.DoesNotContain("trouble", driver.Phases, StringComparer.Ordinal);
        Assert.Empty(fixture.Live.Errors);
        await port!.DisposeAsync();
    }
}
