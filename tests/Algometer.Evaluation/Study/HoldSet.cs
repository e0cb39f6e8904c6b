using Algometer.Evaluation.Families;

namespace Algometer.Evaluation.Study;

/// <summary>Holds of one tool and length, judged: none eased, eased by four sizes, and held level.</summary>
/// <param name="Nothing">Not eased.</param>
/// <param name="Eased">Eased, by size.</param>
/// <param name="Level">Held level by a quick servo or by a weight, half of them with easing that hardly shows.</param>
internal sealed record HoldSet(Judged[] Nothing, Judged[][] Eased, Judged[] Level)
{
    /// <summary>Sizes of easing, as a part of the force.</summary>
    public static IReadOnlyList<double> Drops { get; } = [0.05, 0.08, 0.12, 0.20];

    /// <summary>Draws and judges.</summary>
    public static HoldSet Draw(bool ball, double seconds, int count, ulong seed, bool ceiling = false, Func<DrawnHold, DrawnHold>? change = null)
    {
        HoldPlan Plan(double drop, bool eases) => new(seconds, drop, eases) { Ball = ball };
        int few = Math.Max(10, count / 4);
        return new HoldSet(
            Pool.Run(Plan(0.08, false), count, seed, ceiling, change),
            [.. Drops.Select((drop, i) => Pool.Run(Plan(drop, true), few, seed + ((ulong)(i + 1) * 1_000_000), ceiling, change))],
            [
                .. Pool.Run(Plan(0.12, false) with { Hand = HandFamily.QuickServo, Move = MoveFamily.None }, few, seed + 6_000_000, change: change),
                .. Pool.Run(Plan(0.12, true) with { Hand = HandFamily.BodyWeight, Move = MoveFamily.None }, few, seed + 7_000_000, change: change),
            ]);
    }

    /// <summary>The holds whose numbers a test accepts.</summary>
    public HoldSet Part(Func<int, bool> which) =>
        new([.. Nothing.Where((_, i) => which(i))], [.. Eased.Select(size => size.Where((_, i) => which(i)).ToArray())], Level);

    /// <summary>The holds that a test accepts.</summary>
    public HoldSet Where(Func<Judged, bool> nothing, Func<Judged, bool> eased) =>
        new([.. Nothing.Where(nothing)], [.. Eased.Select(size => size.Where(eased).ToArray())], Level);
}
