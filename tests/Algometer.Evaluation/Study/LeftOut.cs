using Algometer.Evaluation.Families;
using Algometer.Measurement.Easing;

namespace Algometer.Evaluation.Study;

/// <summary>What the detector does on a family that its weights and thresholds have never seen.</summary>
/// <param name="Kind">What was left out: easing, relaxation, hand or move.</param>
/// <param name="Family">Which.</param>
/// <param name="Possibly">False alarms at "possibly", %; NaN where every hold of the family eases.</param>
/// <param name="Easing">False alarms at "easing", %.</param>
/// <param name="Found">Found at "possibly", %, by size.</param>
/// <param name="Asked">Asked about ("somebody let off"), %, by size.</param>
/// <param name="Ceiling">What the ideal observer finds at 5 % false alarms, %, by size.</param>
internal sealed record LeftOut(string Kind, string Family, double Possibly, double Easing, double[] Found, double[] Asked, double[] Ceiling)
{
    /// <summary>Every family in turn. Each hold judged, with its own left-out score and weights, goes to <paramref name="each"/>.</summary>
    public static IReadOnlyList<LeftOut> All(HoldSet set, double seconds, HoldSet? observed, Action<string, Judged, double, EasingWeights>? each = null)
    {
        var rows = new List<LeftOut>();
        void Add<T>(string kind, int count, Func<Judged, T> of)
            where T : struct, Enum
        {
            foreach (T family in Enum.GetValues<T>().Take(count))
            {
                bool Is(Judged hold) => of(hold).Equals(family);
                bool easing = kind == "easing";
                EasingWeights weights = Fit.Of(set.Where(hold => easing || !Is(hold), hold => !Is(hold)), seconds);
                Judged[] nothing = [.. set.Nothing.Where(hold => !easing && Is(hold))];
                double Above(Judged[] holds, double threshold) => holds.Length == 0 ? double.NaN : 100.0 * holds.Count(hold => Fit.Score(weights, hold) > threshold) / holds.Length;
                Judged[][] eased = [.. set.Eased.Select(size => size.Where(Is).ToArray())];
                foreach (Judged hold in nothing.Concat(eased.SelectMany(size => size)))
                {
                    each?.Invoke(kind, hold, Fit.Score(weights, hold), weights);
                }

                rows.Add(new LeftOut(
                    kind,
                    family.ToString(),
                    Above(nothing, weights.Thresholds.Possible),
                    Above(nothing, weights.Thresholds.Likely),
                    [.. eased.Select(size => Above(size, weights.Thresholds.Possible))],
                    [.. eased.Select(size => 100.0 * size.Count(hold => hold.LastState == EasingState.LoadFell) / Math.Max(1, size.Length))],
                    observed is null ? [] : [.. Enumerable.Range(0, 4).Select(i => Ceilings.Of(observed, i, Is, easing))]));
            }
        }

        Add("easing", 7, hold => hold.Hold.Easing);
        Add("relaxation", 4, hold => hold.Hold.Relaxation);
        Add("hand", 5, hold => hold.Hold.Hand);
        Add("move", 6, hold => hold.Hold.Move);
        return rows;
    }
}

/// <summary>What an ideal observer finds at 5 % false alarms.</summary>
internal static class Ceilings
{
    /// <summary>Percentage found.</summary>
    /// <param name="observed">Holds that he was shown, with the size told.</param>
    /// <param name="size">Index of the size.</param>
    /// <param name="family">Which holds.</param>
    /// <param name="anyNothing">Whether his threshold comes from all holds without easing.</param>
    public static double Of(HoldSet observed, int size, Func<Judged, bool> family, bool anyNothing)
    {
        double[] nothing = [.. observed.Nothing.Where(hold => hold.Hold.Plan.Drop == HoldSet.Drops[size] && (anyNothing || family(hold))).Select(hold => hold.Hold.CeilingScore).Order()];
        Judged[] eased = [.. observed.Eased[size].Where(family)];
        double threshold = nothing[(int)((1 - Fit.PossiblyAlarms) * nothing.Length)];
        return 100.0 * eased.Count(hold => hold.Hold.CeilingScore > threshold) / eased.Length;
    }

    /// <summary>Shows him holds.</summary>
    public static HoldSet Observe(double seconds, int count, ulong seed)
    {
        Judged Seen(HoldPlan plan, ulong at) => Unjudged(FamilyGenerator.Draw(plan, at, ceiling: true));
        Judged[] Many(HoldPlan plan, ulong from)
        {
            var seen = new Judged[count];
            Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = 2 }, i => seen[i] = Seen(plan, from + (ulong)i));
            return seen;
        }

        return new HoldSet(
            [.. HoldSet.Drops.SelectMany((drop, i) => Many(new HoldPlan(seconds, drop, false) { RateHertz = 20 }, seed + ((ulong)i * 100_000)))],
            [.. HoldSet.Drops.Select((drop, i) => Many(new HoldPlan(seconds, drop, true) { RateHertz = 20 }, seed + 500_000 + ((ulong)i * 100_000)))],
            []);
    }

    private static Judged Unjudged(DrawnHold hold) =>
        new(hold with { TimesSeconds = [], ForcesNewtons = [] }, default, default, default, 0, [], default, false, false, false, default, 0);
}
