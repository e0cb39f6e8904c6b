using Algometer.Evaluation.Families;
using Algometer.Measurement.Easing;

namespace Algometer.Evaluation.Study;

/// <summary>Fits the weights of the detector to a set of holds.</summary>
internal static class Fit
{
    /// <summary>False alarms at "possibly" and at "easing", part of all holds without easing.</summary>
    public const double PossiblyAlarms = 0.05;

    private const double LikelyAlarms = 0.013;
    private const double PossiblyInFamily = 0.07;
    private const double LikelyInFamily = 0.02;
    private const int FewestInFamily = 40;
    private const double LeastOdds = 0.05;
    private const int RestEvery = 4;
    private const int FewestHolds = 8;
    private const double NineOfTen = 1.645;

    /// <summary>Fits.</summary>
    public static EasingWeights Of(HoldSet set, double seconds)
    {
        Judged[] eased = [.. set.Eased.SelectMany(size => size).Where(hold => hold.IsScored)];
        Judged[] nothing = [.. set.Nothing.Where(hold => hold.IsScored)];
        double weight = (double)set.Eased.Sum(size => size.Length) / set.Nothing.Length;
        double[] Numbers(Judged hold) => [.. hold.Evidence.Take(EasingEvidenceNames.ForEasing)];
        double[] Class(HandClass kind)
        {
            Judged[] no = [.. nothing.Where(hold => hold.HandClass == kind)];
            Judged[] yes = [.. eased.Where(hold => hold.HandClass == kind)];
            if (no.Length + yes.Length < FewestHolds)
            {
                return [-2, 0];
            }

            return Logistic.Fit([.. no.Concat(yes).Select(hold => hold.Evidence[..1])], [.. no.Select(_ => false), .. yes.Select(_ => true)], [.. no.Select(_ => weight), .. yes.Select(_ => 1.0)]);
        }

        var weights = new EasingWeights
        {
            Seconds = seconds,
            Calm = Class(HandClass.Calm),
            FallsOnly = Class(HandClass.FallsOnly),
            Moves = Class(HandClass.Moves),
            Size = [0, 0, 0],
            SizeDeviation = 0,
            Held = Held(set),
            Thresholds = [],
        };
        weights = weights with { Thresholds = ThresholdsOf(set, weights) };
        Judged[] told = [.. nothing.Concat(eased).Where(hold => IsFound(weights, hold))];
        double[] size = Logistic.Line([.. told.Select(Numbers)], [.. told.Select(hold => 1 - Math.Exp(-hold.Hold.ShownDrop))], [.. told.Select(hold => hold.Hold.Plan.Eases ? 1.0 : weight)]);
        weights = weights with { Size = size };
        double[] errors = [.. told.Select(hold => Math.Abs(weights.Drop(hold.Evidence) - (1 - Math.Exp(-hold.Hold.ShownDrop)))).Order()];
        return weights with { SizeDeviation = errors[(int)(0.9 * (errors.Length - 1))] / NineOfTen };
    }

    /// <summary>The score of a hold; negative infinity where none decides.</summary>
    public static double Score(EasingWeights weights, Judged hold) => hold.IsScored ? weights.Score(hold.Evidence, hold.HandClass) : double.NegativeInfinity;

    /// <summary>Whether "possibly" is said.</summary>
    public static bool IsFound(EasingWeights weights, Judged hold) => Score(weights, hold) >= weights.Thresholds[(int)hold.HandClass].Possible;

    /// <summary>Whether "easing" is said.</summary>
    public static bool IsSure(EasingWeights weights, Judged hold) => Score(weights, hold) >= weights.Thresholds[(int)hold.HandClass].Likely;

    /// <summary>Fits the network to three of four holds; the fourth is left for what weighs it.</summary>
    public static EasingNetWeights Net(IReadOnlyList<HoldSet> sets, int shown, ulong seed, bool plain = false) =>
        NetTrainer.Fit([.. sets.Select(set => set.Part(i => i % RestEvery != 0)).SelectMany(set => set.Nothing.Concat(set.Eased.SelectMany(size => size)))], shown, seed, plain);

    /// <summary>The holds that the network has not learned from.</summary>
    public static HoldSet Rest(HoldSet set) => set.Part(i => i % RestEvery == 0);

    /// <summary>The same holds as another network sees them.</summary>
    public static HoldSet Seen(HoldSet set, EasingNetWeights weights)
    {
        int most = 1 + set.Nothing.Concat(set.Eased.SelectMany(size => size)).Concat(set.Level).Max(hold => hold.Course.Length);
        var net = new EasingNet(Math.Max(most, EasingNetShape.FewestSteps));
        Judged See(Judged hold)
        {
            if (hold.Course.Length < EasingNetShape.FewestSteps)
            {
                return hold;
            }

            net.Read(weights.Span, hold.Course);
            double[] evidence = [.. hold.Evidence];
            evidence[0] = net.Odds;
            evidence[1] = net.Size;
            return hold with { Evidence = evidence };
        }

        return new HoldSet([.. set.Nothing.Select(See)], [.. set.Eased.Select(size => size.Select(See).ToArray())], [.. set.Level.Select(See)]);
    }

    // For each kind of hold: what so many of its holds without easing exceed, and of no family of moves or hands much more.
    private static EasingThresholds[] ThresholdsOf(HoldSet set, EasingWeights weights) => [.. Enum.GetValues<HandClass>().Select(kind =>
    {
        Judged[] holds = [.. set.Nothing.Where(hold => hold.HandClass == kind)];
        double Exceeded(IEnumerable<Judged> of, double part)
        {
            double[] scores = [.. of.Select(hold => Score(weights, hold)).Order()];
            return scores.Length < FewestInFamily ? double.NegativeInfinity : scores[(int)((1 - part) * scores.Length)];
        }

        double Most(double part, double inFamily) => Enum.GetValues<MoveFamily>().Select(move => Exceeded(holds.Where(hold => hold.Hold.Move == move), inFamily))
            .Concat(Enum.GetValues<HandFamily>().Select(hand => Exceeded(holds.Where(hold => hold.Hold.Hand == hand), inFamily)))
            .Append(Exceeded(holds, part))
            .Append(LeastOdds)
            .Max();
        double possible = Most(PossiblyAlarms, PossiblyInFamily);
        return new EasingThresholds(possible, Math.Max(possible + 0.1, Most(LikelyAlarms, LikelyInFamily)));
    })];

    private static double[] Held(HoldSet set)
    {
        double[] Numbers(Judged hold) => [.. hold.Evidence.Skip(EasingEvidenceNames.ForEasing)];
        Judged[] free = [.. set.Nothing.Where(hold => hold.IsScored && hold.HandClass != HandClass.Moves)];
        Judged[] level = [.. set.Level.Where(hold => hold.IsScored && hold.HandClass != HandClass.Moves)];
        double weight = (double)level.Length / Math.Max(1, free.Length);
        return Logistic.Fit([.. free.Concat(level).Select(Numbers)], [.. free.Select(_ => false), .. level.Select(_ => true)], [.. free.Select(_ => weight), .. level.Select(_ => 1.0)]);
    }
}
