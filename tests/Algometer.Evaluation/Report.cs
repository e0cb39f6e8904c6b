using System.Globalization;
using System.Text;
using Algometer.Measurement;
using Algometer.Measurement.Easing;

namespace Algometer.Evaluation;

/// <summary>Runs the study and writes its tables and pictures.</summary>
/// <param name="holds">Holds in each cell.</param>
/// <param name="folder">Where the pictures go.</param>
/// <param name="document">The document whose report is renewed; null for a file beside the pictures.</param>
internal sealed class Report(int holds, string folder, string? document)
{
    private const ulong CalibrationSeed = 1_000_000;
    private const ulong TestSeed = 50_000_000;
    private static readonly double[] _drops = [0.05, 0.08, 0.12, 0.20];
    private static readonly double[] _lengths = [30, 60, 90];
    private static readonly string[] _colours = ["#0f6b6b", "#b3541e", "#5b3fa8", "#8a6d00", "#b3001b", "#55656a"];
    private static readonly string[] _dashes = ["", "7 3", "2 3", "9 3 2 3", "4 4", "1 4"];
    private readonly StringBuilder _text = new();
    private readonly Dictionary<(bool Ball, double Seconds), EasingThresholds> _thresholds = [];

    public void Write()
    {
        _text.AppendLine(CultureInfo.InvariantCulture, $"{holds} holds in each cell; thresholds from other seeds. \"Possibly\" / \"easing\", % of holds.").AppendLine();
        Calibrate();
        FalseAlarms();
        Detection();
        Compare();
        Moves();
        Examples();
        Console.WriteLine($"Written to {Path.GetFullPath(WriteText())}");
    }

    // Between the markers of the document where there are some, beside the pictures otherwise.
    private string WriteText()
    {
        const string Begin = "<!-- report -->";
        const string End = "<!-- end of report -->";
        string text = File.Exists(document) ? File.ReadAllText(document) : "";
        int begin = text.IndexOf(Begin, StringComparison.Ordinal);
        int end = text.IndexOf(End, StringComparison.Ordinal);
        if (begin < 0 || end < begin)
        {
            string beside = Path.Combine(folder, "easing-report.md");
            File.WriteAllText(beside, _text.ToString());
            return beside;
        }

        File.WriteAllText(document!, string.Concat(text.AsSpan(0, begin + Begin.Length), "\n", _text.ToString(), text.AsSpan(end)));
        return document!;
    }

    private static Trial Run(HoldRecipe recipe, int count, ulong seed) => Trial.Run(Candidate.Product, recipe, count, seed);

    private static string F(double value, string format = "0.0") => value.ToString(format, CultureInfo.InvariantCulture);

    private void Progress(string what) => Console.WriteLine(what);

    // "Possibly" at 5 % of nominal or 8 % of strongly relaxing holds, "easing" at 1.4 % or 2.1 %, whichever is stricter: inside the bounds
    // of 7/10 % and 2/3 % by two standard errors.
    private void Calibrate()
    {
        _text.AppendLine("### Thresholds").AppendLine().AppendLine("| tool | length | possibly | easing |").AppendLine("|---|---|---|---|");
        foreach (bool ball in (bool[])[false, true])
        {
            foreach (double seconds in _lengths)
            {
                Progress($"calibrating {(ball ? "ball" : "probe")} {seconds} s");
                Trial nominal = Run(new HoldRecipe(seconds, ball, Tissue.Nominal, 0), 2 * holds, CalibrationSeed);
                Trial strong = Run(new HoldRecipe(seconds, ball, Tissue.Strong, 0), 2 * holds, CalibrationSeed + 10_000_000);
                var thresholds = new EasingThresholds(
                    Math.Round(Math.Max(nominal.Quantile(0.95), strong.Quantile(0.92)), 2),
                    Math.Round(Math.Max(nominal.Quantile(0.986), strong.Quantile(0.979)), 2));
                _thresholds[(ball, seconds)] = thresholds;
                EasingThresholds used = EasingThresholds.For(ball ? PressingTool.Ball : PressingTool.Probe, seconds);
                string note = used == thresholds ? "" : string.Create(CultureInfo.InvariantCulture, $" (built in: {used.Possible} / {used.Likely})");
                _text.AppendLine(CultureInfo.InvariantCulture, $"| {(ball ? "ball" : "probe")} | {seconds} s | {F(thresholds.Possible, "0.00")} | {F(thresholds.Likely, "0.00")}{note} |");
                Console.WriteLine($"  new({F(thresholds.Possible, "0.00")}, {F(thresholds.Likely, "0.00")})");
            }
        }

        _text.AppendLine();
    }

