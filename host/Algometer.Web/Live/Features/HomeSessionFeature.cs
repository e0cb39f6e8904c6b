using System.Text.Json;
using Algometer.Station.Activities.HomeSession;

namespace Algometer.Web.Live.Features;

/// <summary>The guided session at home on its page.</summary>
/// <param name="home">The activity.</param>
public sealed class HomeSessionFeature(HomeSessionActivity home) : ILiveFeature
{
    /// <inheritdoc/>
    public string Name => "home";

    /// <inheritdoc/>
    public JsonElement? View() => CommandReader.View(home.View());

    /// <inheritdoc/>
    public Task<string?> ExecuteAsync(string command, JsonElement arguments, string? personId, CancellationToken cancellationToken) => command switch
    {
        "start" => Task.FromResult(home.Start(CommandReader.Read<HomeSessionRequest>(arguments), personId)),
        "answers" => Task.FromResult(home.Answer(arguments.GetProperty("answers").EnumerateObject().Select(answer => (answer.Name, answer.Value.GetBoolean())).ToArray())),
        "place" => Task.FromResult(home.ConfirmPlace()),
        "movement" => Task.FromResult(home.RateMovement(Rating(arguments), CommandReader.Number(arguments, "range"))),
        "pain" => Task.FromResult(home.RatePain(Rating(arguments), CommandReader.Text(arguments, "by") ?? "button")),
        "stop" => Task.FromResult(home.Stop(CommandReader.Text(arguments, "by") ?? "page")),
        "reason" => Task.FromResult(home.GiveReason(CommandReader.Text(arguments, "reason") ?? "")),
        "tingling-gone" => Task.FromResult(home.ConfirmTinglingGone()),
        "continue" => Task.FromResult(home.Continue()),
        "finish" => Task.FromResult(home.Finish()),
        "feeling" => Task.FromResult(home.ReportFeeling(CommandReader.Text(arguments, "feeling") ?? "")),
        "leave" => Task.FromResult(home.Leave()),
        "close" => Task.FromResult(home.Close()),
        _ => CommandReader.Unknown(Name, command),
    };

    /// <inheritdoc/>
    /// <remarks>A patient's account starts and steers nobody's session but its own; to stop one is everybody's.</remarks>
    public string? Refusal(string? personId, string command, JsonElement arguments) => personId is null ? null : command switch
    {
        "start" => home.RefusalToStart(personId, CommandReader.Read<HomeSessionRequest>(arguments)),
        "stop" => null,
        _ => home.RefusalToSteer(personId),
    };

    private static int Rating(JsonElement arguments) => arguments.GetProperty("rating").GetInt32();
}
