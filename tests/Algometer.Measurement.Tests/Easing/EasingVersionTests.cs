using System.Globalization;
using Algometer.Evaluation;
using Algometer.Measurement.Easing;
using Algometer.Measurement.Signal;

namespace Algometer.Measurement.Tests.Easing;

/// <summary>
/// Holds what the detector says of a few generated holds to <see cref="EasingDetector.Version"/>: stored judgements name that version, so the same
/// samples may only be judged otherwise under a new one. When a line below differs on purpose, raise the version and take the new line with it.
/// </summary>
public sealed class EasingVersionTests
{
    private const string Pinned = "3";

    [Theory]
    [InlineData(1, 60, false, nameof(Tissue.Nominal), 0, nameof(Behaviour.Steady), "Steady None score 0.0 possibly NaN easing NaN hold 2.4-62.8 off 0 again 0 spans Settling Steady")]
    [InlineData(2, 60, false, nameof(Tissue.Nominal), 0.2, nameof(Behaviour.Steady), "Easing None score 4.5 possibly 33.0 easing 33.0 hold 2.5-62.8 off 0 again 0 spans Settling Steady Easing RePressing BackingOff Easing")]
    [InlineData(3, 60, false, nameof(Tissue.Nominal), 0.12, nameof(Behaviour.BackOff), "Easing None score 3.3 possibly 48.6 easing 52.8 hold 2.1-62.3 off 2 again 3 spans Settling BackingOff Settling BackingOff RePressing BackingOff Steady BackingOff RePressing CannotJudge Steady PossiblyEasing Easing BackingOff RePressing BackingOff Easing")]
    [InlineData(4, 90, false, nameof(Tissue.Strong), 0, nameof(Behaviour.Corrective), "LoadFell None score 0.5 possibly 30.7 easing 30.7 hold 2.2-92.6 off 2 again 0 spans Settling RePressing BackingOff Settling Steady BackingOff Steady Easing Steady RePressing BackingOff RePressing Steady")]
    [InlineData(5, 90, true, nameof(Tissue.Nominal), 0.2, nameof(Behaviour.Steady), "PossiblyEasing None score 1.6 possibly 89.8 easing NaN hold 2.3-92.6 off 2 again 2 spans Settling Steady HeldLevel RePressing BackingOff HeldLevel Steady HeldLevel Steady BackingOff Steady BackingOff RePressing BackingOff Steady RePressing Steady RePressing BackingOff Steady BackingOff Steady PossiblyEasing")]
    [InlineData(6, 30, true, nameof(Tissue.Nominal), 0, nameof(Behaviour.Fade), "Steady None score -0.2 possibly NaN easing NaN hold 2.8-33.0 off 0 again 0 spans Settling Steady")]
    public void The_same_samples_are_judged_alike_under_one_version(int seed, double seconds, bool ball, string tissue, double drop, string behaviour, string judged)
    {
        GeneratedHold hold = new HoldGenerator((ulong)seed).Next(new HoldRecipe(seconds, ball, Enum.Parse<Tissue>(tissue), drop, Enum.Parse<Behaviour>(behaviour)));
        var detector = new EasingDetector(new EasingOptions { TargetNewtons = hold.TargetNewtons, HoldSeconds = seconds, Tool = ball ? PressingTool.Ball : PressingTool.Probe });
        for (int i = 0; i < hold.TimesSeconds.Length; i++)
        {
            detector.Accept(new Sample(i, (long)(hold.TimesSeconds[i] * 1e6) + 10_000, 0, hold.ForcesNewtons[i], SampleFlags.None, AlarmState.None));
        }

        detector.Finish();

        // Rounded, so that another processor's last digits are no other result.
        string now = string.Create(CultureInfo.InvariantCulture, $"{detector.Verdict} {detector.Doubt} score {detector.Score:0.0} possibly {detector.PossiblyAtSeconds:0.0} easing {detector.EasingAtSeconds:0.0} hold {detector.HoldStartSeconds:0.0}-{detector.HoldEndSeconds:0.0} off {detector.BackOffs} again {detector.RePresses} spans {string.Join(' ', detector.Spans.ToArray().Select(span => span.State))}");
        Assert.True(now == judged, $"The detector judges this hold otherwise than version {Pinned} did. Raise EasingDetector.Version and pin the new line.\nwas {judged}\nnow {now}");
    }

    [Fact]
    public void The_lines_above_are_of_this_version() => Assert.True(EasingDetector.Version == Pinned, "EasingDetector.Version was raised: pin the lines of the new version.");
}