    private void FalseAlarms()
    {
        _text.AppendLine("### False alarms").AppendLine()
            .AppendLine("| tool | length | nominal mix | steady | back-off | corrective | fade | strongly relaxing | cannot judge |")
            .AppendLine("|---|---|---|---|---|---|---|---|---|");
        foreach (((bool ball, double seconds), EasingThresholds thresholds) in _thresholds)
        {
            Progress($"false alarms {(ball ? "ball" : "probe")} {seconds} s");
            string Cell(Tissue tissue, Behaviour? behaviour, ulong seed)
            {
                Trial trial = Run(new HoldRecipe(seconds, ball, tissue, 0, behaviour), holds, TestSeed + seed);
                return $"{F(trial.Above(thresholds.Possible))} / {F(trial.Above(thresholds.Likely))}";
            }

            Trial mix = Run(new HoldRecipe(seconds, ball, Tissue.Nominal, 0), 2 * holds, TestSeed);
            _text.AppendLine(CultureInfo.InvariantCulture, $"| {(ball ? "ball" : "probe")} | {seconds} s | **{F(mix.Above(thresholds.Possible))} / {F(mix.Above(thresholds.Likely))}** | {Cell(Tissue.Nominal, Behaviour.Steady, 1)} | {Cell(Tissue.Nominal, Behaviour.BackOff, 2)} | {Cell(Tissue.Nominal, Behaviour.Corrective, 3)} | {Cell(Tissue.Nominal, Behaviour.Fade, 4)} | **{Cell(Tissue.Strong, null, 5_000_000)}** | {F(mix.Doubtful)} |");
        }

        _text.AppendLine();
    }

    private void Detection()
    {
        _text.AppendLine("### Detection").AppendLine()
            .AppendLine("| tool | length | tissue | 5 % | 8 % | 12 % | 20 % | median delay 5/8/12/20 %, s |")
            .AppendLine("|---|---|---|---|---|---|---|---|");
        var lines = new List<Line>();
        foreach (((bool ball, double seconds), EasingThresholds thresholds) in _thresholds)
        {
            foreach (Tissue tissue in (Tissue[])[Tissue.Nominal, Tissue.Braced])
            {
                Progress($"detection {(ball ? "ball" : "probe")} {seconds} s {tissue}");
                Trial[] trials = [.. _drops.Select((drop, i) => Run(new HoldRecipe(seconds, ball, tissue, drop), holds, TestSeed + ((ulong)(i + 2) * 10_000_000)))];
                _text.AppendLine(CultureInfo.InvariantCulture, $"| {(ball ? "ball" : "probe")} | {seconds} s | {(tissue == Tissue.Nominal ? "nominal mix" : "braced")} | {string.Join(" | ", trials.Select(trial => $"{F(trial.Above(thresholds.Possible))} / {F(trial.Above(thresholds.Likely))}"))} | {string.Join(" / ", trials.Select(trial => F(trial.MedianDelay(thresholds.Possible))))} |");
                if (seconds == 60)
                {
                    int index = lines.Count;
                    lines.Add(new Line($"{(ball ? "ball" : "probe")}, {(tissue == Tissue.Nominal ? "nominal mix" : "braced")}", [.. _drops.Zip(trials).Select(pair => (pair.First * 100, pair.Second.Above(thresholds.Possible)))], _colours[index], _dashes[index], Dots: true));
                }
            }
        }

        _text.AppendLine();
        Svg.Plot(Path.Combine(folder, "detection.svg"), "Holds of 60 s in which easing was noticed", "visible drop, %", "noticed, %", (0, 25, 5), (0, 100, 20), lines);
    }

