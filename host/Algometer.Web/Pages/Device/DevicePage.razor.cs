using System.Globalization;
using Algometer.Link;
using Algometer.Station.Activities.Calibration;
using Algometer.Web.Pages.Shell;
using Microsoft.AspNetCore.Components;

namespace Algometer.Web.Pages.Device;

/// <summary>The device: where it is, how it is, its zero, and its calibration with masses.</summary>
public sealed partial class DevicePage : InstrumentPage
{
    private Shown _shown = new(false, null, 0, "", 0, 0, null);
    private CalibrationView? _calibration;
    private string _drawn = "";
    private string? _problem;
    private string? _done;

    private IEnumerable<(string Name, string Value)> Facts =>
    [
        ("connection", Text[_shown.Connected ? "connected" : "not-connected"]),
        ("name", _shown.Device?.Name ?? Show.Nothing),
        ("firmware", _shown.Device?.Firmware ?? Show.Nothing),
        ("tool", _shown.Device is { } device ? Text["tool." + device.Tool].Value : Show.Nothing),
        ("rate", $"{Show.Number(_shown.SamplesPerSecond, 1)} / s"),
        ("limit", $"{Show.Number(_shown.LimitNewtons, 1)} N"),
        ("calibration", _shown.Calibration.Length == 0 ? Text["nominal"].Value : _shown.Calibration),
        ("lost", Show.Number(_shown.Lost)),
    ];

    /// <inheritdoc/>
    protected override bool Look()
    {
        _calibration = Station.Calibration.View();
        _shown = See();

        // Views hold lists, so that two that say the same are not equal: what is shown of them is compared.
        string drawn = _calibration is { } running
            ? string.Create(CultureInfo.InvariantCulture, $"{running.Stage} {running.WarmUpSeconds} {running.DriftPerMinute} {running.DriftError} {running.Done} {running.Steady} {running.Waiting} {running.Written} {running.Refused.Count}")
            : string.Create(CultureInfo.InvariantCulture, $"{_shown with { Ports = null }} {string.Join('|', _shown.Ports ?? [])}");
        bool changed = !string.Equals(drawn, _drawn, StringComparison.Ordinal);
        _drawn = drawn;
        return changed;
    }

    private Shown See()
    {
        bool connected = Station.Pipeline.State == LinkState.Connected;
        (double rate, double limit) = Station.Pipeline.With(measurement => (measurement.Rate.SamplesPerSecond, measurement.Guard.Options.LimitNewtons));
        uint calibration = Station.Pipeline.Calibration.Id;
        return new Shown(
            connected,
            Station.Pipeline.Device,
            double.IsFinite(rate) ? Math.Round(rate, 1) : 0,
            calibration == 0 ? "" : calibration.ToString(CultureInfo.InvariantCulture),
            limit,
            Station.Controls.Statistics.Lost,
            connected ? null : Station.Ports?.Ports);
    }

    private void Redraw() => Look();

    private void Ask(string? port) => _problem = Station.Ports?.Ask(port);

    private async Task TareAsync()
    {
        _done = null;
        _problem = await Station.Controls.TareAsync(default);
        _done = _problem is null ? Text["zero-set"].Value : null;
    }

    private sealed record Shown(bool Connected, DeviceDescription? Device, double SamplesPerSecond, string Calibration, double LimitNewtons, long Lost, IReadOnlyList<DiscoveredPort>? Ports);
}
