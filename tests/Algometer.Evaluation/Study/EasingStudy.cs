using System.Globalization;
using System.Text;
using Algometer.Evaluation.Families;
using Algometer.Measurement.Easing;

namespace Algometer.Evaluation.Study;

/// <summary>Runs the study and writes its tables.</summary>
/// <param name="count">Holds without easing in a cell; as many with, in four sizes.</param>
internal sealed class EasingStudy(int count)
{
    private const ulong FitSeed = 1_000_000;
    private const ulong TestSeed = 900_000_000;
    private static readonly double[] _lengths = [30, 60, 90];
    private readonly StringBuilder _text = new();

    /// <summary>Fits the weights of every cell and writes them as code.</summary>
    public void WriteWeights(string file)
    {
        EasingWeights[] Cells(bool ball) => [.. _lengths.Select(seconds =>
        {
            Console.WriteLine($"fitting {(ball ? "ball" : "probe")} {seconds} s");
            int holds = !ball && seconds == 60 ? 2 * count : count;
            EasingWeights weights = Fit.Of(HoldSet.Draw(ball, seconds, holds, FitSeed + (ball ? 100_000_000UL : 0) + (ulong)(seconds * 1_000_000_0)), seconds);
            Console.WriteLine($"  thresholds {F(weights.Thresholds.Possible, "0.00")} {F(weights.Thresholds.Likely, "0.00")}, size ± {F(weights.SizeDeviation * 100)}");
            return weights;
        })];
        File.WriteAllText(file, WeightsFile.Of(Cells(false), Cells(true)));
    }

    /// <summary>Measures, and renews the report between the markers of a document.</summary>
    public void WriteReport(string document)
    {
        HoldSet probe = HoldSet.Draw(false, 60, 2 * count, TestSeed);
        HoldSet observed = Ceilings.Observe(60, Math.Max(300, count / 4), TestSeed + 50_000_000);
        LeaveOut(probe, observed);
        Verdicts(probe);
        Ablation(probe);
        Cells(probe);
        Rates();
        string text = File.ReadAllText(document);
        const string Begin = "<!-- report -->";
        const string End = "<!-- end of report -->";
        int begin = text.IndexOf(Begin, StringComparison.Ordinal);
        int end = text.IndexOf(End, StringComparison.Ordinal);
        File.WriteAllText(document, string.Concat(text.AsSpan(0, begin + Begin.Length), "\n", _text.ToString(), text.AsSpan(end)));
    }

    private static string F(double value, string format = "0.0") => double.IsNaN(value) ? "–" : value.ToString(format, CultureInfo.InvariantCulture);

    private static string Four(IEnumerable<double> values) => string.Join(" / ", values.Select(value => F(value, "0")));

    private void Line(string line) => _text.Append(line).Append('\n');

