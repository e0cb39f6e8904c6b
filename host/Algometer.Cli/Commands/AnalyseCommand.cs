using System.CommandLine;
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
using Algometer.VirtualDevice;

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
                failed += Analyse(files[i], table.Question(parsed, keepsCounts: true, joinsRepeats: true), table.IsExplained(parsed), parsed.GetValue(data)!, asPlanned ? null : options, parsed.GetValue(json)) ? 0 : 1;
            }

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
    private static bool Analyse(string path, SignalQuestion question, bool explains, string data, EasingOptions? options, bool json)
    {
        try
        {
            if (IsFile(path))
            {
                foreach ((string name, Sample[] samples, IReadOnlyList<string> taken) in Curves(path, question))
                {
                    if (explains)
                    {
                        TableOptions.Explain(taken);
                    }

                    Write(HoldReport.Of(path, name, Longest(FindIn(samples, options ?? new EasingOptions()))) with { Taken = taken }, json);
                }
            }
            else
            {
                using RecordStore store = ChosenRecord.OpenForReading(data);
                string id = ChosenRecord.Find(store, path).Id;
                (FoundHold? longest, PlanReport? plan) = options is null
                    ? HoldAnalysis.Find(store, id, null).OrderByDescending(found => found.Hold.EndSeconds - found.Hold.StartSeconds).FirstOrDefault()
                    : (Longest(FindIn([.. store.ReadSamples(id)], options)), null);
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

    private static IReadOnlyList<FoundHold> FindIn(Sample[] samples, EasingOptions options) =>
        HoldFinder.FindAll(samples, options with { TargetNewtons = options.TargetNewtons ?? HoldFinder.LevelNewtons(samples.Select(sample => sample.ForceNewtons)) });

    private static FoundHold? Longest(IReadOnlyList<FoundHold> holds) => holds.MaxBy(hold => hold.EndSeconds - hold.StartSeconds);

    private static void Write(HoldReport report, bool json) => Console.WriteLine(json || Console.IsOutputRedirected ? JsonSerializer.Serialize(report, HoldReport.Json) : report.Sentence());

    private static IEnumerable<(string Name, Sample[] Samples, IReadOnlyList<string> Taken)> Curves(string path, SignalQuestion question)
    {
        var file = TableFile.Of(path);
        IReadOnlyList<string> curves = question.Curve is null ? SignalReader.Curves(file) : [];
        string?[] chosen = curves.Count > 1 ? [.. curves] : [question.Curve];
        foreach (string? one in chosen)
        {
            IReadOnlyList<string> taken = [];
            Trace trace = TraceFile.Read(file, question with { Curve = one }, words => taken = words);
            double scale = trace.Quantity == TraceQuantity.Counts ? _newtonsPerCount : 1;
            if (trace.Quantity == TraceQuantity.Counts)
            {
                taken = [.. taken, string.Create(CultureInfo.InvariantCulture, $"Force: codes times {scale:0.####E+0} N, the slope of the nominal cell, and no zero taken away; --newtons-per-count with --zero-counts or --rest says better.")];
            }

            yield return (one ?? "", [.. trace.TimesSeconds.Select((t, i) => new Sample(i, (long)Math.Round(t * 1e6), 0, trace.Values[i] * scale, double.IsNaN(trace.Values[i]) ? SampleFlags.NoData : SampleFlags.None, AlarmState.None))], taken);
        }
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
