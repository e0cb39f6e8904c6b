using Algometer.Measurement.Easing;
using Algometer.VirtualDevice;

namespace Algometer.Evaluation.Study;

/// <summary>
/// What any hand may add to a course, whether the tissue eases or not: an excursion that goes back, unrest of any speed, a slow drift. Every fit is
/// shown these beside the drawn families, so that what goes back is no easing by rule and not by what the families happen to be.
/// </summary>
/// <param name="random">Where chance comes from.</param>
internal sealed class Excursions(SeededNoise random)
{
    private const double OfExcursion = 0.6;
    private const double OfUnrest = 0.5;
    private const double OfDrift = 0.5;

    /// <summary>Adds to the levels of a course.</summary>
    public void Add(Span<float> changed)
    {
        double seconds = changed.Length * EasingCourse.StepSeconds;
        if (random.Uniform() < OfExcursion)
        {
            Excursion(changed, seconds);
        }

        if (random.Uniform() < OfUnrest)
        {
            Unrest(changed);
        }

        if (random.Uniform() < OfDrift)
        {
            Drift(changed, seconds);
        }

        foreach (ref float value in changed)
        {
            value = Math.Clamp(value, -8, 8);
        }
    }

    private double Between(double low, double high) => low + ((high - low) * random.Uniform());

    private double Scale(double low, double high) => Math.Exp(Between(Math.Log(low), Math.Log(high)));

    // Down or up by 3–40 %, there for up to 22 s, and back, or nearly so.
    private void Excursion(Span<float> levels, double seconds)
    {
        double there = Scale(0.4, 5);
        double back = Scale(0.4, 5);
        double stays = random.Uniform() < 0.4 ? Scale(0.3, 18) : Between(3, 22);
        double size = Scale(0.03, 0.40) * (random.Uniform() < 0.75 ? -1 : 1);
        double rest = Between(-0.2, 0.2) * Math.Min(Math.Abs(size), 0.15);
        double from = Between(3, Math.Max(4, seconds - 2 - there - stays - back));
        for (int i = 0; i < levels.Length; i++)
        {
            double t = i * EasingCourse.StepSeconds;
            double change = (size * Math.Clamp((t - from) / there, 0, 1)) - ((size - rest) * Math.Clamp((t - from - there - stays) / back, 0, 1));
            levels[i] += (float)(change / EasingCourse.Unit);
        }
    }

    private void Unrest(Span<float> levels)
    {
        double keep = Math.Exp(-EasingCourse.StepSeconds / Scale(0.4, 20));
        double deviation = Between(0, 0.012) / EasingCourse.Unit;
        double now = deviation * random.Normal();
        double kick = deviation * Math.Sqrt(1 - (keep * keep));
        foreach (ref float value in levels)
        {
            value += (float)now;
            now = (keep * now) + (kick * random.Normal());
        }
    }

    private void Drift(Span<float> levels, double seconds)
    {
        double size = Between(-0.03, 0.05) / EasingCourse.Unit;
        double from = Between(0, 0.5) * seconds;
        double to = Between(0.75, 1.2) * seconds;
        for (int i = 0; i < levels.Length; i++)
        {
            levels[i] -= (float)(size * Math.Clamp(((i * EasingCourse.StepSeconds) - from) / (to - from), 0, 1));
        }
    }
}
