using Algometer.Evaluation.Families;
using Algometer.Measurement.Easing;

namespace Algometer.Evaluation.Study;

/// <summary>Fits the weights of the detector to a set of holds.</summary>
internal static class Fit
{
    /// <summary>False alarms at "possibly" and at "easing", part of all holds without easing.</summary>
    public const double PossiblyAlarms = 0.05;

    private const double LikelyAlarms = 0.013;
    private const int FewestHolds = 8;
    private const double NineOfTen = 1.645;

    /// <summary>Fits. Numbers that <paramref name="without"/> names are left out.</summary>
    public static EasingWeights Of(HoldSet set, double seconds, IReadOnlyCollection<int>? without = null)
    {
        Judged[] eased = [.. set.Eased.SelectMany(size => size).Where(hold => hold.IsScored)];
        Judged[] nothing = [.. set.Nothing.Where(hold => hold.IsScored)];
        double weight = (double)set.Eased.Sum(size => size.Length) / set.Nothing.Length;
        double[] Numbers(Judged hold) => [.. hold.Evidence.Take(EasingEvidenceNames.ForEasing).Select((value, i) => without?.Contains(i) == true ? 0 : value)];
        double[] Class(HandClass kind)
        {
            Judged[] no = [.. nothing.Where(hold => hold.HandClass == kind)];
            Judged[] yes = [.. eased.Where(hold => hold.HandClass == kind)];
            if (no.Length + yes.Length < FewestHolds)
            {
                return [-2, .. new double[EasingEvidenceNames.ForEasing]];
            }

            return Logistic.Fit([.. no.Concat(yes).Select(Numbers)], [.. no.Select(_ => false), .. yes.Select(_ => true)], [.. no.Select(_ => weight), .. yes.Select(_ => 1.0)]);
        }

        var weights = new EasingWeights
        {
            Seconds = seconds,
            Calm = Class(HandClass.Calm),
            FallsOnly = Class(HandClass.FallsOnly),
            Moves = Class(HandClass.Moves),
            Size = new double[EasingEvidenceNames.ForEasing + 1],
            SizeDeviation = 0,
            Held = Held(set),
            Thresholds = default,
        };
        double[] scores = [.. set.Nothing.Select(hold => Score(weights, hold)).Order()];
        double possible = Math.Max(0.05, scores[(int)((1 - PossiblyAlarms) * scores.Length)]);
        var thresholds = new EasingThresholds(possible, Math.Max(possible + 0.1, scores[(int)((1 - LikelyAlarms) * scores.Length)]));
        Judged[] told = [.. nothing.Concat(eased).Where(hold => Score(weights, hold) >= possible)];
        double[] size = Logistic.Line([.. told.Select(Numbers)], [.. told.Select(hold => 1 - Math.Exp(-hold.Hold.ShownDrop))], [.. told.Select(hold => hold.Hold.Plan.Eases ? 1.0 : weight)]);
        weights = weights with { Size = size, Thresholds = thresholds };
        double[] errors = [.. told.Select(hold => Math.Abs(weights.Drop(hold.Evidence) - (1 - Math.Exp(-hold.Hold.ShownDrop)))).Order()];
        return weights with { SizeDeviation = errors[(int)(0.9 * (errors.Length - 1))] / NineOfTen };
    }

    /// <summary>The score of a hold; negative infinity where none decides.</summary>
    public static double Score(EasingWeights weights, Judged hold) => hold.IsScored ? weights.Score(hold.Evidence, hold.HandClass) : double.NegativeInfinity;

    private static double[] Held(HoldSet set)
    {
        double[] Numbers(Judged hold) => [hold.Evidence[0], .. hold.Evidence.Skip(EasingEvidenceNames.ForEasing)];
        Judged[] free = [.. set.Nothing.Where(hold => hold.IsScored && hold.HandClass != HandClass.Moves)];
        Judged[] level = [.. set.Level.Where(hold => hold.IsScored && hold.HandClass != HandClass.Moves)];
        double weight = (double)level.Length / Math.Max(1, free.Length);
        return Logistic.Fit([.. free.Concat(level).Select(Numbers)], [.. free.Select(_ => false), .. level.Select(_ => true)], [.. free.Select(_ => weight), .. level.Select(_ => 1.0)]);
    }
}
