using System.Text.Json;
using Algometer.Link;

namespace Algometer.Web.Live.Features;

/// <summary>While no device is found: a person's wish to have one serial port asked, or all.</summary>
/// <param name="choice">The search; null where the device was named or is simulated.</param>
public sealed class PortsFeature(IPortChoice? choice) : ILiveFeature
{
    /// <inheritdoc/>
    public string Name => "ports";

    /// <inheritdoc/>
    /// <remarks>The pages look at the search themselves.</remarks>
    public JsonElement? View() => null;

    /// <inheritdoc/>
    public Task<string?> ExecuteAsync(string command, JsonElement arguments, string? personId, CancellationToken cancellationToken) => Task.FromResult(command switch
    {
        "ask" => Ask(arguments.GetProperty("port").GetString() ?? ""),
        "ask-all" => Ask(null),
        _ => $"There is no command 'ports.{command}': reload the page.",
    });

    private string? Ask(string? port) => choice is null ? "The device was named at the start, so no other port is asked." : choice.Ask(port);
}
