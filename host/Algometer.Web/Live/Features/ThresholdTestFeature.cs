using System.Text.Json;
using Algometer.Measurement.Ramp;
using Algometer.Station.Activities.ThresholdTest;

namespace Algometer.Web.Live.Features;

/// <summary>The ramp of the guided pressure-pain test: what is drawn of it with each sample. The test itself is led by its page.</summary>
/// <param name="test">The activity.</param>
public sealed class ThresholdTestFeature(ThresholdTestActivity test) : ILiveFeature
{
    /// <inheritdoc/>
    public string Name => "ppt";

    /// <inheritdoc/>
    public JsonElement? View() => CommandReader.View(test.View() is { } view ? new Ramp(view.Phase, view.Rate, view.TargetRate, view.ContactSeconds, view.CutOffKpa, view.TipAreaCm2) : null);

    /// <inheritdoc/>
    public Task<string?> ExecuteAsync(string command, JsonElement arguments, string? personId, CancellationToken cancellationToken) => CommandReader.Unknown(Name, command);

    private sealed record Ramp(RunPhase Phase, double? Rate, double TargetRate, double? ContactSeconds, double CutOffKpa, double TipAreaCm2);
}
