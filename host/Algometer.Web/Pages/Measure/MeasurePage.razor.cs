using System.Globalization;
using System.Text.Json;
using Algometer.Clinic.Settings;
using Algometer.Link;
using Algometer.Measurement.Calibration;
using Algometer.Measurement.Hold;
using Algometer.Measurement.Units;
using Algometer.Station.Pipeline;
using Algometer.Web.Live;
using Algometer.Web.Pages.Shell;
using Microsoft.AspNetCore.Components;

namespace Algometer.Web.Pages.Measure;

/// <summary>The page on which is measured: the force now, a hold in a band, the last seconds. It shows what device and host decided; it decides nothing itself.</summary>
public sealed partial class MeasurePage : InstrumentPage
{
    private static readonly TimeSpan _healthEvery = TimeSpan.FromSeconds(1);
    private static readonly double[] _tips = [1, 0.5, 0];
    private Seen _seen = new(false, null, 0, false, null);
    private HoldLook _look = null!;
    private LiveStrip? _strip;
    private Health _health = new(0, 0, 0, 0, 0, 0, null);
    private CalibrationDue? _due;
    private ShownUnit _unit = ShownUnit.Over(DisplayUnit.Newtons, 0);
    private DisplayUnit _wanted;
    private double _lowNewtons;
    private double _highNewtons;
    private double _limitNewtons;
    private double _seconds;
    private double _follow;
    private long _healthAt;
    private string _traceWords = "";
    private string _drawn = "";
    private string? _problem;
    private string? _done;

    [Inject]
    private PageParts Parts { get; set; } = null!;

    [Inject]
    private SettingsStore Settings { get; set; } = null!;

    private HoldOptions Next => new(_lowNewtons, _highNewtons, _seconds) { FollowMostPercent = _follow };

    // The band that the next hold would begin with is drawn before it begins, where one can.
    private (double Low, double High) Preview => Next.Problem(_limitNewtons) is null ? (_lowNewtons, _highNewtons) : default;

    private string PreviewData => JsonSerializer.Serialize(new[] { Preview.Low, Preview.High });

    private IEnumerable<double> Tips => _tips.Contains(_seen.TipCm2) ? _tips : [_seen.TipCm2, .. _tips];

    private string Recording => _health.SessionId is not { } id ? Text["recording.none"] : _health.Failure ?? Text["recording.is", id, Show.Number(_health.Samples)].Value;

