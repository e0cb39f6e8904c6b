namespace Algometer.VirtualDevice;

/// <summary>
/// A patient who leans on the ball and follows, or does not follow, what the guided session says; also answers its questions. The same seed
/// and cues give the same forces.
/// </summary>
/// <param name="patient">Who.</param>
/// <param name="seed">Seed of all that varies.</param>
public sealed class SimulatedHomeHand(HomePatient patient, ulong seed = 1) : IVirtualHand, IHomeAnswers
{
    private const double FadeSeconds = 30;
    private const double EaseSeconds = 10;
    private const double RelaxPart = 0.06;
    private const double RelaxSeconds = 4;
    private readonly SeededNoise _noise = new(seed);
    private readonly Lock _seeing = new();
    private HomeSeen _seen;
    private HomeSeen _heeded;
    private HomeSeen _coming;
    private double _heedAt = double.PositiveInfinity;
    private double _now;
    private double _lean;
    private double _goal;
    private double _heldSince = double.NaN;
    private double _breathPhase;
    private double _paused;
    private bool _letGo;
    private double _pain;
    private long _buttonUntil;
    private bool _isAsked;

    /// <summary>Who it is.</summary>
    public HomePatient Patient => patient;

    /// <inheritdoc/>
    public double Newtons { get; private set; }

    /// <inheritdoc/>
    public bool PressesButton => _now * 1000 < Interlocked.Read(ref _buttonUntil);

    /// <inheritdoc/>
    public SensorFault Fault { get; private set; }

    /// <inheritdoc/>
    public bool IsAsked => Volatile.Read(ref _isAsked);

    /// <inheritdoc/>
    public string Feeling => patient.Feeling;

    /// <inheritdoc/>
    public bool WorseThatDay => patient.WorseThatDay;

    /// <inheritdoc/>
    public double ReliefHours => patient.TissueEases > 0 ? 30 : 6;

    /// <inheritdoc/>
    public double TinglingSeconds => 0;

    /// <summary>Pain now, unrounded, 0 to 10: what is felt, not what is said.</summary>
    public double FeltPain => Volatile.Read(ref _pain);

    /// <summary>What the session shows and says now; may come from another thread.</summary>
    public void See(HomeSeen seen)
    {
        lock (_seeing)
        {
            _seen = seen;
        }
    }

    /// <summary>Says whether a question about pain stands; may come from another thread.</summary>
    public void Ask(bool isAsked) => Volatile.Write(ref _isAsked, isAsked);

    /// <summary>Presses the device's button for a moment; may come from another thread.</summary>
    public void PressButton() => Interlocked.Exchange(ref _buttonUntil, (long)((_now * 1000) + 150));

    /// <inheritdoc/>
    public bool Yes(string question) => patient.Flags.Contains(question, StringComparer.Ordinal);

    /// <inheritdoc/>
    public int MovementPain(bool after) => after ? patient.MovementAfter : patient.MovementBefore;

    /// <inheritdoc/>
    public int? Pain() => (int)Math.Clamp(Math.Round(FeltPain + patient.RatingBias), 0, 10);

    /// <inheritdoc/>
    public string? WantsToStop() => patient.HeedsLess && FeltPain + patient.RatingBias >= 9.5 ? "too-strong" : null;

    /// <inheritdoc/>
    public void MoveTo(double seconds)
    {
        double step = Math.Clamp(seconds - _now, 0, 0.1);
        _now = seconds;
        Heed();
        double held = double.IsNaN(_heldSince) ? 0 : _now - _heldSince;
        Lean(step, held);
        bool braced = held >= patient.HoldsBreathAfter && (patient.BracesOn || !_heeded.BreatheTold);
        _breathPhase += braced ? 0 : step * 2 * Math.PI * 0.22;
        double eased = patient.TissueEases * Smooth((held - patient.EasesAfter) / EaseSeconds);
        double relaxed = held > 0 ? RelaxPart * (1 - Math.Exp(-held / RelaxSeconds)) : 0;
        double breath = 0.015 * Math.Sin(_breathPhase);
        double tremor = (braced ? 0.018 : 0.003) * Math.Sin(2 * Math.PI * 9.4 * _now);
        Newtons = _lean < 0.05 ? 0 : Math.Max(0, _lean * (1 - eased) * (1 - relaxed) * (1 + breath + tremor + (0.0015 * _noise.Normal())));
        Newtons *= patient.MissesSpot ? 0.01 : 1;
        Fault = held >= patient.DeviceFailsAfter ? patient.Failure : SensorFault.None;
        Volatile.Write(ref _pain, PainOf(Newtons, held));
    }

