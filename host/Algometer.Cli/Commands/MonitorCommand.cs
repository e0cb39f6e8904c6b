using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Algometer.Cli.Composition;
using Algometer.Link;
using Algometer.Measurement.Guard;
using Algometer.Measurement.Hold;
using Algometer.Measurement.Signal;
using Algometer.Records.Model;
using Algometer.Station.Pipeline;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Algometer.Cli.Commands;

/// <summary><c>algometer monitor</c>: bar, number and hold clock in a terminal.</summary>
internal static class MonitorCommand
{
    private static readonly TimeSpan _every = TimeSpan.FromMilliseconds(100);

    public static Command Create()
    {
        Option<string?> device = CommonOptions.Device();
        Option<string?> deviceId = CommonOptions.DeviceId();
        Option<string?> simulate = CommonOptions.Simulate();
        var table = new TableOptions(isHidden: true);
        Option<ulong> seed = CommonOptions.Seed();
        Option<bool> json = CommonOptions.Json();
        var band = new Option<double[]>("--band") { Description = "Target band in newtons: LOW HIGH; starts a hold.", Arity = new ArgumentArity(2, 2), AllowMultipleArgumentsPerToken = true };
        var seconds = new Option<double?>("--seconds") { Description = "End after this long." };
        var command = new Command("monitor", "Watch the pressure in the terminal, without a record.\nExample: algometer monitor --simulate --band 25 35")
        {
            device, deviceId, simulate, seed, band, seconds, json,
        };
        table.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            if (parsed.GetValue(seconds) is { } length)
            {
                ended.CancelAfter(TimeSpan.FromSeconds(length));
            }

            DeviceSource source = CommonOptions.Source(parsed, device, deviceId, simulate, table, seed);
            await using var recording = Recording.Create(null, source, SessionSource.Live, "monitor");
            if (parsed.GetValue(band) is [double low, double high])
            {
                var hold = new HoldOptions(low, high);
                if (recording.Pipeline.With(measurement => hold.Problem(measurement.Guard.Options.LimitNewtons)) is { } unfit)
                {
                    throw new ArgumentException(unfit);
                }

                recording.Pipeline.With(measurement =>
                {
                    measurement.Hold.Start(hold);
                    return true;
                });
            }

            recording.Start();

            // A session that has ended will show nothing new: it is said, and the command ends.
            _ = recording.Session.Completion.ContinueWith(_ => ended.Cancel(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            try
            {
                await (parsed.GetValue(json) ? LinesAsync(recording, ended.Token) : ScreenAsync(recording, ended.Token));
            }
            catch (OperationCanceledException)
            {
                // A person ended it, or the time is over.
            }

            // By the clock, whatever the device does: a script must learn that it watched nothing.
            string? problem = cancellationToken.IsCancellationRequested ? null
                : recording.Session.Statistics.Samples == 0 ? $"No sample came. {recording.Session.StateReason} List what is plugged in with: algometer devices"
                : recording.Session.State == LinkState.Connected ? null
                : $"The device is not connected at the end. {recording.Session.StateReason}";
            if (problem is not null)
            {
                await Console.Error.WriteLineAsync(problem);
                return 1;
            }

            return 0;
        });
        return command;
    }