    private void LeaveOut(HoldSet set, HoldSet observed)
    {
        var told = new List<(double Belief, bool Eased)>();
        int sized = 0;
        int covered = 0;
        IReadOnlyList<LeftOut> rows = LeftOut.All(set, 60, observed, (kind, hold, score, weights) =>
        {
            if (kind != "hand" || double.IsNegativeInfinity(score))
            {
                return;
            }

            told.Add((1 / (1 + Math.Exp(-score)), hold.Hold.Plan.Eases));
            if (score >= weights.Thresholds.Possible)
            {
                sized++;
                covered += Math.Abs(weights.Drop(hold.Evidence) - (1 - Math.Exp(-hold.Hold.ShownDrop))) <= 1.645 * weights.SizeDeviation ? 1 : 0;
            }
        });
        Line("### Families left out, worst first");
        Line("");
        Line("Probe, 60 s. Weights and thresholds are fitted without the family and judged on it alone. False alarms: \"possibly\" / \"easing\".");
        Line("Ceiling: the observer who is told everything but whether and when, at 5 % false alarms.");
        Line("");
        Line("| left out | family | false alarms, % | found 5 / 8 / 12 / 20 %, % | asked \"somebody let off\", % | ceiling, % |");
        Line("|---|---|---|---|---|---|");
        foreach (LeftOut row in rows.OrderBy(row => row.Found.Average()))
        {
            Line($"| {row.Kind} | {row.Family} | {F(row.Possibly)} / {F(row.Easing)} | {Four(row.Found)} | {Four(row.Asked)} | {Four(row.Ceiling)} |");
        }

        Line("");
        Line($"Worst family: {Four(Enumerable.Range(0, 4).Select(i => rows.Min(row => row.Found[i])))} (asked for 20 / 45 / 65 / 80). Mean of families: {Four(Enumerable.Range(0, 4).Select(i => rows.Average(row => row.Found[i])))} (asked for 30 / 60 / 80 / 92). Lowest ceiling: {Four(Enumerable.Range(0, 4).Select(i => rows.Min(row => row.Ceiling[i])))}.");
        Line("");
        Line("### Calibration, hands left out");
        Line("");
        Line("Of holds told a probability, as many eased as not: how many did. The last line is the size's ± at nine of ten.");
        Line("");
        Line("| told, % | eased, % | holds |");
        Line("|---|---|---|");
        double weight = (double)set.Eased.Sum(size => size.Length) / set.Nothing.Length;
        for (int tenth = 0; tenth < 10; tenth++)
        {
            var of = told.Where(hold => Math.Min(9, (int)(hold.Belief * 10)) == tenth).ToList();
            double eased = of.Count(hold => hold.Eased);
            Line($"| {F(100 * of.Average(hold => hold.Belief), "0")} | {F(100 * eased / (eased + (weight * of.Count(hold => !hold.Eased))), "0")} | {of.Count} |");
        }

        Line("");
        Line($"The size lies within its ± in {F(100.0 * covered / sized)} % of holds told (asked for 90).");
        Line("");
    }

    private void Verdicts(HoldSet set)
    {
        string Share(IReadOnlyCollection<Judged> of, params EasingVerdict[] verdicts) => F(100.0 * of.Count(hold => verdicts.Contains(hold.Verdict)) / Math.Max(1, of.Count));
        string Row(string name, Judged[] of) =>
            $"| {name} | {Share(of, EasingVerdict.Easing)} | {Share(of, EasingVerdict.PossiblyEasing)} | {Share(of, EasingVerdict.LoadFell)} | {Share(of, EasingVerdict.BackedOff)} | {Share(of, EasingVerdict.Steady)} | {Share(of, EasingVerdict.HeldLevel)} | {Share(of, EasingVerdict.CannotJudge, EasingVerdict.NotSeen)} | {F(100.0 * of.Count(hold => hold.EverEasing) / Math.Max(1, of.Length))} |";
        Line("### What is said, shipped weights, other seeds");
        Line("");
        Line("Probe, 60 s, % of holds. The last column is \"easing\" said at any time, taken back or not.");
        Line("");
        Line("| holds | easing | possibly | somebody let off | you let off | nothing seen | held level | cannot tell | ever easing |");
        Line("|---|---|---|---|---|---|---|---|---|");
        Line(Row("no easing, all", set.Nothing));
        foreach (MoveFamily move in Enum.GetValues<MoveFamily>())
        {
            Line(Row($"no easing, {move}", [.. set.Nothing.Where(hold => hold.Hold.Move == move)]));
        }

        foreach (HandFamily hand in Enum.GetValues<HandFamily>().Take(5))
        {
            Line(Row($"no easing, hand {hand}", [.. set.Nothing.Where(hold => hold.Hold.Hand == hand)]));
        }

        Line(Row("quick servo, no easing", [.. set.Level.Where(hold => hold.Hold.Hand == HandFamily.QuickServo)]));
        Line(Row("body weight, tissue eases by 12 %", [.. set.Level.Where(hold => hold.Hold.Hand == HandFamily.BodyWeight)]));
        foreach (EasingFamily easing in Enum.GetValues<EasingFamily>())
        {
            Line(Row($"12 %, {easing}", [.. set.Eased[2].Where(hold => hold.Hold.Easing == easing)]));
        }

        Line("");
        Judged[] quiet = [.. set.Eased.SelectMany(size => size).Where(hold => hold.Hold.Move is not (MoveFamily.BackOff or MoveFamily.PostureShift))];
        Line($"Easing without any back-off by the hand, all sizes: falsely \"you let off\" in {Share(quiet, EasingVerdict.BackedOff)} % (asked for at most 5).");
        Line("");
    }

