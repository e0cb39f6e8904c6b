using System.Text;
using Algometer.Station.Pipeline;
using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Protocol;

namespace Algometer.Web.Outlet;

/// <summary>
/// Publishes the outlet's lines to an MQTT broker: <c>PREFIX/state</c> (retained), <c>PREFIX/online</c> (retained, <c>false</c> by the broker when
/// the program dies), <c>PREFIX/samples</c> (some lines a message), <c>PREFIX/events</c>, <c>PREFIX/gaps</c>, <c>PREFIX/lost</c>. Connects anew by itself.
/// </summary>
public sealed class MqttOutlet : IAsyncDisposable
{
    private const int SamplesPerMessage = 64;
    private static readonly TimeSpan _batch = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan _again = TimeSpan.FromSeconds(2);
    private readonly OutletHub _hub;
    private readonly MqttAddress _address;
    private readonly MqttQualityOfServiceLevel _quality;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _running;
    private readonly Action<string> _say;

    /// <summary>Begins to connect and to publish.</summary>
    /// <param name="hub">Where items come from.</param>
    /// <param name="address">The broker.</param>
    /// <param name="quality">Quality of service of events, gaps and state: 0, 1 or 2; samples go with it too.</param>
    /// <param name="time">Time.</param>
    /// <param name="say">Told in words how the connection is.</param>
    public MqttOutlet(OutletHub hub, MqttAddress address, int quality, TimeProvider time, Action<string> say)
    {
        (_hub, _address, _quality, _time, _say) = (hub, address, (MqttQualityOfServiceLevel)quality, time, say);
        _running = Task.Run(RunAsync);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _running;
        _stopping.Dispose();
    }

    private async Task RunAsync()
    {
        // One reader over all connections: what happens while the broker is away is lost only beyond the reader's queue, and counted.
        using OutletReader reader = _hub.Join();
        using IMqttClient client = new MqttClientFactory().CreateMqttClient();
        bool said = false;
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                await client.ConnectAsync(Options(), _stopping.Token);
                await SendAsync(client, "online", "true"u8.ToArray(), retain: true);
                await StateAsync(client, _hub.State);
                _say($"MQTT: publishing to {_address.Host}:{_address.Port} below {_address.Prefix}/.");
                said = false;
                await PumpAsync(client, reader);
            }
            catch (Exception failure) when (failure is MqttCommunicationException or MqttClientNotConnectedException or MqttClientDisconnectedException or IOException or TimeoutException or InvalidOperationException or OperationCanceledException)
            {
                if (_stopping.IsCancellationRequested)
                {
                    break;
                }

                if (!said)
                {
                    _say($"MQTT: {_address.Host}:{_address.Port} is away ({failure.GetBaseException().Message.TrimEnd('.')}); trying again every {_again.TotalSeconds:0} s.");
                    said = true;
                }

                await PauseAsync(_again);
            }
        }

        await LeaveAsync(client);
    }

    private async Task PauseAsync(TimeSpan pause)
    {
        try
        {
            await Task.Delay(pause, _time, _stopping.Token);
        }
        catch (OperationCanceledException)
        {
            // Ending.
        }
    }

    private async Task LeaveAsync(IMqttClient client)
    {
        if (!client.IsConnected)
        {
            return;
        }

        try
        {
            using var shortly = new CancellationTokenSource(TimeSpan.FromSeconds(2), _time);
            await client.PublishAsync(Message("online", "false"u8.ToArray(), retain: true), shortly.Token);
            await client.DisconnectAsync(new MqttClientDisconnectOptionsBuilder().Build(), shortly.Token);
        }
        catch (Exception failure) when (failure is MqttCommunicationException or MqttClientNotConnectedException or MqttClientDisconnectedException or OperationCanceledException or IOException)
        {
            // The broker's will says the same.
        }
    }

    private async Task PumpAsync(IMqttClient client, OutletReader reader)
    {
        var text = new OutletText();
        while (await reader.WaitAsync(_stopping.Token))
        {
            // A moment of patience makes one message of some samples.
            await PauseAsync(_batch);
            if (reader.TakeLost() is { } lost && lost != (0, 0))
            {
                text.Clear();
                text.Lost(lost.Samples, lost.Others);
                await SendAsync(client, "lost", text.Written.ToArray());
            }

            text.Clear();
            int samples = 0;
            while (samples < SamplesPerMessage && reader.TryTake(out OutletItem item))
            {
                if (item.Kind == OutletKind.Sample)
                {
                    text.Item(item);
                    samples++;
                    continue;
                }

                samples = await FlushAsync(client, text, samples);
                text.Item(item);
                await (item.Kind == OutletKind.State ? StateAsync(client, item.State!) : SendAsync(client, item.Kind == OutletKind.Gap ? "gaps" : "events", text.Written.ToArray()));
                text.Clear();
            }

            await FlushAsync(client, text, samples);
        }
    }

    private async Task<int> FlushAsync(IMqttClient client, OutletText text, int samples)
    {
        if (samples > 0)
        {
            await SendAsync(client, "samples", text.Written.ToArray());
            text.Clear();
        }

        return 0;
    }

    private Task StateAsync(IMqttClient client, StationState state)
    {
        var text = new OutletText();
        text.Hello(state);
        return SendAsync(client, "state", text.Written.ToArray(), retain: true);
    }

    private async Task SendAsync(IMqttClient client, string topic, byte[] payload, bool retain = false) => await client.PublishAsync(Message(topic, payload, retain), _stopping.Token);

    private MqttApplicationMessage Message(string topic, byte[] payload, bool retain) => new MqttApplicationMessageBuilder()
        .WithTopic($"{_address.Prefix}/{topic}")
        .WithPayload(payload)
        .WithQualityOfServiceLevel(_quality)
        .WithRetainFlag(retain)
        .Build();

    private MqttClientOptions Options()
    {
        MqttClientOptionsBuilder builder = new MqttClientOptionsBuilder()
            .WithTcpServer(_address.Host, _address.Port)
            .WithTimeout(TimeSpan.FromSeconds(5))
            .WithKeepAlivePeriod(TimeSpan.FromSeconds(5))
            .WithWillTopic($"{_address.Prefix}/online")
            .WithWillPayload(Encoding.ASCII.GetBytes("false"))
            .WithWillRetain(true)
            .WithWillQualityOfServiceLevel(_quality);
        if (_address.Secure)
        {
            builder = builder.WithTlsOptions(tls => tls.UseTls());
        }

        return (_address.User.Length > 0 ? builder.WithCredentials(_address.User, _address.Password) : builder).Build();
    }
}
