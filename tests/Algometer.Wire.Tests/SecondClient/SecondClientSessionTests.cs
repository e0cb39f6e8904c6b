using System.Globalization;
using System.Text.Json;
using Algometer.VirtualDevice;

namespace Algometer.Wire.Tests.SecondClient;

/// <summary>A second implementation does a whole session with the real firmware over TCP: what the document says is enough.</summary>
public sealed class SecondClientSessionTests
{
    private const long CutMicroseconds = 4_000_000;
    private const int PeriodMicroseconds = 12_500;

    [Fact]
    public async Task It_does_a_whole_session()
    {
        using var folder = new ScratchFolder();
        var hand = new DirectedHand();
        var device = new VirtualAlgometer(new VirtualDeviceOptions { Hand = hand, DeviceId = 0x1234_5678_9ABC, BootId = 99, LimitNewtons = 60 });
        using var stop = new CancellationTokenSource();
        var address = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        string samples = folder.File("samples.csv");
        Task serving = VirtualDeviceServer.ServeTcpAsync(device, 1, 0, address.SetResult, TimeProvider.System, stop.Token);
        string port = (await address.Task).Split(':')[^1];
        await using (SecondClientProcess client = SecondClientProcess.Start("session", "127.0.0.1", port, samples))
        {
            uint first = await ConnectAsync(client, device);
            await GuardAsync(client, hand);
            JsonElement done = await SettleAsync(client);
            await client.EndAsync();
            Check(await File.ReadAllLinesAsync(samples, TestContext.Current.CancellationToken), first, done.GetProperty("samples").GetInt32());
        }

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => serving);
    }

    private static async Task<uint> ConnectAsync(SecondClientProcess client, VirtualAlgometer device)
    {
        JsonElement identified = await client.StepAsync("identified");
        Assert.Equal(0x1234_5678_9ABC, identified.GetProperty("device_id").GetInt64());
        Assert.Equal(99u, identified.GetProperty("boot_id").GetUInt32());
        Assert.Equal(60_000, identified.GetProperty("limit_mN").GetInt32());
        Assert.Equal(80_000, identified.GetProperty("rate_mHz").GetInt32());
        Assert.Equal(1024, identified.GetProperty("backlog_samples").GetInt32());
        uint first = (await client.StepAsync("started")).GetProperty("sequence").GetUInt32();
        Assert.True((await client.StepAsync("streaming")).GetProperty("samples").GetInt32() >= 100);
        await client.StepAsync("cut");
        long began = device.Microseconds;
        while (device.Microseconds - began < CutMicroseconds)
        {
            await Task.Yield();
        }

        await client.WriteAsync("");
        JsonElement reconnected = await client.StepAsync("reconnected");
        Assert.Equal(99u, reconnected.GetProperty("boot_id").GetUInt32());
        JsonElement refilled = await client.StepAsync("refilled");
        Assert.Equal(0, refilled.GetProperty("lost").GetInt32());
        Assert.True(refilled.GetProperty("again").GetInt32() >= 200, refilled.ToString());
        return first;
    }

    private static async Task GuardAsync(SecondClientProcess client, DirectedHand hand)
    {
        JsonElement limit = await client.StepAsync("limit");
        Assert.Equal(45_000, limit.GetProperty("accepted").GetInt32());
        Assert.Equal(RefusalReason.PlanRequired, limit.GetProperty("reason").GetInt32());
        Assert.Equal(45_000, limit.GetProperty("detail").GetInt32());
        await client.StepAsync("hold");
        hand.PressButton(true);
        await client.WriteAsync("");
        JsonElement button = await client.StepAsync("button");
        hand.PressButton(false);
        Assert.Equal(1, button.GetProperty("press_id").GetInt32());
        Assert.True(button.GetProperty("presses").GetInt32() >= 1);
        Assert.Equal(HoldEndReason.Button, button.GetProperty("hold_end").GetInt32());
        hand.Press(48);
        await client.WriteAsync("");
        JsonElement over = await client.StepAsync("over");
        Assert.True(over.GetProperty("force_mN").GetInt32() > 45_000);
        Assert.Equal(AlarmBit.OverLimit | AlarmBit.Latched, over.GetProperty("alarm").GetInt32() & (AlarmBit.OverLimit | AlarmBit.Latched));
        hand.Press(1);
        await client.WriteAsync("");
        Assert.Equal(0, (await client.StepAsync("cleared")).GetProperty("alarm").GetInt32() & (AlarmBit.OverLimit | AlarmBit.Latched));
    }

    private static async Task<JsonElement> SettleAsync(SecondClientProcess client)
    {
        await client.StepAsync("tared");
        JsonElement calibrated = await client.StepAsync("calibrated");
        Assert.Equal(4711, calibrated.GetProperty("calibration_id").GetInt32());
        Assert.Equal(0, calibrated.GetProperty("tare").GetInt32());
        JsonElement counted = await client.StepAsync("counted");
        Assert.Equal(0, counted.GetProperty("receive_errors").GetInt32());
        Assert.True(counted.GetProperty("samples").GetInt32() > 400);
        JsonElement done = await client.StepAsync("done");
        Assert.Equal(0, done.GetProperty("disagreements").GetInt32());
        return done;
    }

    private static void Check(string[] lines, uint first, int count)
    {
        Assert.Equal("sequence,us,raw,force_mN,flags,alarm", lines[0]);
        long[][] rows = [.. lines.Skip(1).Select(line => line.Split(',').Select((field, column) => column == 3 && field.Length == 0 ? Protocol.BlankForce : long.Parse(field, CultureInfo.InvariantCulture)).ToArray())];
        Assert.Equal(count, rows.Length);
        Assert.Equal(first, rows[0][0]);
        Assert.All(rows.Zip(rows.Skip(1)), pair =>
        {
            Assert.Equal(pair.First[0] + 1, pair.Second[0]);
            Assert.InRange(pair.Second[1] - pair.First[1], PeriodMicroseconds - 100, PeriodMicroseconds + 100);
        });
        Assert.Contains(rows, row => (row[4] & SampleFlag.Backlog) != 0);
        Assert.Contains(rows, row => (row[5] & AlarmBit.HoldActive) != 0);
    }
}
