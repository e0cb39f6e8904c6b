using System.Globalization;
using Algometer.Clinic.Settings;
using Algometer.Link;
using Algometer.Measurement.Hold;
using Algometer.Measurement.Units;
using Algometer.Measurement.Visits;
using Algometer.Web.Live;
using Algometer.Web.Pages.Measure;
using Algometer.Web.Pages.Shell;
using Microsoft.AspNetCore.Components;

namespace Algometer.Web.Pages.Visits;

/// <summary>Guides a hold and tells what it was when it is over.</summary>
public sealed partial class HoldGuide : WatchingPage
{
    // The verdict may come a moment after the end: what is noted without it would be noted for good.
    private static readonly TimeSpan _verdictWithin = TimeSpan.FromSeconds(2);
    private readonly List<int> _pain = [];
    private HoldLook _look = null!;
    private LiveStrip? _strip;
    private ShownUnit _unit = ShownUnit.Over(DisplayUnit.Newtons, 0);
    private ElementReference _box;
    private double _low;
    private double _high;
    private double _seconds;
    private bool _connected;
    private bool _running;
    private bool _brought;
    private long? _endedAt;
    private string? _problem;
    private string _shown = "";

    /// <summary>Who is pressed; null for nobody.</summary>
    [Parameter]
    public string? PersonId { get; set; }

    /// <summary>Where the band starts, N; null for the clinic's usual one.</summary>
    [Parameter]
    public (double Low, double High)? Band { get; set; }

    /// <summary>Told what a hold was.</summary>
    [Parameter]
    public EventCallback<GuidedHold> Held { get; set; }

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        ClinicSettings set = Settings.Current;
        (_low, _high) = Band ?? (set.BandLowNewtons, set.BandHighNewtons);
        _seconds = set.HoldSeconds;
        base.OnInitialized();
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        // The whole strip is to be seen while a hand presses; before its first point there is none to be brought into view.
        bool isDrawn = _look.Hold.Running && _strip is not null;
        if (isDrawn && !_brought)
        {
            await _box.FocusAsync();
        }

        _brought = isDrawn;
    }

    /// <inheritdoc/>
    protected override bool Look()
    {
        _connected = Station.Pipeline.State == LinkState.Connected;
        (_look, _strip) = Station.Pipeline.With(measurement => (HoldLook.Of(measurement), LiveStrip.Of(measurement)));
        Follow();
        string shown = string.Create(CultureInfo.InvariantCulture, $"{_connected} {_look} {_strip?.Forces.Length} {_strip?.StartSeconds}");
        bool changed = !string.Equals(shown, _shown, StringComparison.Ordinal);
        _shown = shown;
        return changed;
    }

    private void Follow()
    {
        if (_running && !_look.Hold.Running)
        {
            _endedAt = Time.GetTimestamp();
        }

        _running = _look.Hold.Running;
        if (_endedAt is { } ended && (_look.Verdict is not null || _running || Time.GetElapsedTime(ended) > _verdictWithin))
        {
            _endedAt = null;
            Finish(_look.Hold, _look.Easing);
        }
    }

    private void Finish(LiveHold hold, LiveEasing easing)
    {
        if (hold.InBandSeconds <= 0)
        {
            _problem = Text["not-reached"];
            return;
        }

        _ = Held.InvokeAsync(new GuidedHold(
            Time.GetUtcNow(),
            Station.Pipeline.Recorder?.SessionId,
            hold.PlannedLowNewtons,
            hold.HighNewtons,
            hold.InBandSeconds,
            hold.SteadinessPercent > 0 ? hold.SteadinessPercent : null,
            easing.Verdict ?? "",
            easing.DropPercent,
            _pain.Count > 0 ? _pain[0] : null,
            _pain.Count > 1 ? _pain[^1] : null));
    }

    private async Task ToggleAsync()
    {
        if (_look.Hold.Running)
        {
            Do(await Station.Hold.StopAsync(default));
            return;
        }

        _pain.Clear();
        Do(await Station.Hold.StartAsync(new HoldOptions(_low, _high, _seconds), PersonId, default));
    }

    // A rating before the band was reached is shown and compared with nothing.
    private void Rate(int pain)
    {
        bool reached = _look.Hold.HeldSeconds > 0 || _look.Hold.InBandSeconds > 0;
        Do(Station.Hold.RatePain(pain));
        if (_problem is null && reached)
        {
            _pain.Add(pain);
        }
    }

    private void Do(string? problem)
    {
        _problem = problem;
        Look();
    }
}
