using Algometer.Link;
using Algometer.Measurement.Calibration;
using Algometer.Records;
using Algometer.Web.Pages.Device;
using Bunit;
using Microsoft.AspNetCore.Components;

namespace Algometer.Web.Tests.Pages;

/// <summary>The device's page before anything runs: what is asked for a calibration, and the ports while no device is found.</summary>
public sealed class DevicePageTests
{
    [Theory]
    [InlineData("en", "Give the latitude", "±0.45 % is added", "not connected")]
    [InlineData("de", "Geben Sie Breitengrad", "±0,45 % kommen", "nicht verbunden")]
    public async Task Gravity_is_asked_for_and_without_it_the_uncertainty_is_wide_and_told(string language, string asks, string told, string state)
    {
        using var folder = new ScratchFolder();
        using RecordStore store = RecordStore.Open(folder.Path, TimeProvider.System);
        await using var page = new ComponentPage(store, language: language);
        var shown = page.Open<DevicePage>("/device");
        Assert.Contains(state, shown.Find("#facts").TextContent, StringComparison.Ordinal);
        await shown.Find("#form").SubmitAsync();
        Assert.Contains(asks, shown.Find("#error").TextContent, StringComparison.Ordinal);
        shown.Find("#gravity-by").Change("none");
        Assert.Contains(told, shown.Find("#gravity-why").TextContent, StringComparison.Ordinal);
        await shown.Find("#form").SubmitAsync();

        // The next refusal is another one: there is no device.
        Assert.DoesNotContain(asks, shown.Find("#error").TextContent, StringComparison.Ordinal);
        Assert.NotEmpty(shown.Find("#error").TextContent);
    }

    [Theory]
    [InlineData("1 2 three")]
    [InlineData("")]
    public async Task Masses_that_cannot_be_read_are_answered_with_an_example(string typed)
    {
        await using var page = new ComponentPage();
        var shown = page.Open<DevicePage>("/device");
        shown.Find("#masses").Change(typed);
        await shown.Find("#form").SubmitAsync();
        Assert.Contains(CalibrationMasses.Probe.Text, shown.Find("#error").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ports_say_what_was_asked_and_one_or_all_may_be_asked_but_never_a_held_one()
    {
        await using var page = new ComponentPage();
        var asked = new List<string?>();
        var shown = page.Render<PortList>(parameters => parameters
            .Add(list => list.Ports, [new DiscoveredPort("/dev/ttyUSB1", null, "not asked: held by minicom", false, "CP2102") { CanBeAsked = false }, new DiscoveredPort("/dev/ttyS4", null, "no answer", true)])
            .Add(list => list.Problem, "refused")
            .Add(list => list.Ask, EventCallback.Factory.Create<string?>(this, asked.Add)));
        Assert.True(shown.Find("li:first-child button").HasAttribute("disabled"));
        Assert.Contains("held by minicom", shown.Find("li:first-child").TextContent, StringComparison.Ordinal);
        Assert.Equal("Ask again", shown.Find("li:last-child button").TextContent);
        shown.Find("li:last-child button").Click();
        shown.Find(".row button").Click();
        Assert.Equal(["/dev/ttyS4", null], asked);
        Assert.Contains("refused", shown.Find("[role=alert]").TextContent, StringComparison.Ordinal);
    }
}