    private string Device => _seen.Device is not { } device ? Text["device.none"] : Show.Joined(
        " · ",
        Text["device.is", device.Name, Text["tool." + device.Tool].Value, device.Firmware],
        Station.Pipeline.Calibration.Id is 0 ? Text["calibration.nominal"].Value : Text["calibration.is", Station.Pipeline.Calibration.Id].Value,
        device.PaceWords.Length == 0 ? null : (device.IsTooSlow ? "⚠ " : "") + device.PaceWords);

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        ClinicSettings set = Settings.Current;
        (_lowNewtons, _highNewtons, _seconds, _follow) = (set.BandLowNewtons, set.BandHighNewtons, set.HoldSeconds, new HoldOptions(1, 2).FollowMostPercent);
        _wanted = DisplayUnits.TryParse(set.Unit, out DisplayUnit unit) ? unit : DisplayUnit.Newtons;
        _traceWords = JsonSerializer.Serialize(new { now = Text["recent.now"].Value, began = Text["began"].Value });
        base.OnInitialized();
    }

    /// <inheritdoc/>
    protected override bool Look()
    {
        (_look, _strip, _limitNewtons) = Station.Pipeline.With(measurement => (HoldLook.Of(measurement), LiveStrip.Of(measurement), measurement.Guard.Options.LimitNewtons));
        bool isConnected = Station.Pipeline.State == LinkState.Connected;
        _seen = new Seen(isConnected, Station.Pipeline.Device, Station.Pipeline.TipAreaCm2, Station.Controls.IsStreamWanted, isConnected ? null : Station.Ports?.Ports);
        _unit = ShownUnit.Over(_wanted, _seen.TipCm2);
        _due = Parts.Calibration();
        if (_healthAt == 0 || Time.GetElapsedTime(_healthAt) >= _healthEvery)
        {
            _healthAt = Time.GetTimestamp();
            _health = SeeHealth();
        }

        // Views hold lists, so that two that say the same are not equal: what is shown of them is compared.
        string drawn = string.Create(CultureInfo.InvariantCulture, $"{_look} {_strip?.Forces.Length} {_strip?.StartSeconds} {_seen with { Ports = null }} {string.Join('|', _seen.Ports ?? [])} {_due} {_health} {_unit} {_limitNewtons} {Station.Pipeline.Calibration.Id}");
        bool changed = !string.Equals(drawn, _drawn, StringComparison.Ordinal);
        _drawn = drawn;
        return changed;
    }

    private Health SeeHealth()
    {
        (double rate, double jitter) = Station.Pipeline.With(measurement => (measurement.Rate.SamplesPerSecond, measurement.Rate.JitterMicroseconds / 1000));
        LinkStatistics link = Station.Controls.Statistics;
        return new Health(
            double.IsFinite(rate) ? Math.Round(rate, 1) : 0,
            double.IsFinite(jitter) ? Math.Round(jitter, 2) : 0,
            link.Lost,
            link.Gaps,
            link.CrcErrors + link.Malformed,
            link.Reconnections,
            Station.Pipeline.Recorder?.SessionId)
        { Samples = Station.Pipeline.Record.Recorded, Failure = Station.Pipeline.Recorder?.Failure?.Message };
    }

    private static bool IsBad(CalibrationDue due) => due.Kind is DueKind.Never or DueKind.Differs;

    private static string Tip(double squareCentimetres) => squareCentimetres.ToString(CultureInfo.InvariantCulture);

    private void Redraw() => Look();

    private void Check() => Tell(Next.Problem(_limitNewtons));

    private void NextUnit()
    {
        IReadOnlyList<DisplayUnit> known = ShownUnit.Of(_seen.TipCm2);
        _wanted = known[(known.ToList().IndexOf(_unit.Unit) + 1) % known.Count];
        Look();
    }

    private void FitTip(ChangeEventArgs chosen) =>
        Tell(Station.Controls.FitTip(double.Parse(chosen.Value as string ?? "0", CultureInfo.InvariantCulture)));

    private void Take(ChangeEventArgs typed, ref double newtons)
    {
        newtons = double.TryParse(typed.Value as string, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value / _unit.PerNewton : double.NaN;
        Tell(Next.Problem(_limitNewtons));
    }

    private async Task StartOrEndAsync() => Tell(_look.Hold.Running
        ? await Station.Hold.StopAsync(default)
        : await Station.Hold.StartAsync(Next, default));

    private void Pause() => Tell(_look.IsPaused ? Station.Hold.Resume() : Station.Hold.Pause());

    private void Mark() => Tell(Station.Controls.Mark(null), Text["done.mark"]);

    private async Task TareAsync() => Tell(await Station.Controls.TareAsync(default), Text["done.zero"]);

    private async Task StreamAsync() => Tell(_seen.IsStreaming ? await Station.Controls.StopAsync(default) : await Station.Controls.StartAsync(default));

    private void Rate(int rating) => Tell(Station.Hold.RatePain(rating), Text["done.pain", rating]);

    private void AnswerLetOff(bool mine) => Tell(Station.Hold.AnswerLetOff(mine), Text[mine ? "done.mine" : "done.not-mine"]);

    private void Ask(string? port) => Tell(Station.Ports?.Ask(port));

    // What was asked was done, or why not.
    private void Tell(string? problem, string? done = null)
    {
        (_problem, _done) = (problem, problem is null ? done : null);
        Look();
    }

    private sealed record Seen(bool Connected, DeviceDescription? Device, double TipCm2, bool IsStreaming, IReadOnlyList<DiscoveredPort>? Ports);

    private sealed record Health(double Rate, double Jitter, long Lost, long Gaps, long Broken, long Reconnections, string? SessionId)
    {
        public long Samples { get; init; }

        public string? Failure { get; init; }
    }
}
