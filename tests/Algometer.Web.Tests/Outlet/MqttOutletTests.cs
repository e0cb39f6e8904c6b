using System.Buffers;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Algometer.Link;
using Algometer.Measurement.Signal;
using Algometer.Records.Model;
using Algometer.Web.Outlet;
using MQTTnet;
using MQTTnet.Server;

namespace Algometer.Web.Tests.Outlet;

/// <summary>The outlet over MQTT: a broker in this process, and Mosquitto.</summary>
public sealed class MqttOutletTests
{
    [Fact]
    public async Task A_broker_gets_state_samples_events_and_gaps_and_keeps_the_state()
    {
        int port = FreePort();
        using MqttServer broker = new MqttServerFactory().CreateMqttServer(new MqttServerOptionsBuilder().WithDefaultEndpoint().WithDefaultEndpointBoundIPAddress(IPAddress.Loopback).WithDefaultEndpointPort(port).Build());
        await broker.StartAsync();
        await CheckAsync(port, 2);
        await broker.StopAsync();
    }

    [Fact]
    public async Task Mosquitto_understands_it()
    {
        string mosquitto = Checkout.Need(Checkout.Program("mosquitto") ?? (File.Exists("/usr/sbin/mosquitto") ? "/usr/sbin/mosquitto" : null), "Mosquitto");
        using var scratch = new ScratchFolder();
        int port = FreePort();
        await File.WriteAllTextAsync(scratch.File("mosquitto.conf"), $"listener {port} 127.0.0.1\nallow_anonymous true\npersistence false\n");
        using Process process = Process.Start(new ProcessStartInfo(mosquitto, ["-c", scratch.File("mosquitto.conf")]) { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false })!;
        try
        {
            await CheckAsync(port, 1);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    [Fact]
    public async Task A_broker_that_comes_later_is_found_and_what_happened_before_is_sent()
    {
        int port = FreePort();
        var hub = new OutletHub(new ClockMap());
        var said = new BlockingCollection<string>();
        await using var outlet = new MqttOutlet(hub, MqttAddress.Parse($"mqtt://127.0.0.1:{port}/lab"), 1, TimeProvider.System, said.Add);
        Assert.Contains("is away", Take(said), StringComparison.Ordinal);
        hub.OnEvent(new SessionEvent(5, 1, "mark", null));
        using MqttServer broker = new MqttServerFactory().CreateMqttServer(new MqttServerOptionsBuilder().WithDefaultEndpoint().WithDefaultEndpointBoundIPAddress(IPAddress.Loopback).WithDefaultEndpointPort(port).Build());
        var events = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        broker.InterceptingPublishAsync += published =>
        {
            if (published.ApplicationMessage.Topic == "lab/events")
            {
                events.TrySetResult(Encoding.UTF8.GetString(published.ApplicationMessage.Payload.ToArray()));
            }

            return Task.CompletedTask;
        };
        await broker.StartAsync();
        Assert.Contains("\"mark\"", await events.Task.WaitAsync(TimeSpan.FromSeconds(30)), StringComparison.Ordinal);
        await broker.StopAsync();
    }

    [Theory]
    [InlineData("http://x", "no broker")]
    [InlineData("mqtt://", "no broker")]
    [InlineData("mqtt://u:secret@host/x", "ALGOMETER_MQTT_PASSWORD")]
    [InlineData("mqtts://host/a/+/b", "wildcard")]
    [InlineData("mqtts://host/%23", "wildcard")]
    [InlineData("mqtt://broker.lab/x", "in the clear")]
    [InlineData("mqtt://192.168.1.9:1883/x", "mqtts://")]
    [InlineData("mqtt://user@[fe80::1]/x", "in the clear")]
    [InlineData("mqtt://localhost.lab/x", "in the clear")]
    public void An_address_that_cannot_be_used_is_refused(string address, string why) =>
        Assert.Contains(why, Assert.Throws<FormatException>(() => MqttAddress.Parse(address)).Message, StringComparison.Ordinal);

    [Fact]
    public void An_address_is_taken_apart()
    {
        Assert.Equal(new MqttAddress("broker.lab", 8883, true, "", "", "algometer"), MqttAddress.Parse("mqtts://broker.lab") with { Password = "" });
        Assert.Equal(new MqttAddress("broker.lab", 8883, true, "anna", "", "a/b"), MqttAddress.Parse("mqtts://anna@broker.lab/a/b/") with { Password = "" });
    }

    private static async Task CheckAsync(int port, int quality)
    {
        var seen = new ConcurrentQueue<(string Topic, string Text, bool Retained)>();
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var hub = new OutletHub(new ClockMap());
        var connected = new BlockingCollection<string>();
        var outlet = new MqttOutlet(hub, MqttAddress.Parse($"mqtt://127.0.0.1:{port}/lab/algometer"), quality, TimeProvider.System, connected.Add);
        while (!Take(connected).Contains("publishing", StringComparison.Ordinal))
        {
            // Not up yet.
        }

        using IMqttClient reader = new MqttClientFactory().CreateMqttClient();
        reader.ApplicationMessageReceivedAsync += received =>
        {
            seen.Enqueue((received.ApplicationMessage.Topic, Encoding.UTF8.GetString(received.ApplicationMessage.Payload.ToArray()), received.ApplicationMessage.Retain));
            if (received.ApplicationMessage.Topic.EndsWith("/gaps", StringComparison.Ordinal))
            {
                enough.TrySetResult();
            }

            return Task.CompletedTask;
        };
        await reader.ConnectAsync(new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", port).Build());
        await reader.SubscribeAsync(new MqttClientSubscribeOptionsBuilder().WithTopicFilter("lab/algometer/#").Build());
        for (int i = 0; i < 200; i++)
        {
            hub.OnSample(new Sample(i, i * 12_500L, i, i, SampleFlags.None, AlarmState.None));
        }

        hub.OnEvent(new SessionEvent(2_500_000, 199, "over-pressure", 61));
        hub.OnGap(new SampleGap(200, 5, "lost"), 2_500_000);
        await enough.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await outlet.DisposeAsync();
        JsonElement[] samples = [.. seen.Where(message => message.Topic == "lab/algometer/samples").SelectMany(message => message.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries)).Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.Equal(Enumerable.Range(0, 200).Select(i => (long)i), samples.Select(sample => sample.GetProperty("seq").GetInt64()));
        Assert.Contains(seen, message => message is { Topic: "lab/algometer/state", Retained: true } && message.Text.Contains("\"hello\"", StringComparison.Ordinal));
        Assert.Contains(seen, message => message is { Topic: "lab/algometer/online", Text: "true", Retained: true });
        Assert.Contains(seen, message => message.Topic == "lab/algometer/events" && message.Text.Contains("over-pressure", StringComparison.Ordinal));
        await reader.DisconnectAsync(new MqttClientDisconnectOptionsBuilder().Build());
    }

    private static string Take(BlockingCollection<string> said) => said.TryTake(out string? line, TimeSpan.FromSeconds(30)) ? line : throw new TimeoutException("nothing was said");

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
