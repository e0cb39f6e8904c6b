using Algometer.VirtualDevice;
using Algometer.Wire;

namespace Algometer.Link.Tests;

/// <summary>A session over the virtual device: the real firmware at the other end.</summary>
public sealed class DeviceSessionTests
{
    [Fact]
    public async Task It_greets_starts_streams_and_commands_are_acknowledged_or_refused_in_words()
    {
        var device = new VirtualAlgometer(new VirtualDeviceOptions { Scenario = Scenario.Named("idle"), Speed = 20 });
        using var stop = new CancellationTokenSource();
        Task running = new VirtualDeviceRunner(device, 20, TimeProvider.System).RunAsync(stop.Token);
        var sink = new SinkProbe();
        await using (var session = new DeviceSession(new InProcessTransport("virtual", () => device.Link.HostSide), sink, TimeProvider.System))
        {
            session.Start();
            while (session.Statistics.Samples < 200)
            {
                await Task.Yield();
            }

            Assert.Equal(LinkState.Connected, session.State);
            CommandOutcome lowered = await session.SendAsync(new Command { Type = MessageType.SetLimit, Value = 30000 });
            Assert.True(lowered.Accepted);
            CommandOutcome raised = await session.SendAsync(new Command { Type = MessageType.SetLimit, Value = 50000 });
            Assert.False(raised.Accepted);
            Assert.Contains("The limit of 30.0 N that is in force", raised.Reason, StringComparison.Ordinal);
            Assert.True((await session.SendAsync(new Command { Type = MessageType.Tare })).Accepted);
            Assert.Equal(0, session.Statistics.Disagreements);
        }

        Assert.All(sink.Samples.Zip(sink.Samples.Skip(1)), pair => Assert.Equal(pair.First.Sequence + 1, pair.Second.Sequence));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Fact]
    public async Task Another_device_than_the_expected_one_is_told_and_not_used()
    {
        var device = new VirtualAlgometer(new VirtualDeviceOptions { DeviceId = 7 });
        using var stop = new CancellationTokenSource();
        Task running = new VirtualDeviceRunner(device, 1, TimeProvider.System).RunAsync(stop.Token);
        var sink = new SinkProbe();
        await using var session = new DeviceSession(
            new InProcessTransport("virtual", () => device.Link.HostSide), sink, TimeProvider.System, new DeviceSessionOptions { ExpectedDeviceId = 8 });
        var told = new TaskCompletionSource();
        sink.Stated = reason =>
        {
            if (reason.Contains("00000008 is expected", StringComparison.Ordinal))
            {
                told.TrySetResult();
            }
        };
        session.Start();
        await told.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.False(session.Completion.IsCompleted);
        Assert.Empty(sink.Samples);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Theory]
    [InlineData("tcp:localhost", "tcp:HOST:PORT")]
    [InlineData("tcp:localhost:99999", "tcp:HOST:PORT")]
    [InlineData("pty:", "empty")]
    public void An_address_that_cannot_be_understood_says_how_to_write_it(string address, string hint) =>
        Assert.Contains(hint, Assert.Throws<FormatException>(() => DeviceAddress.Parse(address)).Message, StringComparison.Ordinal);

    [Fact]
    public void Host_and_wire_name_the_same_bits()
    {
        foreach (System.Reflection.FieldInfo field in typeof(SampleFlag).GetFields().Where(field => field.Name is not ("Blanking" or "Faults" or "Latching")))
        {
            Assert.Equal((int)field.GetRawConstantValue()!, (int)Enum.Parse<Measurement.Signal.SampleFlags>(field.Name));
        }

        foreach (System.Reflection.FieldInfo field in typeof(AlarmBit).GetFields())
        {
            Assert.Equal((byte)field.GetRawConstantValue()!, (int)Enum.Parse<Measurement.Signal.AlarmState>(field.Name));
        }
    }
}
