using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using Algometer.Cli.Composition;
using Algometer.Link;
using Algometer.Measurement.Statistics;
using Algometer.Records.Model;
using Spectre.Console;

namespace Algometer.Cli.Commands;

/// <summary><c>algometer diagnose</c>: thirty seconds of an unloaded, resting sensor, judged in words. Exit code 0 pass, 1 fail, 3 worth a look.</summary>
internal static class DiagnoseCommand
{
    private static readonly TimeSpan _firstPatience = TimeSpan.FromSeconds(25);

    public static Command Create()
    {
        Option<string?> device = CommonOptions.Device();
        Option<string?> deviceId = CommonOptions.DeviceId();
        Option<string?> simulate = CommonOptions.Simulate();
        var table = new TableOptions(isHidden: true);
        Option<ulong> seed = CommonOptions.Seed();
        Option<double> speed = CommonOptions.Speed();
        Option<bool> json = CommonOptions.Json();
        var seconds = new Option<double>("--seconds") { Description = "Length of the test: what happens after it is not seen.", DefaultValueFactory = _ => 30 };
        Option<string> data = CommonOptions.Data();
        var report = new Option<string?>("--report") { Description = "Also write a file for a bug report: versions, system, device, health, the record's check and the log's last lines, without names, notes or patients' codes.", HelpName = "FILE" };
        var command = new Command("diagnose", "Test the sensor's health for thirty seconds; leave it unloaded and still.\nExample: algometer diagnose --simulate idle")
        {
            device, deviceId, simulate, seed, speed, seconds, json, report, data,
        };
        table.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            DeviceSource source = CommonOptions.Source(parsed, device, deviceId, simulate, table, seed, speed);
            await using var recording = Recording.Create(null, source, SessionSource.Live, "diagnosis");
            return await RunAsync(recording, parsed.GetValue(seconds), parsed.GetValue(json), parsed.GetValue(report) is { } file ? findings => BugReport.Write(file, parsed.GetValue(data)!, recording, findings, TimeProvider.System) : null, cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(Recording recording, double seconds, bool json, Action<IReadOnlyList<SignalFinding>>? report, CancellationToken cancellationToken)
    {
        SignalCheck? check = null;
        long first = 0;
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        recording.Pipeline.SubscribeToSamples(new SampleWatch(sample =>
        {
            if (done.Task.IsCompleted)
            {
                return;
            }

            if (check is null)
            {
                check = new SignalCheck(recording.Pipeline.Device!.RateHertz, recording.Pipeline.Calibration);
                first = sample.DeviceMicroseconds;
            }

            check.Accept(sample);
            if (sample.DeviceMicroseconds - first >= seconds * 1e6)
            {
                done.TrySetResult();
            }
        }));
        recording.Pipeline.SubscribeToState(new ConnectionLine(Console.Error, withoutReason: false));
        recording.Start();
        using var line = new ProgressLine(!json && !Console.IsErrorRedirected);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        long began = Stopwatch.GetTimestamp();

        // A device that never answers must not keep a person waiting for ever.
        TimeSpan patience = TimeSpan.FromSeconds((seconds * 2) + 5);
        while (!done.Task.IsCompleted && !recording.Session.Completion.IsCompleted && Stopwatch.GetElapsedTime(began) < (check is null ? _firstPatience : patience) && await timer.WaitForNextTickAsync(cancellationToken))
        {
            TimeSpan elapsed = Stopwatch.GetElapsedTime(began);
            line.Show(check?.Samples ?? 0, elapsed, Math.Min(1, elapsed.TotalSeconds / seconds));
        }

        line.Clear();
        await recording.Session.DisposeAsync();
        return Report(recording.Session, check, done.Task.IsCompleted ? null : TooShort(check is null ? 0 : (recording.Pipeline.Last.DeviceMicroseconds - first) * 1e-6, seconds), json, report);
    }

    // A device that falls silent in the test has not passed it, however good the beginning was.
    private static SignalFinding TooShort(double came, double seconds) => new(
        "length",
        CheckVerdict.Fail,
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"samples of {came:0.0} s came in place of {seconds:0.#} s"),
        "The device fell silent: check power and cable, then test again.");

    private static int Report(DeviceSession session, SignalCheck? check, SignalFinding? tooShort, bool json, Action<IReadOnlyList<SignalFinding>>? report)
    {
        LinkStatistics link = session.Statistics;
        IReadOnlyList<SignalFinding> findings =
        [
            .. check?.Findings() ?? [new SignalFinding("data", CheckVerdict.Fail, "no samples came", "Check power and cable, then run `algometer devices`.")],
            new SignalFinding("link", link.CrcErrors + link.Malformed > 0 ? CheckVerdict.Warn : CheckVerdict.Pass, $"{link.Frames} frames, {link.CrcErrors + link.Malformed} broken", link.CrcErrors + link.Malformed > 0 ? "Use a shorter or shielded cable." : ""),
        ];
        findings = tooShort is null ? findings : [.. findings, tooShort];
        if (session.Device is { PaceWords.Length: > 0 } device)
        {
            findings = [.. findings, new SignalFinding("pace", device.IsTooSlow ? CheckVerdict.Warn : CheckVerdict.Pass, device.PaceWords, device.IsTooSlow ? "At 10/s an alarm comes later and easing is harder to see: use a faster board, or firmware built for speed." : "")];
        }

        findings = [.. findings, .. (session.Device?.Notes ?? []).Select(note => new SignalFinding("device", CheckVerdict.Warn, note, "As the device says."))];
        CheckVerdict worst = SignalCheck.Worst(findings);
        report?.Invoke(findings);
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(new
            {
                verdict = worst.ToString().ToLowerInvariant(),
                samples = check?.Samples ?? 0,
                findings = findings.Select(finding => new { name = finding.Name, verdict = finding.Verdict.ToString().ToLowerInvariant(), finding = finding.Finding, advice = finding.Advice }),
            }));
        }
        else
        {
            var table = new Table().Border(TableBorder.Rounded).AddColumns("", "Check", "Found", "What to do");
            foreach (SignalFinding finding in findings)
            {
                string mark = finding.Verdict switch
                {
                    CheckVerdict.Pass => "[green]✓ pass[/]",
                    CheckVerdict.Warn => "[yellow]▲ look[/]",
                    _ => "[red]■ fail[/]",
                };
                table.AddRow(mark, finding.Name, Markup.Escape(finding.Finding), Markup.Escape(finding.Advice));
            }

            AnsiConsole.Write(table);
            Console.WriteLine(worst switch
            {
                CheckVerdict.Pass => "The sensor is fit for measuring.",
                CheckVerdict.Warn => "The sensor works, but look at the lines marked ▲.",
                _ => "Do not measure with this sensor before the lines marked ■ are mended.",
            });
        }

        return worst switch
        {
            CheckVerdict.Pass => 0,
            CheckVerdict.Warn => 3,
            _ => 1,
        };
    }
}
