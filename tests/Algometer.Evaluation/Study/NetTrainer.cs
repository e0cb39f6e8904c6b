using Algometer.Evaluation.Families;
using Algometer.Measurement.Easing;
using Algometer.VirtualDevice;

namespace Algometer.Evaluation.Study;

/// <summary>Fits the network: Adam in small batches, rate rising and falling again. The same holds give the same network.</summary>
internal static class NetTrainer
{
    private const int Batch = 32;
    private const double HighestRate = 0.004;
    private const double Rising = 0.25;
    private const double Momentum = 0.9;
    private const double Second = 0.999;
    private const double Decay = 0.001;
    private const double OfCut = 0.25;
    private const double CutFrom = 20;
    private const double SurelyEased = 15;

    /// <summary>Fits.</summary>
    /// <param name="set">Holds to learn from.</param>
    /// <param name="shown">How many courses it is shown in all.</param>
    /// <param name="seed">Where chance begins.</param>
    /// <param name="plain">Whether it is not shown what a hand may add.</param>
    public static EasingNetWeights Fit(IReadOnlyList<Judged> set, int shown, ulong seed, bool plain = false)
    {
        Judged[] cases = [.. set.Where(hold => hold.Course.Length >= EasingNetShape.FewestSteps)];
        double eased = cases.Count(hold => hold.Hold.Plan.Eases);
        double weight = eased / Math.Max(1, cases.Length - eased);
        int most = cases.Max(hold => hold.Course.Length);
        var random = new SeededNoise(seed);
        float[] weights = Begin(random);
        var learner = new NetLearner(most);
        var excursions = new Excursions(random);
        double[] first = new double[weights.Length];
        double[] second = new double[weights.Length];
        float[] course = new float[most];
        int[] order = [.. Enumerable.Range(0, cases.Length)];
        int next = order.Length;
        int batches = Math.Max(1, shown / Batch);
        for (int b = 0; b < batches; b++)
        {
            Array.Clear(learner.Gradient);
            for (int k = 0; k < Batch; k++)
            {
                if (next == order.Length)
                {
                    Shuffle(order, random);
                    next = 0;
                }

                Judged hold = cases[order[next++]];
                (int length, bool has) = Cut(hold, random);
                Span<float> levels = course.AsSpan(0, length);
                hold.Course.AsSpan(0, length).CopyTo(levels);
                if (!plain)
                {
                    excursions.Add(levels);
                }

                learner.Learn(weights, levels, has, hold.Hold.ShownDrop, hold.Hold.Plan.Eases ? 1 : weight);
            }

            Step(weights, learner.Gradient, first, second, b + 1, Rate((double)b / batches));
        }

        return new EasingNetWeights(weights);
    }

    // Some holds are cut short, so that what is said while a hold goes on is learned too.
    private static (int Length, bool Eased) Cut(Judged hold, SeededNoise random)
    {
        int whole = hold.Course.Length;
        bool eases = hold.Hold.Plan.Eases;
        double seconds = CutFrom + (((whole * EasingCourse.StepSeconds) - CutFrom) * random.Uniform());
        double onset = hold.Hold.OnsetSeconds - hold.Hold.PlateauSeconds;
        bool isClear = !eases || seconds < onset || seconds > onset + SurelyEased;
        return random.Uniform() < OfCut && isClear
            ? (Math.Min(whole, (int)(seconds / EasingCourse.StepSeconds)), eases && seconds > onset)
            : (whole, eases);
    }

    private static double Rate(double part) => part < Rising
        ? HighestRate * (0.04 + (0.96 * part / Rising))
        : HighestRate * Math.Pow(Math.Cos(0.5 * Math.PI * (part - Rising) / (1 - Rising)), 2);

    private static float[] Begin(SeededNoise random)
    {
        var weights = new List<float>();
        foreach (NetLayer layer in NetLearner.Layers)
        {
            double scale = Math.Sqrt(2.0 / layer.Window);
            weights.AddRange(Enumerable.Range(0, layer.Window * layer.Outputs).Select(_ => (float)(scale * random.Normal())));
            weights.AddRange(new float[layer.Outputs]);
        }

        return [.. weights];
    }

    private static void Shuffle(int[] order, SeededNoise random)
    {
        for (int i = order.Length - 1; i > 0; i--)
        {
            int k = (int)(random.Uniform() * (i + 1));
            (order[i], order[k]) = (order[k], order[i]);
        }
    }

    private static void Step(float[] weights, float[] gradient, double[] first, double[] second, int step, double rate)
    {
        double firstScale = 1 - Math.Pow(Momentum, step);
        double secondScale = 1 - Math.Pow(Second, step);
        for (int i = 0; i < weights.Length; i++)
        {
            double g = gradient[i] / Batch;
            first[i] = (Momentum * first[i]) + ((1 - Momentum) * g);
            second[i] = (Second * second[i]) + ((1 - Second) * g * g);
            weights[i] -= (float)(rate * ((first[i] / firstScale / (Math.Sqrt(second[i] / secondScale) + 1e-8)) + (Decay * weights[i])));
        }
    }
}
