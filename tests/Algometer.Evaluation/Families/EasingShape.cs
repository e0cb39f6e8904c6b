using Algometer.VirtualDevice;

namespace Algometer.Evaluation.Families;

/// <summary>The course of an easing: 0 before it, about 1 when all of it has happened, as drawn once for a hold.</summary>
internal sealed class EasingShape
{
    private readonly EasingFamily _family;
    private readonly double _length;
    private readonly double _twitch;
    private readonly double _twitchWidth;
    private readonly double[] _at = [];
    private readonly double[] _parts = [];
    private readonly double[] _takes = [];

    public EasingShape(EasingFamily family, SeededNoise random)
    {
        double Between(double low, double high) => low + ((high - low) * random.Uniform());
        _family = family;
        _length = family switch
        {
            EasingFamily.Smooth => Between(4, 12),
            EasingFamily.Exponential => Between(3, 20),
            EasingFamily.PowerKink => Between(0.8, 4),
            EasingFamily.Melt => Between(1, 2),
            EasingFamily.SlowMelt => Between(15, 30),
            _ => 0,
        };
        if (family is EasingFamily.Stages or EasingFamily.TwitchAndStages)
        {
            bool twitches = family == EasingFamily.TwitchAndStages;
            int count = twitches && random.Uniform() < 0.5 ? 2 : 3;
            _at = new double[count];
            _parts = new double[count];
            _takes = new double[count];
            double at = twitches ? Between(0.6, 2.5) : 0;
            for (int i = 0; i < count; i++)
            {
                _at[i] = at;
                at += Between(2, 8);
                _parts[i] = Between(3, 5);
                _takes[i] = Between(0.3, 1.2);
            }

            double sum = _parts.Sum();
            _parts = [.. _parts.Select(part => part / sum)];
            _twitch = twitches ? Between(0.03, 0.12) * (random.Uniform() < 0.6 ? 1 : -1) : 0;
            _twitchWidth = Between(0.08, 0.25);
        }
    }

    /// <summary>The part that has eased so long after the onset.</summary>
    public double Part(double seconds)
    {
        if (seconds <= 0)
        {
            return 0;
        }

        double x = Math.Min(1, seconds / Math.Max(1e-9, _length));
        switch (_family)
        {
            case EasingFamily.Smooth:
                return x * x * (3 - (2 * x));
            case EasingFamily.Exponential:
                return 1 - Math.Exp(-seconds / _length);
            case EasingFamily.PowerKink:
                return (1 - Math.Pow(1 + (seconds / _length), -0.5)) / (1 - Math.Pow(1 + (25 / _length), -0.5));
            case EasingFamily.Melt:
                return 0.5 - (0.5 * Math.Cos(Math.PI * x));
            case EasingFamily.SlowMelt:
                return x;
            default:
                double part = 0;
                for (int i = 0; i < _at.Length; i++)
                {
                    part += _parts[i] * Math.Clamp((seconds - _at[i]) / _takes[i], 0, 1);
                }

                return part;
        }
    }

    /// <summary>What the twitch adds to ln(force).</summary>
    public double Twitch(double seconds) =>
        _twitch == 0 ? 0 : _twitch * Math.Exp(-0.5 * Math.Pow((seconds - 0.3) / _twitchWidth, 2));
}
