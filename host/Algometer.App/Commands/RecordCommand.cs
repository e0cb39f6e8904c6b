using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using Algometer.App.Live;
using Algometer.Link;
using Algometer.Records;

namespace Algometer.App.Commands;

/// <summary><c>algometer record</c>: records without a page.</summary>
internal static class RecordCommand
{
    private static readonly TimeSpan _longestSilence = TimeSpan.FromSeconds(10);

    public static Command Create()
    {
        Option<string?> device = Shared.Device();
        Option<string?> deviceId = Shared.DeviceId();
        Option<string?> simulate = Shared.Simulate();
        Option<string?> curve = Shared.Curve();
        Option<ulong> seed = Shared.Seed();
        Option<double> speed = Shared.Speed();
        Option<string> data = Shared.Data();
        Option<bool> json = Shared.Json();
        var seconds = new Option<double?>("--seconds") { Description = "End after this long, on the device's clock." };
        var untilLost = new Option<bool>("--until-lost") { Description = "End when the device goes away instead of waiting for it." };
        var title = new Option<string>("--title") { Description = "What the record is called.", DefaultValueFactory = _ => "recording" };
        var command = new Command("record", "Record a device without a page.\nExample: algometer record --device /dev/ttyUSB0 --seconds 60")
        {
            device, deviceId, simulate, curve, seed, speed, data, seconds, untilLost, title, json,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            DeviceSource source = Shared.Source(parsed, device, deviceId, simulate, curve, seed, speed);
            await using var recording = Recording.Create(parsed.GetValue(data), source, SessionSource.Live, parsed.GetValue(title)!);
            bool lost = parsed.GetValue(untilLost) || source.Simulated is not null;
            return await RunAsync(recording, parsed.GetValue(seconds), lost, parsed.GetValue(json), source.Simulated is null ? null : () => source.Simulated.Progress, cancellationToken);
        });
        return command;
    }

    /// <summary>Records until the end, with progress, and says what was recorded.</summary>
    /// <param name="recording">What runs.</param>
    /// <param name="seconds">Length, or null.</param>
    /// <param name="untilLost">Whether a device that goes away ends it.</param>
    /// <param name="json">Whether the summary is JSON.</param>
    /// <param name="progress">Part done of a recorded load, or null.</param>
    /// <param name="cancellationToken">A person's wish to end.</param>
    public static async Task<int> RunAsync(Recording recording, double? seconds, bool untilLost, bool json, Func<double>? progress, CancellationToken cancellationToken)
    {
        if (seconds is <= 0)
        {
            throw new ArgumentException("--seconds must be above 0.");
        }

        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        long first = -1;
        recording.Ingest.Ordered = sample =>
        {
            first = first < 0 ? sample.DeviceMicroseconds : first;
            if (seconds is { } length && sample.DeviceMicroseconds - first >= length * 1e6)
            {
                ended.TrySetResult();
            }
        };
        recording.Ingest.StateChanged = (state, reason) =>
        {
            if (reason.Length > 0)
            {
                Console.Error.WriteLine($"{state}: {reason}");
            }

            if (state == LinkState.Refused || (untilLost && state == LinkState.Lost))
            {
                ended.TrySetResult();
            }
        };
        recording.Ingest.AlarmChanged = AlarmLine.Write;
        recording.Start();
        using var line = new ProgressLine(!json && !Console.IsErrorRedirected);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        long began = Stopwatch.GetTimestamp();
        long moved = began;
        long samples = 0;
        string? given = null;
        try
        {
            while (!ended.Task.IsCompleted && !recording.Session.Completion.IsCompleted && given is null && await timer.WaitForNextTickAsync(cancellationToken))
            {
                // A length is a promise to end: a device that is connected and sends nothing more does not keep this waiting for ever.
                if (recording.Session.Statistics.Samples != samples || recording.Ingest.State != LinkState.Connected)
                {
                    samples = recording.Session.Statistics.Samples;
                    moved = Stopwatch.GetTimestamp();
                }
                else if (seconds is not null && Stopwatch.GetElapsedTime(moved) > _longestSilence)
                {
                    given = $"The device has sent no sample for {_longestSilence.TotalSeconds:0} s: the recording ends early. What came before is kept.";
                }

                line.Show(recording.Ingest.Recorded, Stopwatch.GetElapsedTime(began), progress?.Invoke() ?? 0);
            }
        }
        catch (OperationCanceledException)
        {
            // A person ended it; what was recorded is kept.
        }

        await recording.Session.DisposeAsync();
        recording.Ingest.Recorder?.Complete();
        line.Clear();
        if (given is not null)
        {
            await Console.Error.WriteLineAsync(given);
        }

        int result = Summarise(recording, json);
        return given is null ? result : 1;
    }

    private static int Summarise(Recording recording, bool json)
    {
        Ingest ingest = recording.Ingest;
        LinkStatistics link = recording.Session.Statistics;
        if (ingest.Recorder is not { } recorder)
        {
            Console.Error.WriteLine("Nothing was recorded: no device answered. List what is plugged in with: algometer devices");
            return 1;
        }

        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(new
            {
                session = recorder.SessionId,
                samples = ingest.Recorded,
                gaps = link.Gaps,
                lost = link.Lost,
                duplicates = link.Duplicates,
                refilled = link.Refilled,
                crc_errors = link.CrcErrors,
                resyncs = link.Resyncs,
                late = link.Late,
                reconnections = link.Reconnections,
            }));
        }
        else
        {
            Console.WriteLine($"Session {recorder.SessionId}: {ingest.Recorded} samples, {link.Gaps} gaps ({link.Lost} lost), {link.Refilled} refilled, {link.CrcErrors + link.Malformed} broken frames.");
            Console.WriteLine($"Export it with: algometer export {recorder.SessionId} --format csv");
        }

        return recorder.Failure is null ? 0 : 1;
    }
}
