using Algometer.Cli.Composition;
using Algometer.Measurement.Calibration;
using Algometer.Records;
using Algometer.Records.Documents;
using Algometer.Station.Activities.Calibration;
using Algometer.VirtualDevice;
using Algometer.Web.Tests.Pages;
using Microsoft.Playwright;

namespace Algometer.Web.Tests;

public sealed class CalibrationPageTests
{
    [Fact]
    public async Task The_wizard_recovers_the_true_cell_by_keyboard_and_the_device_then_reads_right()
    {
        using var folder = new ScratchFolder();
        using RecordStore store = RecordStore.Open(folder.Path, TimeProvider.System);
        var hand = new SimulatedMasses();
        await using LivePageFixture fixture = await LivePageFixture.StartAsync(new VirtualDeviceOptions { Hand = hand, Speed = 20, CellError = new CellError(1.015, 0, 0.35) }, store);
        IPage page = await fixture.OpenBareAsync(path: "/calibration.html");
        await page.WaitForURLAsync("**/device");
        await PageLooks.AliveAsync(page);
        await page.WaitForSelectorAsync("p#history");
        await PageLooks.AssertAsync(page);

        // What is proposed follows from the tool, and the device says which it is; a ball has no tip.
        Assert.Equal(CalibrationMasses.Probe.Text, await page.InputValueAsync("#masses"));
        await page.SelectOptionAsync("#tool", "ball");
        await page.WaitForFunctionAsync("wanted => document.getElementById('masses').value === wanted", CalibrationMasses.Ball.Text);
        Assert.False(await page.IsVisibleAsync("#tip"));
        await page.SelectOptionAsync("#tool", "probe");
        await page.WaitForSelectorAsync("#tip");
        await Shots.TakeAsync(page, "calibration-setup");
        await page.FillAsync("#masses", "1 2 3");
        await page.Keyboard.PressAsync("Enter");

        // A kilogram does not weigh the same everywhere.
        await page.WaitForFunctionAsync("() => document.getElementById('error').textContent.includes('latitude')");
        await page.SelectOptionAsync("#gravity-by", "value");
        await page.FillAsync("#gravity", "9.80665");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForFunctionAsync("() => document.getElementById('error').textContent.includes('6 to 12')");
        await page.FillAsync("#masses", CalibrationMasses.Probe.Text);
        await page.FillAsync("#tip", "T7");
        await page.FillAsync("#warm-up", "5");
        await page.FocusAsync("#operator");
        await page.Keyboard.TypeAsync("Ada");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForFunctionAsync("() => document.querySelectorAll('#readings tbody tr').length > 3", null, new PageWaitForFunctionOptions { Timeout = 30000 });
        await Shots.TakeAsync(page, "calibration-run");

        // 7 kg are 68.6 N: laying them on must not alarm.
        Assert.Equal(73, fixture.Pipeline.With(measurement => measurement.Guard.Options.LimitNewtons), 1e-9);
        await page.WaitForSelectorAsync("#write", new PageWaitForSelectorOptions { Timeout = 60000 });
        await PageLooks.AssertAsync(page);
        await page.FocusAsync("#write");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync("#certificate");
        await Shots.TakeAsync(page, "calibration-result");

        // The true cell sees 1.015 of each newton: a right calibration undoes it.
        CalibrationReport report = fixture.Calibration.Written!;
        Assert.Equal(45.667 / 1.015, report.Fit().Gain.Value * 1e6, 0.03);
        Assert.Equal(report.Id, fixture.Pipeline.Calibration.Id);
        Assert.Equal("T7", report.Setup.Tip);
        Assert.Equal(60, fixture.Pipeline.With(measurement => measurement.Guard.Options.LimitNewtons), 1e-9);
        await page.ClickAsync("#abort");
        await page.WaitForSelectorAsync("#history td");
        hand.LayOn(20);
        await WaitAsync(fixture, sample => Math.Abs(sample - 20) < 0.02);
        byte[] pdf = await (await page.APIRequest.GetAsync(new Uri(new Uri(fixture.Host.Url), $"/api/calibrations/{report.Id}/certificate.pdf").ToString())).BodyAsync();
        Assert.Equal("%PDF"u8.ToArray(), pdf[..4]);
        Assert.Single(store.Documents.List(CalibrationHistory.Kind));
        Assert.Empty(fixture.Errors);
    }

    private static async Task WaitAsync(LivePageFixture fixture, Func<double, bool> reached)
    {
        var found = new TaskCompletionSource();
        fixture.Pipeline.SubscribeToSamples(new SampleWatch(sample =>
        {
            if (reached(sample.ForceNewtons))
            {
                found.TrySetResult();
            }
        }));
        await found.Task.WaitAsync(TimeSpan.FromSeconds(20));
    }
}
