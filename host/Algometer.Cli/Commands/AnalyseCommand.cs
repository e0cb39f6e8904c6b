using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Algometer.Cli.Composition;
using Algometer.Cli.RecordAccess;
using Algometer.Clinic.Review;
using Algometer.Measurement.Easing;
using Algometer.Measurement.Signal;
using Algometer.Measurement.Units;
using Algometer.Records;
using Algometer.Records.Problems;
using Algometer.Tables;

namespace Algometer.Cli.Commands;

/// <summary><c>algometer analyse</c>: easing and the measures of holds in files and sessions, a JSON line each.</summary>
internal static class AnalyseCommand
{
    private static readonly double _newtonsPerCount = new Firmware.DeviceSettings().GainPiconewtonsPerCount * 1e-12;

    public static Command Create()
    {
        var paths = new Argument<string[]>("PATH|SESSION") { Description = "CSV files, folders of them, or recorded sessions.", Arity = ArgumentArity.OneOrMore };
        var target = new Option<double?>("--target") { Description = "Force aimed at, N; without it, the level that is mostly held." };
        var band = new Option<double[]>("--band") { Description = "Lower and upper end of the band, N; without it, the target ± 15 %.", Arity = new ArgumentArity(2, 2), AllowMultipleArgumentsPerToken = true };
        var hold = new Option<double>("--hold") { Description = "Planned length of the hold, s; the thresholds depend on it.", DefaultValueFactory = _ => 60 };
        var tool = new Option<string>("--device") { Description = "What was pressed with: probe or ball.", DefaultValueFactory = _ => "probe" };
        var table = new TableOptions();
        Option<string> data = CommonOptions.Data();
        Option<bool> json = CommonOptions.Json();
        var command = new Command("analyse", "Find holds and judge their easing; one JSON line for each file.\nExample: algometer analyse holds/ --target 30 --hold 60 --json")
        {
            paths, target, band, hold, tool, data, json,
        };
        table.AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
        {
            double[]? ends = parsed.GetValue(band) is { Length: 2 } both ? both : null;
            var options = new EasingOptions
            {
                TargetNewtons = parsed.GetValue(target),
                BandLowNewtons = ends?[0],
                BandHighNewtons = ends?[1],
                HoldSeconds = parsed.GetValue(hold),
                Tool = Tool(parsed.GetValue(tool)!),
            };
            if (options.Problem() is { } problem)
            {
                throw new ArgumentException(problem);
            }

            // Only where nothing was asked for, a recorded hold is judged as it was planned.
            bool asPlanned = new Option[] { target, band, hold, tool }.All(option => parsed.GetResult(option) is null or { Implicit: true });
            string[] files = [.. parsed.GetValue(paths)!.SelectMany(Expand)];
            int failed = 0;
            using var progress = new FileProgress(files.Length);
            for (int i = 0; i < files.Length && !cancellationToken.IsCancellationRequested; i++)
            {
                progress.Show(i, files[i]);
                failed += Analyse(files[i], table.Question(parsed, keepsCounts: true, joinsRepeats: true), table.IsExplained(parsed), parsed.GetValue(data)!, asPlanned ? null : options, parsed.GetValue(json), cancellationToken) ? 0 : 1;
            }

            cancellationToken.ThrowIfCancellationRequested();
            return Task.FromResult(failed == 0 ? 0 : 1);
        });
        return command;
    }

    private static PressingTool Tool(string name) => name.ToUpperInvariant() switch
    {
        "PROBE" => PressingTool.Probe,
        "BALL" => PressingTool.Ball,
        _ => throw new ArgumentException($"'{name}' is nothing to press with: write probe or ball."),
    };

    private static IEnumerable<string> Expand(string path) => Directory.Exists(path)
        ? Directory.EnumerateFiles(path, "*.csv", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        : [path];

    // A file that cannot be read is said and does not keep the others from being analysed.
    private static bool Analyse(string path, SignalQuestion question, bool explains, string data, EasingOptions? options, bool json, CancellationToken cancellationToken)
    {
        try
        {
            if (IsFile(path))
            {
                foreach ((string name, IEnumerable<Sample> samples, Func<IReadOnlyList<string>> taken) in Curves(path, question, cancellationToken))
                {
                    FoundHold? longest = Longest(FindIn(samples, options ?? new EasingOptions()));
                    if (explains)
                    {
                        TableOptions.Explain(taken());
                    }

                    Write(HoldReport.Of(path, name, longest) with { Taken = taken() }, json);
                }
            }
            else
            {
                using RecordStore store = ChosenRecord.OpenForReading(data);
                string id = ChosenRecord.Find(store, path).Id;
                (FoundHold? longest, PlanReport? plan) = options is null
                    ? HoldAnalysis.Find(store, id, null).OrderByDescending(found => found.Hold.EndSeconds - found.Hold.StartSeconds).FirstOrDefault()
                    : (Longest(FindIn(store.ReadSamples(id), options)), null);
                Write(HoldReport.Of(path, "", longest) with { Plan = longest is null ? null : plan }, json);
            }

            return true;
        }
        catch (Exception failure) when (failure is TableException or RecordStoreException or ArgumentException)
        {
            Console.WriteLine(json || Console.IsOutputRedirected ? JsonSerializer.Serialize(new { file = path, error = failure.Message }, HoldReport.Json) : $"{path}: {failure.Message}");
            return false;
        }
    }

    private static bool IsFile(string path) => path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) || File.Exists(path);

    private static IEnumerable<FoundHold> FindIn(IEnumerable<Sample> samples, EasingOptions options) =>
        HoldFinder.Each(samples, options with { TargetNewtons = options.TargetNewtons ?? HoldFinder.LevelNewtons(samples.Select(sample => sample.ForceNewtons)) });

    private static FoundHold? Longest(IEnumerable<FoundHold> holds) => holds.MaxBy(hold => hold.EndSeconds - hold.StartSeconds);

    private static void Write(HoldReport report, bool json) => Console.WriteLine(json || Console.IsOutputRedirected ? JsonSerializer.Serialize(report, HoldReport.Json) : report.Sentence());

    // Samples are read anew from the file each time that they are gone through: an hour or a year, it is the same little memory.
    private static IEnumerable<(string Name, IEnumerable<Sample> Samples, Func<IReadOnlyList<string>> Taken)> Curves(string path, SignalQuestion question, CancellationToken cancellationToken)
    {
        var file = TableFile.Of(path);
        IReadOnlyList<string> curves = question.Curve is null ? SignalReader.Curves(file) : [];
        string?[] chosen = curves.Count > 1 ? [.. curves] : [question.Curve];
        using var line = new ProgressLine(!Console.IsErrorRedirected);
        long began = Stopwatch.GetTimestamp();
        foreach (string? one in chosen)
        {
            var load = new TableLoad(file, question with { Curve = one }, cancellationToken, new Throttled<(long Rows, double Part)>(progress => line.Show(progress.Rows, Stopwatch.GetElapsedTime(began), progress.Part)));
            yield return (one ?? "", Samples(load), () => Taken(load, line));
        }
    }

    private static IEnumerable<Sample> Samples(TableLoad load)
    {
        long sequence = 0;
        foreach ((double seconds, double value) in load.Rows())
        {
            yield return new Sample(sequence++, (long)Math.Round(seconds * 1e6), 0, value * Scale(load), double.IsNaN(value) ? SampleFlags.NoData : SampleFlags.None, AlarmState.None);
        }
    }

    private static double Scale(TableLoad load) => load.IsCounts ? _newtonsPerCount : 1;

    private static IReadOnlyList<string> Taken(TableLoad load, ProgressLine line)
    {
        line.Clear();
        return !load.IsCounts ? load.Taken
            : [.. load.Taken, string.Create(CultureInfo.InvariantCulture, $"Force: codes times {Scale(load):0.####E+0} N, the slope of the nominal cell, and no zero taken away; --newtons-per-count with --zero-counts or --rest says better.")];
    }

    private sealed class FileProgress(int count) : IDisposable
    {
        private readonly bool _shown = count > 20 && !Console.IsErrorRedirected;

        public void Show(int index, string file)
        {
            if (_shown && index % 10 == 0)
            {
                Console.Error.Write($"\r{index}/{count} {Path.GetFileName(file)}\u001b[K");
            }
        }

        public void Dispose()
        {
            if (_shown)
            {
                Console.Error.Write("\r\u001b[K");
            }
        }
    }
}
