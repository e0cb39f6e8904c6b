using Algometer.VirtualDevice;

namespace Algometer.Evaluation;

/// <summary>What the operator does in a hold.</summary>
internal enum Behaviour
{
    /// <summary>Holds as steadily as a hand can.</summary>
    Steady,

    /// <summary>Lets go by 8–35 % within 1.5 s, once or twice, and presses again.</summary>
    BackOff,

    /// <summary>Corrects the force in one to three small quick steps.</summary>
    Corrective,

    /// <summary>Tires: the force fades slowly.</summary>
    Fade,
}

/// <summary>How the tissue and the operator's arm answer.</summary>
internal enum Tissue
{
    /// <summary>Limb tissue as published.</summary>
    Nominal,

    /// <summary>Relaxes far more and longer than a limb.</summary>
    Strong,

    /// <summary>Nominal tissue under a braced hand.</summary>
    Braced,
}

/// <summary>A hold to be generated.</summary>
/// <param name="Seconds">Length of the plateau.</param>
/// <param name="Ball">On the ball: breath is in the force.</param>
/// <param name="Tissue">Tissue and bracing.</param>
/// <param name="VisibleDrop">Easing as a part of the force, 0 for none.</param>
/// <param name="Behaviour">What the operator does; null draws from the nominal mix.</param>
/// <param name="RateHertz">Samples a second.</param>
internal sealed record HoldRecipe(double Seconds, bool Ball, Tissue Tissue, double VisibleDrop, Behaviour? Behaviour = null, double RateHertz = 80);

/// <summary>A generated hold with its truth.</summary>
internal sealed record GeneratedHold(double[] TimesSeconds, double[] ForcesNewtons, double TargetNewtons, double PlateauSeconds, double EndSeconds, double OnsetSeconds, Behaviour Behaviour, IReadOnlyList<OperatorEvent> Events);

/// <summary>Something the operator did.</summary>
/// <param name="StartSeconds">When it began.</param>
/// <param name="EndSeconds">When it was done.</param>
/// <param name="Change">Change of force as a part: negative is letting go.</param>
internal readonly record struct OperatorEvent(double StartSeconds, double EndSeconds, double Change);

/// <summary>
/// Makes holds with known truth: a viscoelastic tissue (Prony series) behind the operator's own compliance, slow hand noise, tremor, drift,
/// breath on the ball, what operators do, and sensor noise. Parameters follow the facts collected for this product; what is not published
/// is marked [P] in EASING.md.
/// </summary>
internal sealed class HoldGenerator(ulong seed)
{
    private readonly SeededNoise _random = new(seed);

    public GeneratedHold Next(HoldRecipe recipe)
    {
        Behaviour behaviour = recipe.Behaviour ?? DrawBehaviour();
        double step = 1 / recipe.RateHertz;
        double approach = Between(0.8, 2.0);
        double plateau = 1 + approach;
        double end = plateau + recipe.Seconds;
        int count = (int)((end + 1) * recipe.RateHertz);
        double target = Between(15, 45);
        Prony tissue = DrawTissue(recipe.Tissue);
        (double slowCv, double tremorPart) = recipe.Tissue == Tissue.Braced ? (Between(0.008, 0.013), Between(0.002, 0.006)) : (Between(0.008, 0.025), Between(0.002, 0.006));
        var slow = new OrnsteinUhlenbeck(_random, slowCv * Math.Sqrt(0.6), Between(0.6, 1.6), step);
        var slower = new OrnsteinUhlenbeck(_random, slowCv * Math.Sqrt(0.4), Between(3, 10), step);
        double drift = 0.0006 * _random.Normal();
        double tremorHertz = Between(8, 12);
        double tremorPhase = 0;
        double breathHertz = Between(0.14, 0.45);
        double breathPart = recipe.Ball ? Between(0.01, 0.04) : 0;
        double breathPhase = Between(0, 2 * Math.PI);
        double onset = recipe.VisibleDrop > 0 ? plateau + (recipe.Seconds * Between(0.27, 0.6)) : double.NaN;
        double duration = Between(4, 12);
        List<OperatorEvent> events = DrawEvents(behaviour, plateau, recipe.Seconds);
        (double fadeFrom, double fadePart, double fadePower) = behaviour == Behaviour.Fade
            ? (plateau + Between(0, 15), Between(0.02, 0.10), Between(1, 2))
            : (end, 0, 1);
        double[] times = new double[count];
        double[] forces = new double[count];
        double jitter = 0;
        for (int i = 0; i < count; i++)
        {
            double t = i * step;
            double since = t - plateau;
            double level;
            if (since < 0)
            {
                level = t < 1 ? 0 : Smooth((t - 1) / approach);
            }
            else
            {
                level = t > end ? 1 - Smooth((t - end) / 0.5) : 1;
                level *= 1 - tissue.RelaxedAt(since);
                level *= 1 + (drift * since);
                level *= 1 - (fadePart * Math.Pow(Math.Clamp((t - fadeFrom) / Math.Max(1, end - fadeFrom), 0, 1), fadePower));
                if (!double.IsNaN(onset))
                {
                    level *= 1 - (recipe.VisibleDrop * Smooth((t - onset) / duration));
                }
            }

            foreach (OperatorEvent happened in events)
            {
                level *= 1 + (happened.Change * Smooth((t - happened.StartSeconds) / (happened.EndSeconds - happened.StartSeconds)));
            }

            tremorPhase += (2 * Math.PI * tremorHertz * step) + (0.15 * _random.Normal());
            breathPhase += (2 * Math.PI * breathHertz * step) + (0.02 * _random.Normal());
            double hand = 1 + slow.Next() + slower.Next() + (tremorPart * Math.Sqrt(2) * Math.Sin(tremorPhase)) + (breathPart * Math.Sin(breathPhase));
            jitter = 0.0004 * _random.Normal();
            times[i] = t + jitter;
            forces[i] = (target * level * hand) + (0.012 * _random.Normal());
        }

        return new GeneratedHold(times, forces, target, plateau, end, onset, behaviour, events);
    }

