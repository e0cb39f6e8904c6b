using Algometer.Measurement;
using Algometer.Measurement.Easing;

namespace Algometer.Evaluation.Families;

/// <summary>A hold's truth and what was said of it; the trace itself is not kept.</summary>
internal sealed record Judged(DrawnHold Hold, EasingVerdict Verdict, EasingDoubt Doubt, double Score, double LastScore, bool BackOffNamed, bool EverPossibly, bool EverEasing, HoldMeasures Measures, double Confidence);

/// <summary>Many drawn holds, judged.</summary>
internal static class Pool
{
    /// <summary>Draws and judges.</summary>
    public static Judged[] Run(HoldPlan plan, int count, ulong seed, bool ceiling = false, Func<DrawnHold, EasingOptions>? options = null, Func<DrawnHold, DrawnHold>? change = null)
    {
        var judged = new Judged[count];
        Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = 2 }, i =>
        {
            DrawnHold hold = FamilyGenerator.Draw(plan, seed + (ulong)i, ceiling);
            hold = change is null ? hold : change(hold);
            judged[i] = Judge(hold, options?.Invoke(hold));
        });
        return judged;
    }

    /// <summary>Runs the product's detector over a hold.</summary>
    public static Judged Judge(DrawnHold hold, EasingOptions? options = null)
    {
        var detector = new EasingDetector(options ?? OptionsFor(hold));
        bool named = false;
        for (int i = 0; i < hold.TimesSeconds.Length; i++)
        {
            detector.Accept(new Sample(i, (long)(hold.TimesSeconds[i] * 1e6) + 10_000, 0, hold.ForcesNewtons[i], SampleFlags.None, AlarmState.None));
            named |= detector.Current.State == EasingState.BackingOff;
        }

        detector.Finish();
        return new Judged(
            hold with { TimesSeconds = [], ForcesNewtons = [] },
            detector.Verdict,
            detector.Doubt,
            detector.Doubt == EasingDoubt.None ? detector.PeakScore : double.NegativeInfinity,
            detector.Current.Score,
            named,
            !double.IsNaN(detector.PossiblyAtSeconds),
            !double.IsNaN(detector.EasingAtSeconds),
            detector.Measure(),
            detector.VerdictConfidence);
    }

    private static EasingOptions OptionsFor(DrawnHold hold) => new()
    {
        HoldSeconds = hold.Plan.Seconds,
        Tool = hold.Plan.Ball ? PressingTool.Ball : PressingTool.Probe,
        TargetNewtons = hold.TargetNewtons,
        LongestSeconds = hold.Plan.Seconds + 10,
    };
}
