using System.Text.Json;
using Algometer.Station.Activities.ThresholdTest;

namespace Algometer.Web.Live.Features;

/// <summary>The guided pressure-pain test on its page.</summary>
/// <param name="test">The activity.</param>
public sealed class ThresholdTestFeature(ThresholdTestActivity test) : ILiveFeature
{
    /// <inheritdoc/>
    public string Name => "ppt";

    /// <inheritdoc/>
    public JsonElement? View() => CommandReader.View(test.View());

    /// <inheritdoc/>
    public Task<string?> ExecuteAsync(string command, JsonElement arguments, CancellationToken cancellationToken) => command switch
    {
        "zero" => test.ZeroAsync(cancellationToken),
        "start" => Task.FromResult(test.Start(CommandReader.Read<ThresholdTestRequest>(arguments))),
        "answer" => Task.FromResult(test.Answer()),
        "repeat" => Task.FromResult(test.Repeat()),
        "go-on" => Task.FromResult(test.GoOn()),
        "discard" => Task.FromResult(test.Discard(arguments.GetProperty("ordinal").GetInt32(), arguments.GetProperty("reason").GetString() ?? "")),
        "rate" => Task.FromResult(test.Rate(arguments.GetProperty("rating").GetInt32())),
        "condition" => Task.FromResult(test.BeginConditioning()),
        "stop" => Task.FromResult(test.Stop()),
        "close" => Task.FromResult(test.Close()),
        _ => CommandReader.Unknown(Name, command),
    };
}