    private static double Smooth(double x)
    {
        double clamped = Math.Clamp(x, 0, 1);
        return clamped * clamped * (3 - (2 * clamped));
    }

    // What is seen is heeded after the reaction time.
    private void Heed()
    {
        HomeSeen seen;
        lock (_seeing)
        {
            seen = _seen;
        }

        if (seen != _coming)
        {
            _coming = seen;
            _heedAt = _now + patient.ReactionSeconds;
        }

        if (_now >= _heedAt)
        {
            _heedAt = double.PositiveInfinity;
            if (_coming.Pressing && !_heeded.Pressing)
            {
                double low = _coming.HighNewtons > 0 ? _coming.LowNewtons : 8;
                double high = _coming.HighNewtons > 0 ? _coming.HighNewtons : 12;
                _goal = (0.5 * (low + high)) + (patient.Overshoot * (high - low)) + (0.05 * (high - low) * _noise.Normal());
                _letGo = false;
                _heldSince = double.NaN;
            }

            _heeded = _coming;
        }
    }

    private void Lean(double step, double held)
    {
        _letGo |= held >= patient.LetsGoAfter;
        if (_letGo || !_heeded.Pressing)
        {
            Fall(step, _letGo || patient.HeedsLess ? 15 : 6);
            return;
        }

        HomeCue cue = !patient.HeedsLess && _heeded.Cue is HomeCue.EaseOff or HomeCue.Done or HomeCue.Less ? HomeCue.Hold : _heeded.Cue;
        switch (cue)
        {
            case HomeCue.LetGo:
                Fall(step, 25);
                break;
            case HomeCue.EaseOff or HomeCue.Done:
                _goal = Math.Min(_goal, _lean);
                Fall(step, 3);
                break;
            case HomeCue.Less:
                // A little less: down to the middle of the band, and from there slowly for as long as it is still said.
                _goal = Math.Min(_goal, Math.Max(0.5 * (_heeded.LowNewtons + _heeded.HighNewtons), _heeded.LowNewtons));
                Fall(step, _lean > _goal ? 4 : 1);
                break;
            case HomeCue.Breathe:
                break;
            case HomeCue.Slower:
                _paused = _now + 0.5;
                break;
            case HomeCue.More:
                _goal = Math.Max(_goal, _lean + 0.5);
                Rise(step, 2);
                break;
            default:
                Rise(step, _now < _paused ? 1 : patient.PressesAt);
                break;
        }

        if (double.IsNaN(_heldSince) && _lean >= 0.98 * Math.Max(_heeded.LowNewtons, 5))
        {
            _heldSince = _now;
        }
    }

    private void Rise(double step, double newtonsPerSecond) => _lean = _lean < _goal ? Math.Min(_goal, _lean + (newtonsPerSecond * step)) : _lean;

    private void Fall(double step, double newtonsPerSecond)
    {
        _lean = Math.Max(0, _lean - (newtonsPerSecond * step));
        _heldSince = _lean <= 0 ? double.NaN : _heldSince;
    }

    // 5 and 7 at their forces, straight between and above, falling to nothing without force; less or more as the hold lasts.
    private double PainOf(double newtons, double held)
    {
        double slope = 2 / (patient.SevenNewtons - patient.FiveNewtons);
        double felt = newtons < patient.FiveNewtons ? 5 * newtons / patient.FiveNewtons : 5 + (slope * (newtons - patient.FiveNewtons));
        return Math.Clamp(felt * patient.SensitivityToday * (1 - (patient.PainFades * (1 - Math.Exp(-held / FadeSeconds)))), 0, 10);
    }
}
