using System.Text.Json;
using Algometer.Cli.Commands;
using Algometer.Cli.Composition;
using Algometer.Link;
using Algometer.Measurement.Signal;
using Algometer.Records;
using Algometer.Records.Model;
using Algometer.Records.Recording;
using Algometer.Records.Store;
using Algometer.Station.Pipeline;
using Microsoft.Extensions.Time.Testing;

namespace Algometer.Cli.Tests.Commands;

/// <summary>Recording without a page, against devices that go away or are exchanged.</summary>
public sealed class RecordCommandTests
{
    [Theory]
    [InlineData("postgres://user@10.0.0.9/db")]
    [InlineData("https://clinic.example")]
    public void A_server_s_address_is_no_folder(string address) =>
        Assert.Contains("--store", Assert.Single(AlgometerCommand.Create().Root.Parse(["sessions", "--data", address]).Errors).Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_recording_of_30_s_ends_when_the_device_streamed_once_and_then_only_accepts()
    {
        using var folder = new ScratchFolder();
        var port = new OnceStreaming(0x51);
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56));
        using var scheduler = new IdleScheduler();
        await using Recording recording = Create(folder, port, time, scheduler);
        Assert.Equal(1, await RecordAsync(recording, time, scheduler, 60));
        Assert.True(port.Opened > 8, "it must have accepted again and again");
        Assert.Equal(80, Assert.Single(recording.Pipeline.Record.Sessions).Samples);
    }

    [Fact]
    public async Task A_summary_names_the_session_of_each_device()
    {
        using var folder = new ScratchFolder();
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56));
        using var scheduler = new IdleScheduler();
        await using Recording recording = Create(folder, new OnceStreaming(0x51, 0x99), time, scheduler);
        await RecordAsync(recording, time, scheduler, 20);
        IReadOnlyList<RecordedSession> sessions = recording.Pipeline.Record.Sessions;
        Assert.Equal(["00000051", "00000099"], sessions.Select(session => session.Device), StringComparer.Ordinal);
        Assert.All(sessions, session => Assert.Equal(80, session.Samples));
        var summary = RecordSummary.Of(recording.Store!, sessions, recording.Session.Statistics);
        Assert.Contains($"Session {sessions[0].Id}: 80 samples of device 00000051", summary.Text(), StringComparison.Ordinal);
        Assert.Contains($"Session {sessions[1].Id}: 80 samples of device 00000099", summary.Text(), StringComparison.Ordinal);
        using JsonDocument json = JsonDocument.Parse(summary.Json());
        Assert.Equal(sessions.Select(session => session.Id), json.RootElement.GetProperty("sessions").EnumerateArray().Select(session => session.GetProperty("session").GetString()!), StringComparer.Ordinal);
        Assert.Equal(sessions[1].Id, json.RootElement.GetProperty("session").GetString());
        Assert.Equal(160, json.RootElement.GetProperty("samples").GetInt64());
        Assert.True(summary.IsWhole);
    }

    [Fact]
    public void A_summary_counts_the_gaps_that_the_list_of_sessions_counts()
    {
        using var folder = new ScratchFolder();
        using RecordStore store = RecordStore.Open(new StoreOptions { DataDirectory = folder.Path }, TimeProvider.System);
        using SessionRecorder recorder = store.StartSession(new SessionDescription { DeviceId = "51", FirmwareVersion = "1", SoftwareVersion = "1", NominalRateHz = 80 });

        // Two stretches beside each other, each with its own reason: two gaps of the record.
        recorder.Append(new Sample(4, 50_000, 1, 1, SampleFlags.None, AlarmState.None));
        recorder.ExplainGap(new RecordedGap(5, 3, "the device restarted"));
        recorder.ExplainGap(new RecordedGap(8, 90, "the device restarted; their number is reckoned from the time"));
        recorder.Append(new Sample(98, 1_225_000, 1, 1, SampleFlags.None, AlarmState.None));
        recorder.Complete();
        var summary = RecordSummary.Of(store, [new RecordedSession(recorder.SessionId, "51", 2, false)], new LinkStatistics { Gaps = 2, Lost = 93 });
        using JsonDocument json = JsonDocument.Parse(summary.Json());
        Assert.Equal(Assert.Single(store.ListSessions()).GapCount, json.RootElement.GetProperty("gaps").GetInt32());
        Assert.Equal(93, json.RootElement.GetProperty("lost").GetInt64());
        Assert.Contains("2 gaps (93 lost)", summary.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_record_that_ends_in_a_refill_holds_nothing_past_its_end_and_no_gap()
    {
        using var folder = new ScratchFolder();
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56));
        using var scheduler = new IdleScheduler();
        var device = new OutageDevice(time, from: 200, to: 2300);
        await using Recording recording = Create(folder, device, time, scheduler);
        Assert.Equal(0, await RecordAsync(recording, time, scheduler, 60));
        Assert.True(device.Sequence > 2450, "it must have streamed on while it was asked for what was missing");
        string session = Assert.Single(recording.Pipeline.Record.Sessions).Id;
        Sample[] kept = [.. recording.Store!.ReadSamples(session)];

        // 30 s at 80 samples/s, and the one that reaches the end.
        Assert.Equal(Enumerable.Range(0, 2401).Select(i => kept[0].Sequence + i), kept.Select(sample => sample.Sequence));
        Assert.Empty(recording.Store.ReadGaps(session));
        Assert.Equal(2401, Assert.Single(recording.Pipeline.Record.Sessions).Samples);
    }

    private static Recording Create(ScratchFolder folder, ITransport port, TimeProvider time, IdleScheduler scheduler) => Recording.Create(
        folder.Path, new DeviceSource(port, null, 1) { SessionOptions = new DeviceSessionOptions { Scheduler = scheduler } }, SessionSource.Live, "once", time);

    // 30 s; the clock is the test's, and goes on only while nothing else is left to do.
    private static async Task<int> RecordAsync(Recording recording, FakeTimeProvider time, IdleScheduler scheduler, double longestAbsence)
    {
        Task<int> running = scheduler.RunAsync(() =>
            RecordCommand.RunAsync(recording, 30, untilLost: false, json: true, null, TimeSpan.FromSeconds(longestAbsence), TestContext.Current.CancellationToken));
        for (double seconds = 0; !running.IsCompleted; seconds += 0.05)
        {
            Assert.True(seconds < longestAbsence + 120, "it does not end");
            time.Advance(TimeSpan.FromMilliseconds(50));
            await scheduler.WhenIdle();
        }

        return await running;
    }
}
