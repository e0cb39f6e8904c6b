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
    private const int ShownToFit = 600;
    private const int ShownLeftOut = 300;
    private static readonly double[] _lengths = [30, 60, 90];
    private readonly StringBuilder _text = new();

    /// <summary>Fits network and weights of both tools and writes them as code.</summary>
    /// <param name="folder">Where the code stands.</param>
    public void WriteWeights(string folder)
    {
        var nets = new EasingNetWeights[2];
        var cells = new EasingWeights[2][];
        HoldSet[][] sets = [Lengths(false), Lengths(true)];
        Parallel.For(0, 2, i =>
        {
            Console.WriteLine($"fitting {(i == 1 ? "ball" : "probe")}");
            nets[i] = Fit.Net(sets[i], ShownToFit * count, FitSeed + (ulong)i);
            cells[i] = [.. _lengths.Select((seconds, k) => Fit.Of(Fit.Rest(Fit.Seen(sets[i][k], nets[i])), seconds))];
        });
        foreach (EasingWeights cell in cells.SelectMany(tool => tool))
        {
            Console.WriteLine($"{cell.Seconds} s: thresholds {string.Join(", ", cell.Thresholds.Select(t => $"{F(t.Possible, "0.00")} {F(t.Likely, "0.00")}"))}, size ± {F(cell.SizeDeviation * 100)}");
        }

        File.WriteAllText(Path.Combine(folder, "FittedWeights.cs"), WeightsFile.Of(cells[0], cells[1]));
        File.WriteAllText(Path.Combine(folder, "FittedNets.cs"), WeightsFile.Of(nets[0], nets[1]));
    }

    private HoldSet[] Lengths(bool ball) => [.. _lengths.Select(seconds =>
        HoldSet.Draw(ball, seconds, !ball && seconds == 60 ? 4 * count : 2 * count, FitSeed + (ball ? 100_000_000UL : 0) + (ulong)(seconds * 1_000_000_0)))];

    /// <summary>Measures, and renews the report between the markers of a document.</summary>
    public void WriteReport(string document)
    {
        HoldSet probe = HoldSet.Draw(false, 60, 4 * count, TestSeed);
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
        IReadOnlyList<LeftOut> rows = LeftOut.All(set, 60, observed, ShownLeftOut * count, (kind, hold, score, weights) =>
        {
            if (kind != "hand" || double.IsNegativeInfinity(score))
            {
                return;
            }

            told.Add((1 / (1 + Math.Exp(-score)), hold.Hold.Plan.Eases));
            if (Fit.IsFound(weights, hold))
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
            Line($"| {row.Kind} | {row.Family} | {F(row.Possibly)} / {F(row.Easing)} | {Four(row.Found)} | {Four(row.AtFive)} | {Four(row.Asked)} | {Four(row.Ceiling)} |");
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
        Line("### What buys what");
        Line("");
        Line("Probe, 60 s, all families; network and weights from one half of the holds, the other half judged. Found at 5 % false alarms of all its holds.");
        Line("");
        Line("| judged by | false alarms as shipped, % | found 5 / 8 / 12 / 20 %, % |");
        Line("|---|---|---|");
        HoldSet known = set.Part(i => i % 2 == 0);
        HoldSet other = set.Part(i => i % 2 == 1);
        void Row(string name, EasingWeights weights, EasingNetWeights net, Func<Judged, bool> counts)
        {
            HoldSet seen = Fit.Seen(other, net);
            double Score(Judged hold) => counts(hold) ? weights.Score(hold.Evidence, hold.HandClass) : double.NegativeInfinity;
            double[] scores = [.. seen.Nothing.Select(Score).Order()];
            double threshold = scores[(int)((1 - Fit.PossiblyAlarms) * scores.Length)];
            double alarms = 100.0 * seen.Nothing.Count(hold => Fit.IsFound(weights, hold)) / seen.Nothing.Length;
            Line($"| {name} | {F(alarms)} | {Four(seen.Eased.Select(size => 100.0 * size.Count(hold => Score(hold) > threshold) / size.Length))} |");
        }

        EasingNetWeights net = Fit.Net([known], ShownLeftOut * count, TestSeed);
        EasingWeights weights = Fit.Of(Fit.Rest(Fit.Seen(known, net)), 60);
        Row("all of it", weights, net, hold => hold.IsScored);
        Row("one class for all hands", Fit.Of(Fit.Rest(Fit.Seen(Same(known), net)), 60) is var one ? one with { FallsOnly = one.Calm, Moves = one.Calm, Thresholds = [one.Thresholds[0], one.Thresholds[0], one.Thresholds[0]] } : one, net, hold => hold.IsScored);
        Row("lone falls not asked about but scored", weights, net, hold => hold.Doubt == EasingDoubt.None);
        EasingNetWeights plain = Fit.Net([known], ShownLeftOut * count, TestSeed, plain: true);
        Row("network not shown what a hand may add", Fit.Of(Fit.Rest(Fit.Seen(known, plain)), 60), plain, hold => hold.IsScored);
        EasingNetWeights brief = Fit.Net([known], ShownLeftOut * count / 8, TestSeed);
        Row("network shown an eighth of the courses", Fit.Of(Fit.Rest(Fit.Seen(known, brief)), 60), brief, hold => hold.IsScored);
        Line("");
    }

    private static HoldSet Same(HoldSet set)
    {
        static Judged Calm(Judged hold) => hold with { HandClass = HandClass.Calm };
        return new HoldSet([.. set.Nothing.Select(Calm)], [.. set.Eased.Select(size => size.Select(Calm).ToArray())], set.Level);
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
