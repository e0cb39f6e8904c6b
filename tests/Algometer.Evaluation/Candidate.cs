using Algometer.Measurement;
using Algometer.Measurement.Easing;

namespace Algometer.Evaluation;

/// <summary>What a candidate said of one hold.</summary>
/// <param name="Score">Peak of its statistic; negative infinity when it cannot judge.</param>
/// <param name="FirstAbove">When the statistic first passed a threshold, s since the first sample; NaN when never.</param>
internal sealed record Outcome(double Score, Func<double, double> FirstAbove, EasingVerdict Verdict, int BackOffs, int RePresses, EasingDoubt Doubt, EasingSpan[] Spans);

/// <summary>A way to find easing.</summary>
internal sealed record Candidate(string Name, Func<GeneratedHold, HoldRecipe, Outcome> Judge)
{
    /// <summary>The product's detector.</summary>
    public static Candidate Product { get; } = new("Bayes over onset, duration and hand", (hold, recipe) => Detect(hold, recipe, null));

    /// <summary>The product's detector without its hypotheses of quick corrections.</summary>
    public static Candidate WithoutSteps { get; } = new("the same without step hypotheses", (hold, recipe) => Detect(hold, recipe, EasingModel.Probe with { StepProbability = 0 }));

    /// <summary>The product's detector with one assumed hand.</summary>
    public static Candidate OneHand { get; } = new("the same with one assumed hand", (hold, recipe) => Detect(hold, recipe, EasingModel.Probe with { Hands = [new(0.014, 1.5, 0.005)] }));

    /// <summary>All that are compared.</summary>
    public static IReadOnlyList<Candidate> All { get; } =
    [
        Product,
        WithoutSteps,
        OneHand,
        new("CUSUM below the passive envelope", (hold, _) => Gated(hold, new EnvelopeCusum())),
        new("Theil–Sen slope of the last 20 s", (hold, _) => Gated(hold, new LateSlope())),
        new("drop from the level at 14 s", (hold, _) => Gated(hold, new DropFromBaseline())),
    ];

    private static Outcome Detect(GeneratedHold hold, HoldRecipe recipe, EasingModel? model)
    {
        var detector = new EasingDetector(
            new EasingOptions
            {
                HoldSeconds = recipe.Seconds,
                Tool = recipe.Ball ? PressingTool.Ball : PressingTool.Probe,
                TargetNewtons = hold.TargetNewtons,
                LongestSeconds = recipe.Seconds + 10,
            },
            model);
        var peaks = new List<(double At, double Score)>();
        for (int i = 0; i < hold.TimesSeconds.Length; i++)
        {
            detector.Accept(new Sample(i, (long)(hold.TimesSeconds[i] * 1e6) + 10_000, 0, hold.ForcesNewtons[i], SampleFlags.None, AlarmState.None));
            if (peaks.Count == 0 || detector.PeakScore > peaks[^1].Score)
            {
                peaks.Add((hold.TimesSeconds[i], detector.PeakScore));
            }
        }

        detector.Finish();
        peaks.Add((hold.TimesSeconds[^1], detector.PeakScore));
        double score = detector.Doubt == EasingDoubt.None ? detector.PeakScore : double.NegativeInfinity;
        return new Outcome(score, First(peaks), detector.Verdict, detector.BackOffs, detector.RePresses, detector.Doubt, detector.Spans.ToArray());
    }

    // The simpler ones get the same gate, so that only the statistic differs.
    private static Outcome Gated(GeneratedHold hold, IStatistic statistic)
    {
        var gate = new OperatorGate(EasingGateOptions.Probe);
        var bins = new ForceBins((long)(hold.PlateauSeconds * 1e6));
        var peaks = new List<(double At, double Score)> { (0, double.NegativeInfinity) };
        int bin = 0;
        for (int i = 0; i < hold.TimesSeconds.Length; i++)
        {
            double t = hold.TimesSeconds[i];
            if (t < hold.PlateauSeconds || t > hold.EndSeconds || !bins.Add((long)(t * 1e6), hold.ForcesNewtons[i], out double mean, out _))
            {
                continue;
            }

            GatedBin gated = gate.Accept(mean);
            int at = bin++ - OperatorGate.DelayBins;
            if (at >= 0 && statistic.Accept(at * 0.1, gated) is var score && score > peaks[^1].Score)
            {
                peaks.Add((t, score));
            }
        }

        return new Outcome(peaks[^1].Score, First(peaks), EasingVerdict.CannotJudge, gate.BackOffs, gate.RePresses, EasingDoubt.None, []);
    }

    private static Func<double, double> First(List<(double At, double Score)> peaks) => threshold =>
    {
        int index = peaks.FindIndex(peak => peak.Score > threshold);
        return index < 0 ? double.NaN : peaks[index].At;
    };
}
