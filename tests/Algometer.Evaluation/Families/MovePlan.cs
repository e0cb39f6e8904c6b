using Algometer.VirtualDevice;

namespace Algometer.Evaluation.Families;

/// <summary>Draws what an operator does in a hold.</summary>
internal static class MovePlan
{
    /// <summary>The changes, in s after the plateau began.</summary>
    public static List<HandChange> Draw(MoveFamily family, SeededNoise random, double seconds)
    {
        double Between(double low, double high) => low + ((high - low) * random.Uniform());
        var changes = new List<HandChange>();
        void Add(double at, double takes, double change) => changes.Add(new HandChange(at, at + takes, change));
        switch (family)
        {
            case MoveFamily.BackOff:
                int offs = random.Uniform() < 0.6 ? 1 : 2;
                for (int i = 0; i < offs; i++)
                {
                    double at = seconds * (Between(0.2, 0.45) + (0.4 * i));
                    double off = Between(0.4, 1.5);
                    double change = Math.Log(1 - Between(0.08, 0.35));
                    Add(at, off, change);
                    Add(at + off + Between(1, 5), Between(0.4, 1.5), -change + Between(-0.04, 0.04));
                }

                break;
            case MoveFamily.PostureShift:
                double takes = Between(1.5, 5);
                double shift = Between(0.04, 0.12) * (random.Uniform() < 0.75 ? -1 : 1);
                double begin = seconds * Between(0.15, 0.6);
                Add(begin, takes, shift);
                Add(begin + takes + Between(4, 15), Between(1.5, 5), -shift + Between(-0.01, 0.01));
                break;
            case MoveFamily.Corrective:
                int steps = 1 + (int)(3 * random.Uniform());
                for (int i = 0; i < steps; i++)
                {
                    Add(seconds * Between(0.12, 0.9), Between(0.3, 0.9), Between(0.02, 0.08) * (random.Uniform() < 0.5 ? 1 : -1));
                }

                break;
            case MoveFamily.NewTarget:
                Add(seconds * Between(0.2, 0.7), Between(1, 4), Between(0.08, 0.20) * (random.Uniform() < 0.5 ? 1 : -1));
                break;
            case MoveFamily.Fade:
                double from = Between(0, 0.4) * seconds;
                Add(from, seconds - from, Math.Log(1 - Between(0.02, 0.08)));
                break;
            default:
                break;
        }

        return changes;
    }

    /// <summary>How far a change has gone: half a cosine.</summary>
    public static double Done(in HandChange change, double seconds)
    {
        double x = Math.Clamp((seconds - change.FromSeconds) / (change.ToSeconds - change.FromSeconds), 0, 1);
        return 0.5 - (0.5 * Math.Cos(Math.PI * x));
    }
}
