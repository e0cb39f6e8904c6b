using System.Text.Json;
using Algometer.Cli.Composition;
using Algometer.Link;
using Algometer.Measurement.Ramp;
using Algometer.Records;
using Algometer.Records.Documents;
using Algometer.Records.People;
using Algometer.Station.Activities.ThresholdTest;
using Algometer.VirtualDevice;
using Algometer.Web.Access;
using Microsoft.Playwright;

namespace Algometer.Web.Tests;

/// <summary>A real device with its built-in values may read half or twice the truth: nobody is pressed by its guidance.</summary>
public sealed class NeverCalibratedTests
{
    private const string Words = "This device was never calibrated: its readings may be half or twice the truth. Calibrate it first: algometer calibrate.";
    private static readonly VirtualCalibration _calibration = new(7, 1_790_000_000, 45_665_773, 0, 0, 0);

    [Theory]
    [InlineData(true, false, true)]
    [InlineData(true, true, false)]
    [InlineData(false, false, false)]
    public async Task A_real_device_that_was_never_calibrated_guides_no_test_no_hold_and_no_safe_range(bool real, bool calibrated, bool refused)
    {
        using var folder = new ScratchFolder();
        using RecordStore store = RecordStore.Open(folder.Path, TimeProvider.System);
        Person person = store.People.Add(new Person { Code = "P-011" });
        await using LivePageFixture fixture = await LivePageFixture.StartAsync(Source(real, calibrated), store);
        IPage page = await fixture.OpenAsync();
        Assert.Equal(refused, await Start(fixture, "hold-start", new { lowNewtons = 20, highNewtons = 30, targetSeconds = 30 }) == Words);
        await fixture.Services.Live.ExecuteAsync("hold-stop", default, Visitor.Local, TestContext.Current.CancellationToken);
        Assert.Equal(refused, fixture.Services.Range.Start(person.Id, "upper-trapezius", BodySide.Right, "ball") == Words);
        fixture.Services.Range.End();
        Assert.Equal(refused, fixture.Test.Start(new ThresholdTestRequest("ppt-50", [new ThresholdTestRequest.Wanted("upper-trapezius", BodySide.Right)], 1)) == Words);
        Assert.Equal(refused, fixture.Pipeline.Slot.Owner is null);

        // Said in full on the live page, and in no other case.
        ILocator said = page.Locator("#uncalibrated");
        if (refused)
        {
            await said.WaitForAsync();
            Assert.Contains(Words, await said.TextContentAsync(), StringComparison.Ordinal);
            await Shots.TakeAsync(page, "live-never-calibrated");
            IPage phone = await fixture.OpenAsync(390, 844);
            await phone.WaitForSelectorAsync("#uncalibrated");
            Assert.True(await phone.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"), "wider than the phone");
            await Shots.TakeAsync(phone, "live-never-calibrated-phone");
        }
        else
        {
            Assert.True(await said.IsHiddenAsync());
        }

        Assert.Empty(fixture.Errors);
    }

    private static DeviceSource Source(bool real, bool calibrated)
    {
        var device = new VirtualAlgometer(new VirtualDeviceOptions { Calibration = calibrated ? _calibration : null });
        ITransport wire = new InProcessTransport("wire", () => device.Link.HostSide);
        return new DeviceSource(real ? new AsRealDevice(wire) : wire, device, 1);
    }

    private static Task<string?> Start(LivePageFixture fixture, string command, object arguments) =>
        fixture.Services.Live.ExecuteAsync(command, JsonSerializer.SerializeToElement(arguments, DocumentJson.Options), Visitor.Local, TestContext.Current.CancellationToken);
}
