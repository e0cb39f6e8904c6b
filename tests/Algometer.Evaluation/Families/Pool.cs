using Algometer.Measurement.Easing;
using Algometer.Measurement.Signal;

namespace Algometer.Evaluation.Families;

/// <summary>A hold's truth and what was said and seen of it; the trace itself is not kept.</summary>
internal sealed record Judged(
    DrawnHold Hold,
    EasingVerdict Verdict,
    EasingDoubt Doubt,
    EasingState LastState,
    double Score,
    double[] Evidence,
    float[] Course,
    HandClass HandClass,
    bool BackOffNamed,
    bool EverPossibly,
    bool EverEasing,
    HoldMeasures Measures,
    double Confidence)
{
    /// <summary>Whether a score decides: nothing stands in the way and no lone fall is asked about.</summary>
    public bool IsScored => Doubt == EasingDoubt.None && LastState != EasingState.LoadFell;
}

/// <summary>Many drawn holds, judged.</summary>
internal static class Pool
{
    /// <summary>Draws and judges.</summary>
    public static Judged[] Run(HoldPlan plan, int count, ulong seed, bool ceiling = false, Func<DrawnHold, DrawnHold>? change = null)
    {
        var judged = new Judged[count];
        Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = 2 }, i =>
        {
            DrawnHold hold = FamilyGenerator.Draw(plan, seed + (ulong)i, ceiling);
            judged[i] = Judge(change is null ? hold : change(hold));
        });
        return judged;
    }

    /// <summary>Runs the product's detector over a hold.</summary>
    public static Judged Judge(DrawnHold hold)
    {
        var detector = new EasingDetector(new EasingOptions
        {
            HoldSeconds = hold.Plan.Seconds,
            Tool = hold.Plan.Ball ? PressingTool.Ball : PressingTool.Probe,
            TargetNewtons = hold.TargetNewtons,
            LongestSeconds = hold.Plan.Seconds + 10,
        });
        bool named = false;
        for (int i = 0; i < hold.TimesSeconds.Length; i++)
        {
            detector.Accept(new Sample(i, (long)(hold.TimesSeconds[i] * 1e6) + 10_000, 0, hold.ForcesNewtons[i], SampleFlags.None, AlarmState.None));
            named |= hold.TimesSeconds[i] < hold.EndSeconds && detector.Current.State == EasingState.BackingOff;
        }

        detector.Finish();
        return new Judged(
            hold with { TimesSeconds = [], ForcesNewtons = [] },
            detector.Verdict,
            detector.Doubt,
            detector.Current.State,
            detector.Score,
            detector.Evidence.ToArray(),
            detector.Course.ToArray(),
            detector.HandClass,
            named,
            !double.IsNaN(detector.PossiblyAtSeconds),
            !double.IsNaN(detector.EasingAtSeconds),
            detector.Measure(),
            detector.VerdictConfidence);
    }

    /// <summary>As the HX711 gives it at 10 a second: four running means of 100 ms (settled after 400 ms), every eighth of 80 values.</summary>
    public static DrawnHold AtTenASecond(DrawnHold hold)
    {
        double[] values = hold.ForcesNewtons;
        for (int pass = 0; pass < 4; pass++)
        {
            double[] mean = new double[values.Length];
            double sum = 0;
            for (int i = 0; i < values.Length; i++)
            {
                sum += values[i] - (i >= 8 ? values[i - 8] : 0);
                mean[i] = sum / Math.Min(8, i + 1);
            }

            values = mean;
        }

        return hold with
        {
            TimesSeconds = [.. hold.TimesSeconds.Where((_, i) => i % 8 == 7)],
            ForcesNewtons = [.. values.Where((_, i) => i % 8 == 7)],
        };
    }
}
