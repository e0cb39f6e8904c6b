using System.Text.Json;
using Algometer.Link;
using Algometer.Records;
using Algometer.Records.Documents;
using Algometer.Station.Pipeline;

namespace Algometer.Web.Live.Features;

/// <summary>While no device is found: which serial ports there are, what was asked and what was not, and a person's wish to ask one or all.</summary>
/// <param name="pipeline">The pipeline, which knows whether a device is connected.</param>
/// <param name="choice">The search; null where the device was named or is simulated.</param>
public sealed class PortsFeature(SamplePipeline pipeline, IPortChoice? choice) : ILiveFeature
{
    /// <inheritdoc/>
    public string Name => "ports";

    /// <inheritdoc/>
    public JsonElement? View() => choice?.Ports is not { } ports || pipeline.State == LinkState.Connected
        ? null
        : JsonSerializer.SerializeToElement(ports.Select(port => new { port.Port, port.Kind, port.Asked, port.CanBeAsked, port.Answer }), DocumentJson.Options);

    /// <inheritdoc/>
    public Task<string?> ExecuteAsync(string command, JsonElement arguments, CancellationToken cancellationToken) => Task.FromResult(command switch
    {
        "ask" => Ask(arguments.GetProperty("port").GetString() ?? ""),
        "ask-all" => Ask(null),
        _ => $"There is no command 'ports.{command}': reload the page.",
    });

    private string? Ask(string? port) => choice is null ? "The device was named at the start, so no other port is asked." : choice.Ask(port);
}
