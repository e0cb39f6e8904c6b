using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Algometer.EndToEnd.Tests;
using Algometer.Measurement.Guard;
using Algometer.Wire;
using Microsoft.Playwright;

namespace Algometer.Web.Tests.Liars;

/// <summary>
/// Liars of each kind against the program as people run it: <c>monitor</c>, <c>record</c> and <c>run</c> with its page, a process each, all
/// of them lied to at once. The exact bounds are those of <see cref="LyingDeviceTests"/>; a process is given a little more for being scheduled.
/// </summary>
public sealed class LyingProcessTests(ITestOutputHelper output)
{
    private const double ForScheduling = 3;
    private const double BelievedWithin = 8;

    private static readonly (string Name, string Words)[] _liars =
    [
        ("sends garbage", "No fresh value has come"),
        ("answers pings and sends nothing else", "No fresh value has come"),
        ("marks every sample as back-log", "No fresh value has come"),
        ("blanks the force and does not say why", "sends no force and does not say why"),
        ("has a clock that went back ten seconds", ""),
        ("sends half the samples it promised", "another rate than the device promised"),
    ];

    [Fact]
    public async Task Each_command_tells_a_lie_in_time_believes_an_honest_device_again_and_loses_no_alarm_when_it_is_killed()
    {
        IBrowser browser = await SharedBrowser.GetAsync();
        using var scratch = new ScratchFolder();
        await using var forMonitor = new LiarServer();
        await using var forRecord = new LiarServer();
        await using var forRun = new LiarServer();
        using AlgometerProcess monitor = AlgometerProcess.Start("monitor", "--json", "--device", forMonitor.Address);
        using AlgometerProcess record = AlgometerProcess.Start("record", "--json", "--device", forRecord.Address, "--data", scratch.File("a"));
        using AlgometerProcess run = AlgometerProcess.Start("run", "--no-browser", "--device", forRun.Address, "--data", scratch.File("b"));
        await run.SeesAsync("Page:");
        await using IBrowserContext context = await browser.NewContextAsync();
        IPage page = await context.NewPageAsync();
        await page.GotoAsync(run.Output[(run.Output.IndexOf("Page:", StringComparison.Ordinal) + 5)..].Split('\n')[0].Trim());
        LiarServer[] devices = [forMonitor, forRecord, forRun];
        await UntilAsync("an honest device is connected", 20, async () => devices.All(device => device.IsStreaming) && Alarm(monitor) is "None" && IsCalm(record) && await Kind(page) is "none");

        Liar afterHello = new("says that it is at 0 and numbers a sample just before", AlarmKind.SensorFault, 1.65, (wire, i) =>
        {
            if (i == 0)
            {
                wire.Hello(wire.Truth.Hello() with { NextSequence = 0 });
            }

            wire.Sample(wire.Truth.Sample() with { Sequence = 0xFFFFFFF0 });
        });
        IEnumerable<(Liar Liar, string Words)> all = _liars.Select(known => (AllLiars.All.Single(liar => liar.Name == known.Name), known.Words))
            .Append((afterHello, ""))
            .Append((AllLiars.All.Single(liar => liar.Name == "is over the limit and falls silent"), "The force is above the limit of 60 N."));
        foreach ((Liar liar, string words) in all)
        {
            await LieAsync(liar, words);
        }

        // Killed over the limit: from frame to frame there is no moment without an alarm.
        forRun.Lie(null, 80);
        await UntilAsync("over again", 5, async () => await Kind(page) is "over-limit");
        await BannerFilm.StartAsync(page);
        await run.KillAsync();
        await page.WaitForFunctionAsync("() => document.getElementById('banner').dataset.kind === 'unreachable'");
        Assert.Equal(["over-limit", "unreachable"], await BannerFilm.SeenAsync(page));

        async Task LieAsync(Liar liar, string words)
        {
            string kind = JsonNamingPolicy.KebabCaseLower.ConvertName(liar.Kind.ToString());
            if (liar.Newtons > 60)
            {
                Array.ForEach(devices, device => device.Lie(null, liar.Newtons));
                await UntilAsync($"{liar.Name}: over", 5, async () => Alarm(monitor) is "OverLimit" && await Kind(page) is "over-limit");
            }

            int recorded = liar.Newtons > 60 ? 0 : record.Errors.Length;
            long began = Stopwatch.GetTimestamp();
            Array.ForEach(devices, device => device.Lie(liar, liar.Newtons));
            await UntilAsync($"{liar.Name}: told", liar.WithinSeconds + ForScheduling, async () =>
                Line(monitor) is { } line && Text(line, "alarm") == liar.Kind.ToString() && Tells(Text(line, "alarm_text"), words)
                && Tells(record.Errors[recorded..], words) && record.Errors[recorded..].Contains(liar.Newtons > 60 ? "Release now" : "Sensor fault", StringComparison.Ordinal)
                && await Kind(page) == kind && (await page.TextContentAsync("#banner-text"))!.Length > 0);
            double told = Stopwatch.GetElapsedTime(began).TotalSeconds;
            began = Stopwatch.GetTimestamp();
            Array.ForEach(devices, device => device.Lie(null, 5));
            await UntilAsync($"{liar.Name}: believed again", BelievedWithin, async () => Alarm(monitor) is "None" or "LimitPassed" && IsCalm(record) && await Kind(page) is "none" or "limit-passed");
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{liar.Name}: told after {told:0.00} s, believed after {Stopwatch.GetElapsedTime(began).TotalSeconds:0.00} s"));
        }

        async Task UntilAsync(string what, double seconds, Func<Task<bool>> so)
        {
            using var late = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
            while (!await so())
            {
                try
                {
                    await timer.WaitForNextTickAsync(late.Token);
                }
                catch (OperationCanceledException)
                {
                    Assert.Fail($"{what}: not within {seconds} s. Page: {await Kind(page)}; monitor: {Line(monitor)}; record: {record.Errors}");
                }
            }
        }
    }

    // A terminal says an alarm once, with the reason that was noticed first: a stream that a busy machine also finds thin or late may be
    // told as that. Which reason belongs to which lie is shown where time is not the machine's.
    private static bool Tells(string text, string words) =>
        text.Contains(words, StringComparison.Ordinal)
        || (!words.StartsWith("The force", StringComparison.Ordinal) && (text.Contains(AlarmWords.TooFew, StringComparison.Ordinal) || text.Contains("No fresh value has come", StringComparison.Ordinal)));

    // Whether the last that it told of an alarm is that there is none any more: another one is told only then.
    private static bool IsCalm(AlgometerProcess record)
    {
        string told = record.Errors;
        return Last("The alarm is over", "The limit was passed") >= Last("Sensor fault", "Release now", "Connection lost");

        int Last(params string[] words) => words.Max(word => told.LastIndexOf(word, StringComparison.Ordinal));
    }

    private static Task<string> Kind(IPage page) => page.EvaluateAsync<string>("() => document.getElementById('banner').hidden ? 'none' : document.getElementById('banner').dataset.kind");

    private static string? Alarm(AlgometerProcess monitor) => Line(monitor) is { } line ? Text(line, "alarm") : null;

    // The latest whole line that it wrote.
    private static JsonElement? Line(AlgometerProcess monitor) => monitor.LastLine is { Length: > 0 } line ? JsonElement.Parse(line) : null;

    private static string Text(JsonElement line, string name) => line.GetProperty(name).GetString() ?? "";
}
