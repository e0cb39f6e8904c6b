using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Algometer.App.Live;
using Algometer.Link;
using Algometer.Measurement;
using Algometer.Records;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Algometer.App.Commands;

/// <summary><c>algometer monitor</c>: bar, number and hold clock in a terminal.</summary>
internal static class MonitorCommand
{
    private static readonly TimeSpan _every = TimeSpan.FromMilliseconds(100);

    public static Command Create()
    {
        Option<string?> device = Shared.Device();
        Option<string?> simulate = Shared.Simulate();
        Option<string?> curve = Shared.Curve();
        Option<ulong> seed = Shared.Seed();
        Option<bool> json = Shared.Json();
        var band = new Option<double[]>("--band") { Description = "Target band in newtons: LOW HIGH; starts a hold.", Arity = new ArgumentArity(2, 2), AllowMultipleArgumentsPerToken = true };
        var seconds = new Option<double?>("--seconds") { Description = "End after this long." };
        var command = new Command("monitor", "Watch the pressure in the terminal, without a record.\nExample: algometer monitor --simulate --band 25 35")
        {
            device, simulate, curve, seed, band, seconds, json,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            if (parsed.GetValue(seconds) is { } length)
            {
                ended.CancelAfter(TimeSpan.FromSeconds(length));
            }

            DeviceSource source = Shared.Source(parsed, device, simulate, curve, seed);
            await using var recording = Recording.Create(null, source, SessionSource.Live, "monitor");
            if (parsed.GetValue(band) is [double low, double high])
            {
                var hold = new HoldOptions(low, high);
                string? problem = recording.Ingest.With(pipeline => hold.Problem(pipeline.Guard.Options.LimitNewtons));
                if (problem is not null)
                {
                    throw new ArgumentException(problem);
                }

                recording.Ingest.With(pipeline =>
                {
                    pipeline.Hold.Start(hold);
                    return true;
                });
            }

            recording.Start();
            try
            {
                await (parsed.GetValue(json) ? LinesAsync(recording, ended.Token) : ScreenAsync(recording, ended.Token));
            }
            catch (OperationCanceledException)
            {
                // A person ended it, or the time is over.
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
            Sample last = recording.Ingest.Last;
            Console.WriteLine(recording.Ingest.With(pipeline => JsonSerializer.Serialize(new
            {
                connection = recording.Ingest.State.ToString().ToLowerInvariant(),
                sequence = last.Sequence,
                device_us = last.DeviceMicroseconds,
                force_N = last.HasForce ? last.ForceNewtons : (double?)null,
                over_limit = pipeline.Guard.IsOverLimit,
                pre_warning = pipeline.Guard.IsPreWarning,
                sensor_fault = pipeline.Guard.IsSensorFault,
                hold = pipeline.Hold.State.ToString(),
                in_band_s = pipeline.Hold.InBandMicroseconds / 1e6,
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

    private static IRenderable Picture(Recording recording)
    {
        Ingest ingest = recording.Ingest;
        Sample last = ingest.Last;
        bool connected = ingest.State == LinkState.Connected;
        bool valid = connected && last.HasForce;
        return ingest.With(pipeline =>
        {
            double limit = pipeline.Guard.Options.LimitNewtons;
            string colour = pipeline.Guard.IsOverLimit || pipeline.Guard.IsSensorFault ? "red" : pipeline.Guard.IsPreWarning ? "yellow" : "green";
            const int cells = 48;
            int filled = valid ? (int)Math.Clamp(last.ForceNewtons / (limit * 1.12) * cells, 0, cells) : 0;
            string number = valid ? last.ForceNewtons.ToString("0.0", CultureInfo.InvariantCulture) + " N" : "– N";
            string words = pipeline.Guard.IsSensorFault ? "■ SENSOR FAULT – RELEASE"
                : pipeline.Guard.IsOverLimit ? "■ OVER THE LIMIT – RELEASE NOW"
                : pipeline.Guard.IsPreWarning ? "▲ near the limit" : connected ? "● connected" : $"◆ {ingest.State.ToString().ToLowerInvariant()} {ingest.StateReason}";
            HoldTimer hold = pipeline.Hold;
            string clock = hold.Options is null ? "no hold" : string.Create(
                CultureInfo.InvariantCulture,
                $"hold {hold.State}: {hold.InBandMicroseconds / 1e6:0.0} s of {hold.Options.TargetSeconds:0} s in {hold.Options.LowNewtons:0.#}–{hold.Options.HighNewtons:0.#} N");
            return (IRenderable)new Panel(new Rows(
                new Markup($"[bold {colour}]{number,10}[/]   {Markup.Escape(words)}"),
                new Markup($"[{colour}]{new string('█', filled)}[/][grey]{new string('░', cells - filled)}[/] limit {limit.ToString("0.#", CultureInfo.InvariantCulture)} N"),
                new Text(clock),
                new Text($"{(ingest.Device is { } device ? (device.Simulated ? "◇ simulated sensor " : "device ") + device.Name : "no device")} · {pipeline.Rate.SamplesPerSecond.ToString("0.0", CultureInfo.InvariantCulture)} samples/s · Ctrl-C ends")))
                .Header(" Algometer ").RoundedBorder();
        });
    }
}
