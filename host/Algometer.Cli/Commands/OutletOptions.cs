using Algometer.Records.Keys;
using System.CommandLine;
using Algometer.Cli.Composition;
using Algometer.Web.Outlet;

namespace Algometer.Cli.Commands;

/// <summary>Options of the live outlet for laboratories.</summary>
internal sealed class OutletOptions
{
    private readonly Option<string?> _web = new("--stream") { Description = "Serve samples and events live as WebSocket and JSON lines at this address, such as 127.0.0.1:9317." };
    private readonly Option<string?> _tcp = new("--stream-tcp") { Description = "The same as JSON lines on a TCP port, such as 127.0.0.1:9318." };
    private readonly Option<string?> _token = new("--stream-token") { Description = "File with the token that readers show. Without it, stream-token in the record's folder, made when it is not there." };
    private readonly Option<string?> _mqtt = new("--mqtt") { Description = $"Publish them to a broker: mqtts://[USER@]HOST[:PORT]/TOPIC, or mqtt:// without TLS on this machine; the password in {MqttAddress.PasswordVariable}." };
    private readonly Option<int> _quality = new("--mqtt-qos") { Description = "Quality of service: 0, 1 or 2.", DefaultValueFactory = _ => 1 };

    public void AddTo(Command command)
    {
        _quality.AcceptOnlyFromAmong("0", "1", "2");
        foreach (Option option in (Option[])[_web, _tcp, _token, _mqtt, _quality])
        {
            command.Add(option);
        }
    }

    /// <summary>Opens what was asked for; null when nothing was.</summary>
    public async Task<LiveOutlet?> OpenAsync(ParseResult parsed, Recording recording, string data)
    {
        (string? web, string? tcp, string? mqtt) = (parsed.GetValue(_web), parsed.GetValue(_tcp), parsed.GetValue(_mqtt));
        if (web is null && tcp is null && mqtt is null)
        {
            return null;
        }

        MqttAddress? broker = mqtt is null ? null : MqttAddress.Parse(mqtt);
        var hub = new OutletHub(recording.Session.Clock);
        recording.Pipeline.SubscribeToSamples(hub);
        recording.Pipeline.SubscribeToState(hub);
        OutletServer? server = null;
        if (web is not null || tcp is not null)
        {
            string tokenFile = parsed.GetValue(_token) ?? Path.Combine(data, "stream-token");
            server = await OutletServer.StartAsync(hub, SecretFile.ReadOrMake(tokenFile), web, tcp, TimeProvider.System);
            if (server.WebSocketUrl.Length > 0)
            {
                Console.WriteLine($"Stream: {server.WebSocketUrl} (token in {tokenFile})");
            }

            if (server.TcpEndPoint is { } at)
            {
                Console.WriteLine($"Stream: tcp {at} (first line: the token in {tokenFile})");
            }
        }

        return new LiveOutlet(server, broker is null ? null : new MqttOutlet(hub, broker, parsed.GetValue(_quality), TimeProvider.System, Console.WriteLine));
    }
}

/// <summary>What the outlet serves.</summary>
internal sealed class LiveOutlet(OutletServer? server, MqttOutlet? mqtt) : IAsyncDisposable
{
    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (mqtt is not null)
        {
            await mqtt.DisposeAsync();
        }

        if (server is not null)
        {
            await server.DisposeAsync();
        }
    }
}
