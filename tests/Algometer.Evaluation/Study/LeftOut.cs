using Algometer.Evaluation.Families;
using Algometer.Measurement.Easing;

namespace Algometer.Evaluation.Study;

/// <summary>What the detector does on a family that its weights and thresholds have never seen.</summary>
/// <param name="Kind">What was left out: easing, relaxation, hand or move.</param>
/// <param name="Family">Which.</param>
/// <param name="Possibly">False alarms at "possibly", %; NaN where every hold of the family eases.</param>
/// <param name="Easing">False alarms at "easing", %.</param>
/// <param name="Found">Found at "possibly", %, by size.</param>
/// <param name="AtFive">Found where the family's own false alarms are 5 %, %, by size.</param>
/// <param name="Asked">Asked about ("somebody let off"), %, by size.</param>
/// <param name="Ceiling">What the ideal observer finds at 5 % false alarms, %, by size.</param>
internal sealed record LeftOut(string Kind, string Family, double Possibly, double Easing, double[] Found, double[] AtFive, double[] Asked, double[] Ceiling)
{
    /// <summary>Every family in turn: network, weights and thresholds know nothing of it.</summary>
    /// <param name="set">The holds.</param>
    /// <param name="seconds">Their length.</param>
    /// <param name="observed">What the ideal observer saw.</param>
    /// <param name="shown">How many courses each network is shown.</param>
    /// <param name="each">Gets each hold of a family with its score and the weights.</param>
    public static IReadOnlyList<LeftOut> All(HoldSet set, double seconds, HoldSet? observed, int shown, Action<string, Judged, double, EasingWeights>? each = null)
    {
        var turns = new List<Func<(LeftOut Row, Action Tell)>>();
        void Add<T>(string kind, int count, Func<Judged, T> of)
            where T : struct, Enum
        {
            foreach (T family in Enum.GetValues<T>().Take(count))
            {
                turns.Add(() => Turn(kind, family.ToString(), hold => of(hold).Equals(family)));
            }
        }

        (LeftOut Row, Action Tell) Turn(string kind, string family, Func<Judged, bool> isOf)
        {
            bool easing = kind == "easing";
            HoldSet known = set.Where(hold => easing || !isOf(hold), hold => !isOf(hold));
            EasingNetWeights net = Fit.Net([known], shown, (ulong)family.Length + 17);
            EasingWeights weights = Fit.Of(Fit.Rest(Fit.Seen(known, net)), seconds);
            HoldSet left = Fit.Seen(set.Where(hold => !easing && isOf(hold), isOf), net);
            double Share(Judged[] holds, Func<Judged, bool> says) => holds.Length == 0 ? double.NaN : 100.0 * holds.Count(says) / holds.Length;
            double[] own = [.. (easing ? Fit.Rest(Fit.Seen(known, net)).Nothing : left.Nothing).Select(hold => Fit.Score(weights, hold)).Order()];
            double ownThreshold = own[(int)((1 - Fit.PossiblyAlarms) * own.Length)];
            var row = new LeftOut(
                kind,
                family,
                Share(left.Nothing, hold => Fit.IsFound(weights, hold)),
                Share(left.Nothing, hold => Fit.IsSure(weights, hold)),
                [.. left.Eased.Select(size => Share(size, hold => Fit.IsFound(weights, hold)))],
                [.. left.Eased.Select(size => Share(size, hold => Fit.Score(weights, hold) > ownThreshold))],
                [.. left.Eased.Select(size => Share(size, hold => hold.LastState == EasingState.LoadFell))],
                observed is null ? [] : [.. Enumerable.Range(0, 4).Select(i => Ceilings.Of(observed, i, isOf, easing))]);
            return (row, () =>
            {
                foreach (Judged hold in left.Nothing.Concat(left.Eased.SelectMany(size => size)))
                {
                    each?.Invoke(kind, hold, Fit.Score(weights, hold), weights);
                }
            });
        }

        Add("easing", 7, hold => hold.Hold.Easing);
        Add("relaxation", 4, hold => hold.Hold.Relaxation);
        Add("hand", 5, hold => hold.Hold.Hand);
        Add("move", 6, hold => hold.Hold.Move);
        var rows = new (LeftOut Row, Action Tell)[turns.Count];
        Parallel.For(0, turns.Count, new ParallelOptions { MaxDegreeOfParallelism = 2 }, i => rows[i] = turns[i]());
        foreach ((_, Action tell) in rows)
        {
            tell();
        }

        return [.. rows.Select(row => row.Row)];
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
        new(hold with { TimesSeconds = [], ForcesNewtons = [] }, default, default, default, 0, [], [], default, false, false, false, default, 0);
}
