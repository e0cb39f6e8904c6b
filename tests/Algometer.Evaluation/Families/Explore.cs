using Algometer.Measurement.Easing;

namespace Algometer.Evaluation.Families;

/// <summary>Prints how the detector does on each family: the quick look, for working on it. CEIL=1 asks the ideal observer too, SECS and BALL choose the hold.</summary>
internal static class Explore
{
    public static void Run(int count)
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        bool ceil = Environment.GetEnvironmentVariable("CEIL") == "1";
        bool ball = Environment.GetEnvironmentVariable("BALL") == "1";
        double secs = double.Parse(Environment.GetEnvironmentVariable("SECS") ?? "60", System.Globalization.CultureInfo.InvariantCulture);
        Judged[] nulls = Pool.Run(new HoldPlan(secs, 0.08, false) { Ball = ball }, 2 * count, 1_000_000, ceil);
        double[] drops = [0.05, 0.08, 0.12, 0.20];
        Judged[][] eased = [.. drops.Select((d, i) => Pool.Run(new HoldPlan(secs, d, true) { Ball = ball }, count, 50_000_000 + ((ulong)i * 1_000_000), ceil))];
        Console.WriteLine($"{watch.Elapsed.TotalSeconds:0.0} s");
        double Judgeable(Judged judged, double score) => double.IsNegativeInfinity(judged.Score) ? double.NegativeInfinity : score;
        Table("highest score", nulls, eased, judged => Judgeable(judged, judged.Score));
        Table("last score", nulls, eased, judged => Judgeable(judged, judged.LastScore));

        if (ceil)
        {
            double[][] perDropNull = [.. drops.Select((d, i) => Pool.Run(new HoldPlan(secs, d, false) { Ball = ball }, count, 90_000_000, true).Select(j => j.Hold.CeilingScore).Order().ToArray())];
            Console.WriteLine("ceiling " + string.Join(" ", eased.Select((e, i) => $"{100.0 * e.Count(j => j.Hold.CeilingScore > perDropNull[i][(int)(0.95 * perDropNull[i].Length)]) / e.Length:0}")));
        }

        Console.WriteLine("verdicts null: " + string.Join(" ", nulls.GroupBy(j => j.Verdict).Select(g => $"{g.Key} {100.0 * g.Count() / nulls.Length:0.0}")));
        foreach (MoveFamily m in Enum.GetValues<MoveFamily>())
        {
            Judged[] of = [.. nulls.Where(j => j.Hold.Move == m)];
            Console.WriteLine($"  null {m}: {string.Join(" ", of.GroupBy(j => j.Verdict).Select(g => $"{g.Key} {100.0 * g.Count() / of.Length:0.0}"))}");
        }

        foreach (EasingFamily e in Enum.GetValues<EasingFamily>())
        {
            Judged[] of = [.. eased[2].Where(j => j.Hold.Easing == e)];
            Console.WriteLine($"  12 % {e}: {string.Join(" ", of.GroupBy(j => j.Verdict).Select(g => $"{g.Key} {100.0 * g.Count() / of.Length:0.0}"))}");
        }
    }

    private static void Table(string name, Judged[] nulls, Judged[][] eased, Func<Judged, double> score)
    {
        double T(IEnumerable<Judged> of, double q)
        {
            double[] s = [.. of.Select(score).Order()];
            return s[(int)(q * s.Length)];
        }

        double all = T(nulls, 0.95);
        string D(Func<Judged, bool> where, double t) => string.Join("/", eased.Select(e => { Judged[] of = [.. e.Where(where)]; return $"{100.0 * of.Count(j => score(j) > t) / Math.Max(1, of.Length):0}"; }));
        Console.WriteLine($"{name} threshold {all:0.000}: all {D(_ => true, all)}");
        foreach (MoveFamily m in Enum.GetValues<MoveFamily>())
        {
            Judged[] n = [.. nulls.Where(j => j.Hold.Move == m)];
            double own = T(n, 0.95);
            Console.WriteLine($"   {m,-14} FA {100.0 * n.Count(j => score(j) > all) / n.Length:0.0}  det {D(j => j.Hold.Move == m, all)}   own t {own:0.00} det {D(j => j.Hold.Move == m, own)}");
        }

        foreach (HandFamily h in Enum.GetValues<HandFamily>().Take(5))
        {
            Judged[] n = [.. nulls.Where(j => j.Hold.Hand == h)];
            Console.WriteLine($"   {h,-14} FA {100.0 * n.Count(j => score(j) > all) / n.Length:0.0}  det {D(j => j.Hold.Hand == h, all)}");
        }

        foreach (RelaxationFamily h in Enum.GetValues<RelaxationFamily>())
        {
            Judged[] n = [.. nulls.Where(j => j.Hold.Relaxation == h)];
            Console.WriteLine($"   {h,-14} FA {100.0 * n.Count(j => score(j) > all) / n.Length:0.0}");
        }

        foreach (EasingFamily h in Enum.GetValues<EasingFamily>())
        {
            Console.WriteLine($"   {h,-16} det {D(j => j.Hold.Easing == h, all)}");
        }
    }
}