    private static async Task LinesAsync(Recording recording, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(_every);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            Sample last = recording.Pipeline.Newest;
            AlarmView alarm = recording.Pipeline.Alarm;
            bool fresh = IsFresh(recording.Pipeline, alarm) && last.HasForce;
            Console.WriteLine(recording.Pipeline.With(measurement => JsonSerializer.Serialize(new
            {
                connection = recording.Pipeline.State.ToString().ToLowerInvariant(),
                device = recording.Pipeline.Device?.Name,
                device_pace = recording.Pipeline.Device?.PaceWords,
                sequence = last.DeviceMicroseconds > 0 ? last.Sequence : (long?)null,
                device_us = last.DeviceMicroseconds > 0 ? last.DeviceMicroseconds : (long?)null,
                force_N = fresh ? last.ForceNewtons : (double?)null,
                over_limit = measurement.Guard.IsOverLimit,
                pre_warning = measurement.Guard.IsPreWarning,
                sensor_fault = measurement.Guard.IsSensorFault,
                alarm = alarm.Kind.ToString(),
                alarm_level = alarm.Level.ToString().ToLowerInvariant(),
                alarm_text = alarm.Kind == AlarmKind.None ? null : AlarmLine.Sentence(alarm),
                hold = measurement.Hold.State.ToString(),
                in_band_s = measurement.Hold.InBandMicroseconds / 1e6,
            })));
        }
    }

    private static Task ScreenAsync(Recording recording, CancellationToken cancellationToken) =>
        AnsiConsole.Live(Picture(recording)).StartAsync(async screen =>
        {
            using var timer = new PeriodicTimer(_every);
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                screen.UpdateTarget(Picture(recording));
            }
        });

    // A number stands only as long as samples that can be judged come.
    private static bool IsFresh(SamplePipeline pipeline, in AlarmView alarm) =>
        pipeline.State == LinkState.Connected && pipeline.Newest.DeviceMicroseconds > 0 && alarm.Kind is not (AlarmKind.SensorFault or AlarmKind.ProgramError) && !pipeline.With(measurement => measurement.Guard.IsSensorFault);

    private static IRenderable Picture(Recording recording)
    {
        SamplePipeline pipeline = recording.Pipeline;
        Sample last = pipeline.Newest;
        bool connected = pipeline.State == LinkState.Connected;
        AlarmView alarm = pipeline.Alarm;
        bool valid = connected && IsFresh(pipeline, alarm) && last.HasForce;
        return pipeline.With(measurement =>
        {
            double limit = measurement.Guard.Options.LimitNewtons;
            string colour = alarm.Level == AlarmLevel.High ? "red" : alarm.Kind != AlarmKind.None || measurement.Guard.IsPreWarning ? "yellow" : "green";
            const int cells = 48;
            int filled = valid ? (int)Math.Clamp(last.ForceNewtons / (limit * 1.12) * cells, 0, cells) : 0;
            string number = valid ? last.ForceNewtons.ToString("0.0", CultureInfo.InvariantCulture) + " N" : "– N";
            string words = alarm.Kind != AlarmKind.None ? $"■ {alarm.Title.ToUpperInvariant()} – {alarm.Text}"
                : measurement.Guard.IsPreWarning ? "▲ near the limit" : connected ? "● connected" : $"◆ {pipeline.State.ToString().ToLowerInvariant()} {pipeline.StateReason}";
            HoldTimer hold = measurement.Hold;
            string clock = hold.Options is null ? "no hold" : string.Create(
                CultureInfo.InvariantCulture,
                $"hold {hold.State}: {hold.InBandMicroseconds / 1e6:0.0} s of {hold.Options.TargetSeconds:0} s in {hold.Options.LowNewtons:0.#}–{hold.Options.HighNewtons:0.#} N");
            return (IRenderable)new Panel(new Rows(
                new Markup($"[bold {colour}]{number,10}[/]   {Markup.Escape(words)}"),
                new Markup($"[{colour}]{new string('█', filled)}[/][grey]{new string('░', cells - filled)}[/] limit {limit.ToString("0.#", CultureInfo.InvariantCulture)} N"),
                new Text(clock),
                new Text($"{(pipeline.Device is { } device ? (device.Simulated ? "◇ simulated sensor " : "device ") + device.Name + (device.PaceWords.Length > 0 ? $" · {device.PaceWords}" : "") : "no device")} · {(double.IsFinite(measurement.Rate.SamplesPerSecond) ? measurement.Rate.SamplesPerSecond.ToString("0.0", CultureInfo.InvariantCulture) : "–")} samples/s · Ctrl-C ends")))
                .Header(" Algometer ").RoundedBorder();
        });
    }
}
