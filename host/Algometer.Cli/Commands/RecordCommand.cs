using System.CommandLine;
using Algometer.Cli.Composition;
using Algometer.Link;
using Algometer.Records.Model;

namespace Algometer.Cli.Commands;

/// <summary><c>algometer record</c>: records without a page.</summary>
internal static class RecordCommand
{
    public static Command Create()
    {
        Option<string?> device = CommonOptions.Device();
        Option<string?> deviceId = CommonOptions.DeviceId();
        Option<string?> simulate = CommonOptions.Simulate();
        var table = new TableOptions(isHidden: true);
        Option<ulong> seed = CommonOptions.Seed();
        Option<double> speed = CommonOptions.Speed();
        Option<string> data = CommonOptions.Data();
        Option<bool> json = CommonOptions.Json();
        var seconds = new Option<double?>("--seconds") { Description = "End after this long, on the device's clock." };
        var absence = new Option<double>("--longest-absence") { Description = "With --seconds: end early, with exit code 1, when the device has been away for this many seconds.", DefaultValueFactory = _ => AbsenceWatch.DefaultSeconds };
        var untilLost = new Option<bool>("--until-lost") { Description = "End when the device goes away instead of waiting for it." };
        var title = new Option<string>("--title") { Description = "What the record is called.", DefaultValueFactory = _ => "recording" };
        var command = new Command("record", "Record a device without a page.\nExample: algometer record --device /dev/ttyUSB0 --seconds 60")
        {
            device, deviceId, simulate, seed, speed, data, seconds, absence, untilLost, title, json,
        };
        table.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            DeviceSource source = CommonOptions.Source(parsed, device, deviceId, simulate, table, seed, speed);
            await using var recording = Recording.Create(parsed.GetValue(data), source, SessionSource.Live, parsed.GetValue(title)!);
            bool lost = parsed.GetValue(untilLost) || source.Simulated is not null;
            TimeSpan longest = Absence(parsed.GetValue(absence));
            return await RunAsync(recording, parsed.GetValue(seconds), lost, parsed.GetValue(json), source.Simulated is null ? null : () => source.Simulated.Progress, longest, cancellationToken);
        });
        return command;
    }

    /// <summary>Records until the end, with progress, and says what was recorded.</summary>
    /// <param name="recording">What runs.</param>
    /// <param name="seconds">Length, or null.</param>
    /// <param name="untilLost">Whether a device that goes away ends it.</param>
    /// <param name="json">Whether the summary is JSON.</param>
    /// <param name="progress">Part done of a recorded load, or null.</param>
    /// <param name="longestAbsence">With a length: how long the device may be away before it ends early.</param>
    /// <param name="cancellationToken">A person's wish to end.</param>
    public static async Task<int> RunAsync(Recording recording, double? seconds, bool untilLost, bool json, Func<double>? progress, TimeSpan longestAbsence, CancellationToken cancellationToken)
    {
        if (seconds is <= 0)
        {
            throw new ArgumentException("--seconds must be above 0.");
        }

        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        long first = -1;
        recording.Pipeline.SubscribeToSamples(new SampleWatch(sample =>
        {
            if (first < 0)
            {
                // What comes early, behind a hole that is being refilled, is not beyond the end either.
                first = sample.DeviceMicroseconds;
                recording.Pipeline.Record.EndsAtMicroseconds = seconds is { } told && first + (told * 1e6) is < long.MaxValue and var end ? (long)end : long.MaxValue;
            }

            if (seconds is not null && sample.DeviceMicroseconds >= recording.Pipeline.Record.EndsAtMicroseconds)
            {
                // At once and here: what comes until a busy machine has ended the session is not asked for.
                recording.Session.EndRecord();
                ended.TrySetResult();
            }
        }));
        recording.Pipeline.SubscribeToState(new ConnectionLine(Console.Error, withoutReason: false));
        recording.Pipeline.SubscribeToState(new StateWatch(state =>
        {
            if (untilLost && state.Connection == LinkState.Lost)
            {
                ended.TrySetResult();
            }
        }));
        recording.Pipeline.SubscribeToAlarm(new AlarmLine());
        recording.Pipeline.Record.RecordingFailed += new RecordLine(Console.Error).OnChange;
        recording.Start();
        using var line = new ProgressLine(!json && !Console.IsErrorRedirected);
        TimeProvider time = recording.Time;
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200), time);
        long began = time.GetTimestamp();
        AbsenceWatch? watch = seconds is null ? null : new AbsenceWatch(time, longestAbsence, recording.Speed);
        string? given = null;
        try
        {
            while (!ended.Task.IsCompleted && !recording.Session.Completion.IsCompleted && given is null && await timer.WaitForNextTickAsync(cancellationToken))
            {
                given = watch?.Look(recording.Pipeline.State, recording.Session.Statistics.Samples, recording.Pipeline.Last.DeviceMicroseconds);
                line.Show(recording.Pipeline.Record.Recorded, time.GetElapsedTime(began), progress?.Invoke() ?? 0);
            }
        }
        catch (OperationCanceledException)
        {
            // A person ended it; what was recorded is kept.
        }

        await recording.Session.DisposeAsync();
        await recording.CloseRecordAsync(cancellationToken.IsCancellationRequested ? RecordClosing.PatienceAtEnd : longestAbsence, cancellationToken.IsCancellationRequested ? CancellationToken.None : cancellationToken);
        line.Clear();
        if (given is not null)
        {
            await Console.Error.WriteLineAsync(given);
        }

        int result = Summarise(recording, json);
        return given is null ? result : 1;
    }

    private static TimeSpan Absence(double seconds) =>
        seconds is > 0 and < 1e6 ? TimeSpan.FromSeconds(seconds) : throw new ArgumentException("--longest-absence must be above 0 and below 1000000 seconds.");

    private static int Summarise(Recording recording, bool json)
    {
        if (recording.Pipeline.Record.Sessions is not { Count: > 0 } sessions)
        {
            const string Nothing = "Nothing was recorded: no device answered. List what is plugged in with: algometer devices";
            Console.Error.WriteLine(Nothing);
            FailureLine.Tell(json, Nothing, 1);
            return 1;
        }

        var summary = RecordSummary.Of(recording.Store!, sessions, recording.Session.Statistics);
        Console.WriteLine(json ? summary.Json() : summary.Text());
        return summary.IsWhole ? 0 : 1;
    }
}
