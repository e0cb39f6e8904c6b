using Algometer.VirtualDevice;

namespace Algometer.Evaluation.Families;

/// <summary>ln(force) of a tissue that only relaxes, and of the cell that sees it, as drawn once for a hold.</summary>
internal sealed class RelaxationCurve
{
    private readonly RelaxationFamily _family;
    private readonly double _amount;
    private readonly double[] _parts;
    private readonly double[] _taus;
    private readonly double _creep;
    private readonly double _creepTau;
    private readonly double _warming;

    public RelaxationCurve(RelaxationFamily family, SeededNoise random)
    {
        double Between(double low, double high) => low + ((high - low) * random.Uniform());
        _family = family;
        double tail = Between(0.15, 0.4);
        double fast = Between(0.3, 0.6) * (1 - tail);
        _parts = [fast, 1 - tail - fast, tail];
        _taus = [Math.Exp(Between(Math.Log(0.05), Math.Log(1.5))), Math.Exp(Between(Math.Log(1.5), Math.Log(8.93))), Between(12, 60)];
        _amount = Between(0.2, 0.9) * Between(0.029, 0.277);
        switch (family)
        {
            case RelaxationFamily.PowerLaw:
                _amount = Between(0.01, 0.07);
                _taus = [Between(0.2, 2)];
                break;
            case RelaxationFamily.SlowTails:
                _amount = Between(0.05, 0.30);
                double slower = Between(0.2, 0.5);
                _parts = [1 - slower, slower];
                _taus = [Between(5, 15), Between(25, 100)];
                break;
            case RelaxationFamily.CellCreep:
                _creep = Between(-0.012, 0.012);
                _creepTau = Between(15, 60);
                _warming = 0.0002 * random.Normal();
                break;
            default:
                break;
        }
    }

    /// <summary>ln(force), 0 when the plateau begins.</summary>
    public double At(double seconds)
    {
        if (_family == RelaxationFamily.PowerLaw)
        {
            return -_amount * Math.Log(1 + (seconds / _taus[0]));
        }

        double relaxed = 0;
        for (int i = 0; i < _parts.Length; i++)
        {
            relaxed += _parts[i] * (1 - Math.Exp(-seconds / _taus[i]));
        }

        double seen = Math.Log(1 - (_amount * relaxed));
        return _family == RelaxationFamily.CellCreep ? seen + (_creep * (1 - Math.Exp(-seconds / _creepTau))) + (_warming * seconds) : seen;
    }
}