    public static double Smooth(double x)
    {
        x = Math.Clamp(x, 0, 1);
        return x * x * (3 - (2 * x));
    }

    private double Between(double low, double high) => low + ((high - low) * _random.Uniform());

    private Behaviour DrawBehaviour() => _random.Uniform() switch
    {
        < 0.35 => Behaviour.Steady,
        < 0.60 => Behaviour.BackOff,
        < 0.85 => Behaviour.Corrective,
        _ => Behaviour.Fade,
    };

    // Visible relaxation is the tissue's own times the compliance ratio of operator and tissue.
    private Prony DrawTissue(Tissue tissue)
    {
        double ratio = tissue == Tissue.Braced ? Between(0.5, 0.9) : Between(0.2, 0.9);
        double relaxing = tissue == Tissue.Strong ? Between(0.3, 0.54) : Between(0.029, 0.277);
        ratio = tissue == Tissue.Strong ? Between(0.5, 0.9) : ratio;
        double tail = tissue == Tissue.Strong ? Between(0.2, 0.35) : Between(0.15, 0.4);
        double fast = Between(0.3, 0.6) * (1 - tail);
        return new Prony(
            ratio * relaxing,
            [fast, 1 - tail - fast, tail],
            [Math.Exp(Between(Math.Log(0.05), Math.Log(1.5))), Math.Exp(Between(Math.Log(1.5), Math.Log(8.93))), Between(12, 60)]);
    }

    private List<OperatorEvent> DrawEvents(Behaviour behaviour, double plateau, double seconds)
    {
        var events = new List<OperatorEvent>();
        if (behaviour == Behaviour.BackOff)
        {
            int count = _random.Uniform() < 0.6 ? 1 : 2;
            for (int i = 0; i < count; i++)
            {
                double at = plateau + (seconds * (Between(0.2, 0.45) + (0.4 * i)));
                double change = -Between(0.08, 0.35);
                double off = at + Between(0.4, 1.5);
                double again = off + Between(1, 5);
                events.Add(new OperatorEvent(at, off, change));
                events.Add(new OperatorEvent(again, again + Between(0.4, 1.5), (Between(0.96, 1.04) / (1 + change)) - 1));
            }
        }
        else if (behaviour == Behaviour.Corrective)
        {
            int count = 1 + (int)(3 * _random.Uniform());
            for (int i = 0; i < count; i++)
            {
                double at = plateau + (seconds * Between(0.12, 0.9));
                double size = Between(0.02, 0.08);
                events.Add(new OperatorEvent(at, at + Between(0.3, 0.9), _random.Uniform() < 0.5 ? size : -size));
            }
        }

        return events;
    }

    private sealed record Prony(double Amount, double[] Parts, double[] Taus)
    {
        public double RelaxedAt(double seconds)
        {
            double relaxed = 0;
            for (int i = 0; i < Parts.Length; i++)
            {
                relaxed += Parts[i] * (1 - Math.Exp(-seconds / Taus[i]));
            }

            return Amount * relaxed;
        }
    }

    private sealed class OrnsteinUhlenbeck(SeededNoise random, double deviation, double correlationSeconds, double step)
    {
        private readonly double _keep = Math.Exp(-step / correlationSeconds);
        private double _value = deviation * random.Normal();

        public double Next() => _value = (_keep * _value) + (deviation * Math.Sqrt(1 - (_keep * _keep)) * random.Normal());
    }
}
