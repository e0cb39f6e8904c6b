using Algometer.Measurement.Easing;
using Algometer.Measurement.Signal;

namespace Algometer.Measurement.Tests.Easing;

/// <summary>A verdict that tells the truth: what the force cannot tell is asked, taken back, or called not seen.</summary>
public sealed class EasingVerdictTests
{
    private const double Rate = 80;

    [Fact]
    public void A_quick_fall_that_stays_is_asked_about_and_blames_nobody()
    {
        EasingDetector detector = Hold(t => -0.13 * Part(t, 25, 1.2));
        Assert.Equal(EasingVerdict.LoadFell, detector.Verdict);
        Assert.Equal(EasingState.LoadFell, detector.Current.State);
        Assert.Equal(0, detector.VerdictConfidence);
    }

    [Fact]
    public void A_fall_that_goes_back_is_no_easing()
    {
        for (int seed = 0; seed < 10; seed++)
        {
            EasingDetector detector = Hold(t => -0.10 * (Part(t, 20, 5) - Part(t, 36, 4)), seed: seed);
            Assert.NotEqual(EasingVerdict.Easing, detector.Verdict);
            Assert.True(double.IsNaN(detector.EasingAtSeconds) || detector.IsWithdrawn, "said and not taken back");
        }
    }

    [Fact]
    public void A_fall_while_samples_are_missing_is_not_seen()
    {
        EasingDetector detector = Hold(t => -0.12 * Part(t, 30, 1), lost: t => t is > 29 and < 33);
        Assert.Equal(EasingVerdict.NotSeen, detector.Verdict);
        Assert.Equal(EasingState.CannotJudge, detector.Current.State);
        Assert.Equal(EasingDoubt.GapAtFall, detector.Current.Doubt);
    }

    [Fact]
    public void The_same_gap_without_a_fall_is_nothing() =>
        Assert.NotEqual(EasingVerdict.NotSeen, Hold(_ => 0, lost: t => t is > 29 and < 33).Verdict);

    [Theory]
    [InlineData(0.15)]
    [InlineData(0.22)]
    [InlineData(0.30)]
    [InlineData(0.43)]
    public void A_breath_of_eight_percent_on_the_ball_is_never_letting_go(double hertz)
    {
        for (int seed = 0; seed < 5; seed++)
        {
            var states = new HashSet<EasingState>();
            EasingDetector detector = Hold(t => 0.08 * Math.Sin(2 * Math.PI * hertz * t), seed: seed, ball: true, said: states);
            Assert.DoesNotContain(EasingState.BackingOff, states);
            Assert.DoesNotContain(EasingState.LoadFell, states);
            Assert.NotEqual(EasingVerdict.Easing, detector.Verdict);
            Assert.Equal(0, detector.BackOffs);
        }
    }

    [Fact]
    public void An_easing_that_begins_before_ten_seconds_is_seen()
    {
        for (int seed = 0; seed < 5; seed++)
        {
            EasingDetector detector = Hold(t => -0.18 * (1 - Math.Exp(-Math.Max(0, t - 8) / 12)), seed: seed);
            Assert.Contains(detector.Verdict, (EasingVerdict[])[EasingVerdict.Easing, EasingVerdict.PossiblyEasing]);
        }
    }

    [Fact]
    public void Three_stages_are_not_blamed_on_the_hand()
    {
        for (int seed = 0; seed < 5; seed++)
        {
            EasingDetector detector = Hold(t => -0.045 * (Part(t, 22, 0.8) + Part(t, 27, 0.8) + Part(t, 32, 0.8)), seed: seed);
            Assert.NotEqual(EasingVerdict.BackedOff, detector.Verdict);
            Assert.NotEqual(EasingVerdict.Steady, detector.Verdict);
        }
    }

    [Fact]
    public void A_dead_weight_is_held_level_and_not_steady_for_sure()
    {
        EasingDetector detector = Hold(_ => 0, relaxes: 0, unrest: 0.0025);
        Assert.Equal(EasingVerdict.HeldLevel, detector.Verdict);
        Assert.InRange(detector.VerdictConfidence, 0.5, 1);
    }

    private static double Part(double t, double from, double takes) => Math.Clamp((t - from) / takes, 0, 1);

    // A hold of 60 s at 30 N: relaxation, a hand with a second's memory, tremor.
    private static EasingDetector Hold(Func<double, double> change, int seed = 1, bool ball = false, Func<double, bool>? lost = null, double relaxes = 0.06, double unrest = 0.007, HashSet<EasingState>? said = null)
    {
        var detector = new EasingDetector(new EasingOptions { TargetNewtons = 30, Tool = ball ? PressingTool.Ball : PressingTool.Probe });
        var random = new Random(seed);
        double wander = 0;
        for (int i = 0; i < 62 * Rate; i++)
        {
            double t = (i / Rate) - 2;
            double keep = Math.Exp(-1 / Rate / 1.2);
            double normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            wander = (keep * wander) + (unrest * Math.Sqrt(1 - (keep * keep)) * normal);
            double level = t < 0 ? Math.Clamp((t + 2) / 1.5, 0, 1) : 1;
            double since = Math.Max(0, t);
            double log = wander + (t < 0 ? 0 : change(t) - (relaxes * (1 - Math.Exp(-since / 6))));
            if (lost?.Invoke(t) == true)
            {
                continue;
            }

            double newtons = 30 * level * Math.Exp(log) * (1 + (0.004 * Math.Sin(2 * Math.PI * 9.3 * t)));
            detector.Accept(new Sample(i, (long)(i / Rate * 1e6) + 10_000, 0, newtons, SampleFlags.None, AlarmState.None));
            said?.Add(detector.Current.State);
        }

        detector.Finish();
        return detector;
    }
}
