using Algometer.Evaluation.Families;
using Algometer.Evaluation.Study;
using Algometer.Measurement.Easing;

namespace Algometer.Measurement.Tests.Easing;

/// <summary>A few seconds of the study: the shipped weights on holds of every family, from seeds that nothing was fitted on.</summary>
public sealed class EasingStudyTests(ITestOutputHelper output)
{
    private const int Holds = 240;

    [Fact]
    public void The_shipped_weights_find_easing_and_seldom_cry_wolf()
    {
        double Told(HoldPlan plan, ulong seed, bool sure)
        {
            Judged[] holds = Pool.Run(plan, Holds, seed);
            return 100.0 * holds.Count(hold => hold.Verdict == EasingVerdict.Easing || (!sure && hold.Verdict == EasingVerdict.PossiblyEasing)) / Holds;
        }

        double possibly = Told(new HoldPlan(60, 0.12, false), 7_000_000_000, false);
        double easing = Told(new HoldPlan(60, 0.12, false), 7_000_000_000, true);
        double found12 = Told(new HoldPlan(60, 0.12, true), 7_100_000_000, false);
        double found20 = Told(new HoldPlan(60, 0.20, true), 7_200_000_000, false);
        output.WriteLine($"false alarms {possibly:0.0} / {easing:0.0} %, found {found12:0.0} % of 12 %, {found20:0.0} % of 20 %");

        // Three standard errors of so many holds are given.
        Assert.InRange(possibly, 0, 5 + 4.3);
        Assert.InRange(easing, 0, 1.5 + 2.4);
        Assert.InRange(found12, 52, 100);
        Assert.InRange(found20, 66, 100);
    }

    [Fact]
    public void The_study_refits_without_a_family_and_the_fit_can_fail()
    {
        HoldSet set = HoldSet.Draw(false, 30, 200, 8_000_000_000);
        EasingWeights weights = Fit.Of(set.Where(hold => hold.Hold.Move != MoveFamily.Fade, hold => hold.Hold.Easing != EasingFamily.Melt), 30);
        Judged[] large = set.Eased[^1];
        double found = (double)large.Count(hold => Fit.IsFound(weights, hold)) / large.Length;
        Assert.InRange(found, 0.3, 1);
        Assert.All(weights.Thresholds, thresholds => Assert.True(thresholds.Likely > thresholds.Possible));
        Assert.InRange(weights.SizeDeviation, 0.005, 0.1);

        // A network that says the same of every hold finds nothing.
        EasingWeights blind = Fit.Of(Fit.Seen(set, new EasingNetWeights(new float[EasingNetShape.Weights])), 30);
        Assert.Equal(0, blind.Calm[1], 6);

        // And one that has hardly learned finds less than the shipped one, but learns.
        HoldSet seen = Fit.Seen(set, Fit.Net([set], 20_000, 3));
        EasingWeights young = Fit.Of(seen, 30);
        Assert.True(young.Calm[1] > 0 || young.Moves[1] > 0);
    }

    [Fact]
    public void The_shipped_weights_are_whole()
    {
        foreach (PressingTool tool in Enum.GetValues<PressingTool>())
        {
            IReadOnlyList<EasingWeights> cells = FittedWeights.For(tool);
            Assert.Equal([30, 60, 90], cells.Select(cell => cell.Seconds));
            foreach (EasingWeights cell in cells)
            {
                Assert.All((IReadOnlyList<double>[])[cell.Calm, cell.FallsOnly, cell.Moves], row => Assert.True(row.Count == 2 && row[1] > 0));
                Assert.Equal(3, cell.Size.Count);
                Assert.Equal(1 + EasingEvidenceNames.All.Count - EasingEvidenceNames.ForEasing, cell.Held.Count);
                Assert.Equal(Enum.GetValues<HandClass>().Length, cell.Thresholds.Count);
                Assert.All(cell.Thresholds, thresholds => Assert.True(thresholds.Possible > 0 && thresholds.Likely > thresholds.Possible));
            }
        }
    }

    [Fact]
    public void A_twitch_and_stages_are_easing_and_not_the_hand_letting_off()
    {
        Judged[] holds = Pool.Run(new HoldPlan(60, 0.12, true) { Easing = EasingFamily.TwitchAndStages, Move = MoveFamily.None }, Holds, 7_300_000_000);
        double Said(params EasingVerdict[] verdicts) => 100.0 * holds.Count(hold => verdicts.Contains(hold.Verdict)) / Holds;
        output.WriteLine($"softening {Said(EasingVerdict.Easing, EasingVerdict.PossiblyEasing):0.0} %, you let off {Said(EasingVerdict.BackedOff):0.0} %");
        Assert.InRange(Said(EasingVerdict.Easing, EasingVerdict.PossiblyEasing), 60, 100);
        Assert.InRange(Said(EasingVerdict.BackedOff), 0, 5);
    }

    [Fact]
    public void A_fall_that_goes_back_is_seldom_easing_in_the_end()
    {
        foreach (MoveFamily move in (MoveFamily[])[MoveFamily.BackOff, MoveFamily.PostureShift])
        {
            Judged[] holds = Pool.Run(new HoldPlan(60, 0.12, false) { Move = move }, Holds, 7_400_000_000);
            double easing = 100.0 * holds.Count(hold => hold.Verdict == EasingVerdict.Easing) / Holds;
            output.WriteLine($"{move}: easing {easing:0.0} %");
            Assert.InRange(easing, 0, 3 + 3.3);
        }
    }

    [Fact]
    public void Detector_and_study_share_no_formula()
    {
        // The study sees the detector's public side only: nothing internal can be borrowed for a generator.
        string host = File.ReadAllText(Path.Combine(Checkout.Root, "host", "Algometer.Measurement", "Algometer.Measurement.csproj"));
        Assert.DoesNotContain("Algometer.Evaluation", host, StringComparison.Ordinal);

        // And the detector knows no course of an easing: neither a smooth step nor a half cosine.
        foreach (string file in Directory.EnumerateFiles(Path.Combine(Checkout.Root, "host", "Algometer.Measurement", "Easing"), "*.cs"))
        {
            string code = File.ReadAllText(file);
            Assert.DoesNotMatch(@"3 - \(2 \*", code);
            Assert.DoesNotMatch(@"0\.5 - \(0\.5 \* Math\.Cos", code);
            Assert.DoesNotContain("Algometer.Evaluation.", code, StringComparison.Ordinal);
        }

        // The generators draw without asking the detector anything.
        string[] judges = ["Pool.cs"];
        foreach (string file in Directory.EnumerateFiles(Path.Combine(Checkout.Root, "tests", "Algometer.Evaluation", "Families"), "*.cs").Where(file => !judges.Contains(Path.GetFileName(file))))
        {
            Assert.DoesNotContain("Measurement.Easing", File.ReadAllText(file), StringComparison.Ordinal);
        }
    }
}
