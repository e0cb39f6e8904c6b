using Algometer.Evaluation.Study;
using Algometer.Measurement.Easing;
using Algometer.VirtualDevice;

namespace Algometer.Measurement.Tests.Easing;

/// <summary>The network reads in the product what it learned in the study, and learns what it is told to.</summary>
public sealed class EasingNetTests
{
    [Theory]
    [InlineData(45)]
    [InlineData(75)]
    [InlineData(146)]
    [InlineData(225)]
    public void Product_and_study_read_the_same(int steps)
    {
        var random = new SeededNoise(3);
        var weights = new EasingNetWeights([.. Draw(random, EasingNetShape.Weights, 0.2)]);
        float[] course = Draw(random, steps, 2);
        var net = new EasingNet(300);
        net.Read(weights.Span, course);
        (double odds, double size) = new NetLearner(300).Read(weights.Span, course, out _);
        Assert.Equal(odds, net.Odds, 4);
        Assert.Equal(size, net.Size, 5);
    }

    [Fact]
    public void Weights_live_through_their_text()
    {
        var weights = new EasingNetWeights([.. Draw(new SeededNoise(5), EasingNetShape.Weights, 0.3)]);
        Assert.True(weights.Span.SequenceEqual(EasingNetWeights.Parse(weights.ToText()).Span));
        Assert.Throws<ArgumentException>(() => new EasingNetWeights([1, 2, 3]));
    }

    [Fact]
    public void A_course_too_short_or_weights_too_few_are_refused()
    {
        var net = new EasingNet(100);
        Assert.Throws<ArgumentException>(() => net.Read(new float[EasingNetShape.Weights], new float[EasingNetShape.FewestSteps - 1]));
        Assert.Throws<ArgumentException>(() => net.Read(new float[7], new float[60]));
    }

    [Fact]
    public void What_is_learned_goes_down_the_slope_of_the_loss()
    {
        var random = new SeededNoise(11);
        float[] weights = Draw(random, EasingNetShape.Weights, 0.15);
        float[] course = Draw(random, 90, 1.5f);
        var learner = new NetLearner(90);
        double loss = learner.Learn(weights, course, true, 0.12, 1);
        double slope = learner.Gradient.Sum(g => (double)g * g);

        // A small step against the gradient lowers the loss by the step times its square.
        const double Step = 1e-4;
        float[] moved = [.. weights.Select((w, i) => (float)(w - (Step * learner.Gradient[i])))];
        double after = new NetLearner(90).Learn(moved, course, true, 0.12, 1);
        Assert.Equal(1, (loss - after) / (Step * slope), 1);
    }

    [Fact]
    public void What_a_hand_adds_goes_back_drifts_or_sways_and_says_nothing_of_easing()
    {
        var excursions = new Excursions(new SeededNoise(7));
        float[] changed = new float[150];
        double ends = 0;
        for (int i = 0; i < 2000; i++)
        {
            Array.Clear(changed);
            excursions.Add(changed);
            Assert.All(changed, value => Assert.InRange(value, -8, 8));
            ends += changed[^1] * EasingCourse.Unit / 2000;
        }

        Assert.InRange(ends, -0.02, 0.02);
    }

    private static float[] Draw(SeededNoise random, int count, double deviation) => [.. Enumerable.Range(0, count).Select(_ => (float)(deviation * random.Normal()))];
}