    private void Compare()
    {
        _text.AppendLine("### Compared with others").AppendLine()
            .AppendLine("Probe, 60 s, nominal mix, each at 5 % false alarms of its own; \"strong\" is what that threshold does on strongly relaxing tissue.").AppendLine()
            .AppendLine("| statistic | 5 % | 8 % | 12 % | 20 % | braced 5/8/12/20 % | delay at 12 %, s | strong |").AppendLine("|---|---|---|---|---|---|---|---|");
        var roc = new List<Line> { new("chance", [(0, 0), (100, 100)], "#b6c2c2", "2 4") };
        int index = 0;
        foreach (Candidate candidate in Candidate.All)
        {
            Progress($"comparing: {candidate.Name}");
            Trial none = Trial.Run(candidate, new HoldRecipe(60, false, Tissue.Nominal, 0), 2 * holds, CalibrationSeed);
            double threshold = none.Quantile(0.95);
            Trial[] trials = [.. _drops.Select((drop, i) => Trial.Run(candidate, new HoldRecipe(60, false, Tissue.Nominal, drop), holds, TestSeed + ((ulong)(i + 2) * 10_000_000)))];
            double braced5 = Trial.Run(candidate, new HoldRecipe(60, false, Tissue.Braced, 0), holds, CalibrationSeed + 20_000_000).Quantile(0.95);
            IEnumerable<string> braced = _drops.Select((drop, i) => F(Trial.Run(candidate, new HoldRecipe(60, false, Tissue.Braced, drop), holds, TestSeed + ((ulong)(i + 2) * 10_000_000)).Above(braced5), "0"));
            Trial strong = Trial.Run(candidate, new HoldRecipe(60, false, Tissue.Strong, 0), holds, TestSeed + 5_000_000);
            _text.AppendLine(CultureInfo.InvariantCulture, $"| {candidate.Name} | {string.Join(" | ", trials.Select(trial => F(trial.Above(threshold))))} | {string.Join('/', braced)} | {F(trials[2].MedianDelay(threshold))} | {F(strong.Above(threshold))} |");
            roc.Add(new Line(candidate.Name, [.. Enumerable.Range(0, 101).Select(i => none.Quantile(1 - (i / 100.0))).Select((t, i) => ((double)i, trials[1].Above(t)))], _colours[index], _dashes[index]));
            index++;
        }

        _text.AppendLine();
        Svg.Plot(Path.Combine(folder, "roc.svg"), "An 8 % drop in a 60 s probe hold", "false alarms, % of holds", "noticed, %", (0, 100, 20), (0, 100, 20), roc);
    }

