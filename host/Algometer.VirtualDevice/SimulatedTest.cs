namespace Algometer.VirtualDevice;

/// <summary>What the guided test asks of whoever presses.</summary>
public enum PressCue
{
    /// <summary>Take the tip off.</summary>
    Lift,

    /// <summary>Press a ramp; the value is N/s.</summary>
    Ramp,

    /// <summary>Press and hold; the value is N.</summary>
    Level,
}

/// <summary>The patient of a simulated test. Pressures in kPa, times in s.</summary>
public sealed record SimulatedPatient
{
    /// <summary>Seed of everything that varies.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Threshold of a rested place, kPa.</summary>
    public double ThresholdKpa { get; init; } = 320;

    /// <summary>Spread of the threshold from ramp to ramp, part of it.</summary>
    public double Variability { get; init; } = 0.05;

    /// <summary>Change of the threshold with each ramp, part of it: below 0 sensitised, above 0 dulled.</summary>
    public double ChangePerRamp { get; init; }

    /// <summary>Mean time from pain to button, s.</summary>
    public double ReactionSeconds { get; init; } = 0.27;

    /// <summary>Spread of that time, s.</summary>
    public double ReactionSpreadSeconds { get; init; } = 0.025;

    /// <summary>Ratings gained with each pulse of a train.</summary>
    public double Summation { get; init; } = 0.3;

    /// <summary>What the patient says to a pressure: 1 at the threshold, more above, less below.</summary>
    public int Rate(double kilopascals, int pulse = 0) => (int)Math.Clamp(Math.Round(1 + (10 * ((kilopascals / ThresholdKpa) - 1)) + (Summation * pulse) + 2), 0, 10);
}

/// <summary>An operator with a hand-held probe, and a patient with the button; both follow the cues of the guided test.</summary>
/// <param name="patient">Who answers.</param>
/// <param name="tipAreaCm2">Area of the tip, cm².</param>
public sealed class SimulatedTest(SimulatedPatient patient, double tipAreaCm2 = 1) : IVirtualHand
{
    private const double NeverSeconds = 1e18;
    private const double ButtonHeldSeconds = 0.15;
    private const double ReleaseSeconds = 0.15;
    private readonly SeededNoise _noise = new(patient.Seed);
    private readonly Lock _cueing = new();
    private PressCue _cue;
    private double _value;
    private PressCue _doing;
    private double _now;
    private double _began;
    private double _ideal;
    private double _felt = NeverSeconds;
    private double _rateError;
    private int _ramps;

    /// <summary>Threshold of the present ramp, kPa: what a perfect measurement without reaction time would give.</summary>
    public double TrueThresholdKpa { get; private set; }

    /// <summary>True thresholds of all ramps so far that were felt, kPa.</summary>
    public IReadOnlyList<double> FeltKpa => _feltKpa;

    /// <summary>Times the operator's rate, for one who presses too fast or too slowly.</summary>
    public double RateFactor { get; set; } = 1;

    /// <summary>Whether the patient answers.</summary>
    public bool Answers { get; set; } = true;

    /// <inheritdoc/>
    public double Newtons { get; private set; }

    /// <inheritdoc/>
    public bool PressesButton { get; private set; }

    /// <inheritdoc/>
    public SensorFault Fault { get; set; }

    private readonly List<double> _feltKpa = [];

    /// <summary>Tells what to do; may come from another thread.</summary>
    public void Cue(PressCue cue, double value)
    {
        lock (_cueing)
        {
            (_cue, _value) = (cue, value);
        }
    }

    /// <inheritdoc/>
    public void MoveTo(double seconds)
    {
        double step = Math.Max(0, seconds - _now);
        _now = seconds;
        PressCue cue;
        double value;
        lock (_cueing)
        {
            (cue, value) = (_cue, _value);
        }

        if (cue != _doing)
        {
            Begin(cue);
        }

        switch (_doing)
        {
            case PressCue.Ramp:
                Ramp(value, step);
                break;
            case PressCue.Level:
                _ideal += (value - _ideal) * (1 - Math.Exp(-step / 0.08));
                break;
            default:
                _ideal *= Math.Exp(-step / 0.06);
                break;
        }

        PressesButton = Answers && _felt <= _now && _now < _felt + ButtonHeldSeconds;
        Newtons = _ideal < 0.02 ? 0 : _ideal * (1 + (0.002 * Math.Sin(2 * Math.PI * 9.3 * _now)) + (0.001 * _noise.Normal()));
    }

    private void Begin(PressCue cue)
    {
        _doing = cue;
        if (cue == PressCue.Ramp)
        {
            _began = _now + 0.4;
            _felt = NeverSeconds;
            _ideal = 0;
            _rateError = 0.03 * _noise.Normal();
            TrueThresholdKpa = patient.ThresholdKpa * (1 + (patient.Variability * _noise.Normal())) * (1 + (patient.ChangePerRamp * _ramps));
        }
    }

    private void Ramp(double newtonsPerSecond, double step)
    {
        if (_now >= _felt + ReleaseSeconds)
        {
            // The operator saw the button's light.
            _ideal *= Math.Exp(-step / 0.06);
            return;
        }

        if (_now >= _began)
        {
            double wander = 1 + _rateError + (0.03 * Math.Sin(1.9 * (_now - _began)));
            _ideal += newtonsPerSecond * RateFactor * wander * step;
        }

        if (Answers && _felt >= NeverSeconds && 10 * _ideal / tipAreaCm2 >= TrueThresholdKpa)
        {
            _felt = _now + Math.Max(0.12, patient.ReactionSeconds + (patient.ReactionSpreadSeconds * _noise.Normal()));
            _ramps++;
            _feltKpa.Add(TrueThresholdKpa);
        }
    }
}
