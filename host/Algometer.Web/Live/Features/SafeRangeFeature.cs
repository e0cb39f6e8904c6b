using System.Text.Json;
using Algometer.Measurement.Ramp;
using Algometer.Station.Activities.SafeRanges;

namespace Algometer.Web.Live.Features;

/// <summary>The measurement of the safe range on the therapist's page.</summary>
/// <param name="range">The activity.</param>
public sealed class SafeRangeFeature(SafeRangeActivity range) : ILiveFeature
{
    /// <inheritdoc/>
    public string Name => "range";

    /// <inheritdoc/>
    public JsonElement? View() => CommandReader.View(range.View());

    /// <inheritdoc/>
    public Task<string?> ExecuteAsync(string command, JsonElement arguments, CancellationToken cancellationToken) => command switch
    {
        "start" => Task.FromResult(range.Start(Text(arguments, "person"), Text(arguments, "point"), Enum.Parse<BodySide>(Text(arguments, "side"), ignoreCase: true), Text(arguments, "tool"))),
        "lower" => Task.FromResult(range.MarkLower()),
        "upper" => Task.FromResult(range.MarkUpper()),
        "stop" => Task.FromResult(range.Stop()),
        "end" => Task.FromResult(range.End()),
        "close" => Task.FromResult(range.Close()),
        _ => CommandReader.Unknown(Name, command),
    };

    private static string Text(JsonElement arguments, string name) => arguments.GetProperty(name).GetString() ?? "";
}