    private void Ablation(HoldSet set)
    {
        (string Name, int[] Numbers)[] parts =
        [
            ("all of it", []),
            ("without the passive envelope and its CUSUM", [4, 5, 6, 7]),
            ("without plain drops from a level", [8, 9, 10, 23]),
            ("without the trace freed of quick changes", [12, 13, 14, 15, 16, 17, 18, 20]),
            ("without the quick changes", [1, 2, 3, 11, 19, 21, 22]),
            ("without the hand's unrest", [0]),
            ("envelope and CUSUM alone", [.. Enumerable.Range(0, EasingEvidenceNames.ForEasing).Except([4, 5, 6, 7])]),
            ("plain drop alone", [.. Enumerable.Range(0, EasingEvidenceNames.ForEasing).Except([8, 23])]),
        ];
        Line("### What buys what");
        Line("");
        Line("Probe, 60 s, all families; weights from one half of the holds, false alarms and finds on the other.");
        Line("");
        Line("| evidence | false alarms, % | found 5 / 8 / 12 / 20 %, % |");
        Line("|---|---|---|");
        Judged[] Half(Judged[] holds, int which) => [.. holds.Where((_, i) => i % 2 == which)];
        HoldSet fit = new(Half(set.Nothing, 0), [.. set.Eased.Select(size => Half(size, 0))], set.Level);
        foreach ((string name, int[] numbers) in parts)
        {
            EasingWeights weights = Fit.Of(fit, 60, numbers);
            double Above(Judged[] holds) => 100.0 * holds.Count(hold => Fit.Score(weights, hold) > weights.Thresholds.Possible) / holds.Length;
            Line($"| {name} | {F(Above(Half(set.Nothing, 1)))} | {Four(set.Eased.Select(size => Above(Half(size, 1))))} |");
        }

        Line("");
    }

    private void Cells(HoldSet probe)
    {
        Line("### Lengths and tools, shipped weights, other seeds");
        Line("");
        Line("| tool | length | false alarms, % | found 5 / 8 / 12 / 20 %, % | called easing, % | asked, % |");
        Line("|---|---|---|---|---|---|");
        foreach (bool ball in (bool[])[false, true])
        {
            foreach (double seconds in _lengths)
            {
                HoldSet set = !ball && seconds == 60 ? probe : HoldSet.Draw(ball, seconds, count / 2, TestSeed + 20_000_000);
                Line(Cell($"| {(ball ? "ball" : "probe")} | {seconds} s |", set));
            }
        }

        Line("");
    }

    private static string Cell(string name, HoldSet set)
    {
        double Told(Judged[] holds, bool sure) => 100.0 * holds.Count(hold => hold.Verdict == EasingVerdict.Easing || (!sure && hold.Verdict == EasingVerdict.PossiblyEasing)) / holds.Length;
        return $"{name} {F(Told(set.Nothing, false))} / {F(Told(set.Nothing, true))} | {Four(set.Eased.Select(size => Told(size, false)))} | {Four(set.Eased.Select(size => Told(size, true)))} | {Four(set.Eased.Select(size => 100.0 * size.Count(hold => hold.Verdict == EasingVerdict.LoadFell) / size.Length))} |";
    }

    private void Rates()
    {
        Line("### 10 against 80 samples a second");
        Line("");
        Line("The same probe holds of 60 s; at 10 a second as the HX711 filters (four running means of 100 ms, settled after 400 ms).");
        Line("");
        Line("| rate | false alarms, % | found 5 / 8 / 12 / 20 %, % | called easing, % | asked, % |");
        Line("|---|---|---|---|---|");
        Line(Cell("| 80/s |", HoldSet.Draw(false, 60, count / 2, TestSeed + 40_000_000)));
        Line(Cell("| 10/s |", HoldSet.Draw(false, 60, count / 2, TestSeed + 40_000_000, change: Pool.AtTenASecond)));
        Line("");
    }
}