    private void Moves()
    {
        Progress("moves of the hand");
        _text.AppendLine("### What the hand did").AppendLine()
            .AppendLine("Holds with back-offs of 8–35 % within 1.5 s and the pressing again: how many of them stand in the timeline at their time, and how often the back-off itself was called easing.").AppendLine()
            .AppendLine("| tool | length | back-offs named | re-presses named | called easing |").AppendLine("|---|---|---|---|---|");
        foreach (((bool ball, double seconds), EasingThresholds thresholds) in _thresholds)
        {
            Trial trial = Run(new HoldRecipe(seconds, ball, Tissue.Nominal, 0, Behaviour.BackOff), holds, TestSeed + 2);
            (int offs, int offsNamed, int presses, int pressesNamed) = (0, 0, 0, 0);
            foreach ((Outcome outcome, GeneratedHold hold) in trial.Outcomes.Zip(trial.Holds))
            {
                foreach (OperatorEvent happened in hold.Events.Where(e => e.EndSeconds < hold.EndSeconds - 2))
                {
                    EasingState wanted = happened.Change < 0 ? EasingState.BackingOff : EasingState.RePressing;
                    bool named = outcome.Spans.Any(span => span.State == wanted && span.FromSeconds < happened.EndSeconds + 1 && span.ToSeconds > happened.StartSeconds - 1);
                    _ = happened.Change < 0 ? (offs++, offsNamed += named ? 1 : 0) : (presses++, pressesNamed += named ? 1 : 0);
                }
            }

            _text.AppendLine(CultureInfo.InvariantCulture, $"| {(ball ? "ball" : "probe")} | {seconds} s | {F(100.0 * offsNamed / offs)} % | {F(100.0 * pressesNamed / presses)} % | {F(trial.Above(thresholds.Likely))} % |");
        }

        _text.AppendLine();
    }

    private void Examples()
    {
        foreach ((string name, HoldRecipe recipe, ulong seed) in ((string, HoldRecipe, ulong)[])
        [
            ("easing", new HoldRecipe(60, false, Tissue.Nominal, 0.12, Behaviour.Steady), 77),
            ("back-off", new HoldRecipe(60, false, Tissue.Nominal, 0, Behaviour.BackOff), 12),
            ("strong", new HoldRecipe(60, false, Tissue.Strong, 0, Behaviour.Steady), 5),
            ("ball", new HoldRecipe(60, true, Tissue.Nominal, 0.15, Behaviour.Steady), 21),
        ])
        {
            GeneratedHold hold = new HoldGenerator(seed).Next(recipe);
            var detector = new EasingDetector(new EasingOptions { TargetNewtons = hold.TargetNewtons, Tool = recipe.Ball ? PressingTool.Ball : PressingTool.Probe });
            var passive = new List<(double X, double Y)>();
            var force = new List<(double X, double Y)>();
            for (int i = 0; i < hold.TimesSeconds.Length; i++)
            {
                detector.Accept(new Sample(i, (long)(hold.TimesSeconds[i] * 1e6) + 10_000, 0, hold.ForcesNewtons[i], SampleFlags.None, AlarmState.None));
                if (i % 8 == 0)
                {
                    force.Add((hold.TimesSeconds[i], hold.ForcesNewtons[i]));
                    passive.Add((hold.TimesSeconds[i], detector.Current.PassiveNewtons));
                }
            }

            detector.Finish();
            double top = Math.Ceiling(hold.TargetNewtons * 1.3 / 10) * 10;
            Svg.Plot(
                Path.Combine(folder, $"example-{name}.svg"),
                $"{EasingWords.Of(detector.Verdict, detector.Doubt)}",
                "s",
                "N",
                (0, 65, 5),
                (0, top, 10),
                [new Line("force", force, "#0f6b6b"), new Line("passive relaxation alone, as seen then", passive, "#b3541e", "5 4")],
                [.. detector.Spans.ToArray().Select(span => (span.FromSeconds, Math.Min(65, span.ToSeconds), Colour(span.State), Short(span.State)))]);
        }
    }

    private static string Colour(EasingState state) => state switch
    {
        EasingState.Easing => "#0f8a6a",
        EasingState.PossiblyEasing => "#7bc47f",
        EasingState.BackingOff => "#b3001b",
        EasingState.RePressing => "#a35c00",
        EasingState.Settling => "#9bb0b1",
        EasingState.CannotJudge => "#5b3fa8",
        _ => "#ffffff",
    };

    private static string Short(EasingState state) => state switch
    {
        EasingState.PossiblyEasing => "possibly",
        EasingState.BackingOff => "off",
        EasingState.RePressing => "on",
        EasingState.CannotJudge => "?",
        _ => state.ToString().ToLowerInvariant(),
    };
}
