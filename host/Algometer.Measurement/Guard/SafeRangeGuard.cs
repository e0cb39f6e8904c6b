using Algometer.Measurement.Signal;
using Algometer.Measurement.Statistics;

namespace Algometer.Measurement.Guard;

/// <summary>
/// The host's mirror of the device's limit. Over at the first sample above the limit (by either's judgement), below only under the limit that
/// was passed less the hysteresis, latched (by either) until below and acknowledged. A sample that cannot be trusted never reads as below, and
/// no change of the limit does.
/// </summary>
public sealed class SafeRangeGuard
{
    // What a person acknowledges here reaches the device, and its samples, a little later. [P]
    private const long AnsweredMicroseconds = 2_000_000;

    // The device's own least hysteresis (PROTOCOL.md, "Alarm byte"), and a little for rounding.
    private const double LeastHysteresisNewtons = 0.51;
    private readonly SlopeWindow _slope;
    private readonly IMeasurementEventSink _events;
    private SafeRangeOptions _options;
    private double _ceilingNewtons = double.PositiveInfinity;
    private double _passedNewtons;
    private long _answeredUntil = long.MinValue;
    private bool _acknowledged;
    private long _lastSequence;
    private long _lastMicroseconds;

    /// <summary>Makes a guard.</summary>
    public SafeRangeGuard(SafeRangeOptions options, IMeasurementEventSink events)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _events = events;
        _slope = new SlopeWindow(options.SlopeSeconds, 64);
    }

    /// <summary>The safe range. A lower limit is judged from the next sample on; none is above <see cref="CeilingNewtons"/>.</summary>
    public SafeRangeOptions Options
    {
        get => _options;
        set => _options = value.LimitNewtons > _ceilingNewtons ? value with { LimitNewtons = _ceilingNewtons } : value;
    }

    /// <summary>What no limit may pass, whoever asks for it, N: the device's cap and cell.</summary>
    public double CeilingNewtons
    {
        get => _ceilingNewtons;
        set
        {
            _ceilingNewtons = value;
            Options = _options;
        }
    }

    /// <summary>Above the limit now.</summary>
    public bool IsOverLimit { get; private set; }

    /// <summary>Over by the device's word although the host reads a force that is plainly below the limit: one of the two is wrong.</summary>
    public bool IsDisputed { get; private set; }

    /// <summary>Will be above within the horizon.</summary>
    public bool IsPreWarning { get; private set; }

    /// <summary>Not yet both below and acknowledged.</summary>
    public bool IsLatched { get; private set; }

    /// <summary>The sensor cannot be trusted now.</summary>
    public bool IsSensorFault { get; private set; }

    /// <summary>Somebody else names a limit. A lower one holds at once; a higher one changes nothing: that is for whoever asked the device for it.</summary>
    /// <param name="newtons">The limit, N; what no device takes for one is none.</param>
    public void LowerLimit(double newtons)
    {
        if (newtons >= SafeRangeOptions.LowestNewtons && newtons < _options.LimitNewtons)
        {
            Options = _options with { LimitNewtons = newtons };
        }
    }

    /// <summary>Judges a sample.</summary>
    public void Accept(in Sample sample)
    {
        _lastSequence = sample.Sequence;
        _lastMicroseconds = sample.DeviceMicroseconds;
        WatchSensor(sample);
        bool deviceOver = (sample.Alarm & AlarmState.OverLimit) != AlarmState.None;
        bool trusted = SampleStep.IsTrusted(sample);
        if (deviceOver || (trusted && sample.ForceNewtons > Options.LimitNewtons))
        {
            Over(sample);
            IsDisputed = trusted ? sample.ForceNewtons <= BelowNewtons - LeastHysteresisNewtons : IsDisputed;
        }
        else if (trusted && IsOverLimit && sample.ForceNewtons <= BelowNewtons)
        {
            (IsOverLimit, IsDisputed) = (false, false);
            Raise(MeasurementEventKind.BackBelowLimit, sample.ForceNewtons);
        }

        FollowLatch(sample);
        ClearWhenDone();
        WarnAhead(sample, trusted);
    }

    /// <summary>
    /// No sample that could be judged has come for too long: the sensor cannot be trusted, until a fresh sample says otherwise. Over and
    /// latched stay as they are.
    /// </summary>
    public void Silent()
    {
        _slope.Clear();
        IsPreWarning = false;
        if (!IsSensorFault)
        {
            IsSensorFault = true;
            Raise(MeasurementEventKind.SensorFault, 0);
        }
    }

    /// <summary>Takes the person's acknowledgement; the latch opens once the force is below.</summary>
    public void Acknowledge()
    {
        _acknowledged = IsLatched;
        ClearWhenDone();
    }

    // By the limit that was passed, or one that is lower since: a higher one takes nothing back.
    private double BelowNewtons => Math.Min(IsOverLimit ? _passedNewtons : double.PositiveInfinity, Options.LimitNewtons) * (1 - Options.HysteresisPart);

    private void Over(in Sample sample)
    {
        _passedNewtons = IsOverLimit ? Math.Min(_passedNewtons, Options.LimitNewtons) : Options.LimitNewtons;
        _acknowledged = false;
        IsLatched = true;
        if (!IsOverLimit)
        {
            IsOverLimit = true;
            Raise(MeasurementEventKind.OverLimit, sample.ForceNewtons);
        }
    }

    // The device may have seen what never came here. What was acknowledged a moment ago is on its way to it.
    private void FollowLatch(in Sample sample)
    {
        if ((sample.Alarm & AlarmState.Latched) == AlarmState.None)
        {
            _answeredUntil = long.MinValue;
        }
        else if (!IsLatched && sample.DeviceMicroseconds > _answeredUntil)
        {
            (IsLatched, _acknowledged) = (true, false);
        }
    }

    private void ClearWhenDone()
    {
        if (IsLatched && !IsOverLimit && _acknowledged)
        {
            IsLatched = false;
            _answeredUntil = _lastMicroseconds + AnsweredMicroseconds;
            Raise(MeasurementEventKind.AlarmCleared, 0);
        }
    }

    private void WatchSensor(in Sample sample)
    {
        SampleFlags faults = sample.Flags & SampleFlags.Faults;
        bool fault = faults != SampleFlags.None || (sample.Alarm & AlarmState.SensorFault) != AlarmState.None;
        if (fault != IsSensorFault)
        {
            IsSensorFault = fault;
            Raise(fault ? MeasurementEventKind.SensorFault : MeasurementEventKind.SensorRecovered, (int)faults);
        }
    }

    private void WarnAhead(in Sample sample, bool trusted)
    {
        // A value alone among its neighbours says nothing about where the force goes: the slope goes on past it.
        if ((sample.Flags & SampleFlags.Glitch) != SampleFlags.None)
        {
            IsPreWarning &= !IsOverLimit;
            return;
        }

        if (!trusted || (sample.Flags & SampleFlags.AfterGap) != SampleFlags.None)
        {
            _slope.Clear();
        }

        bool warn = (sample.Alarm & AlarmState.PreWarning) != AlarmState.None;
        double predicted = sample.ForceNewtons;
        if (trusted)
        {
            _slope.Add(sample.DeviceMicroseconds, sample.ForceNewtons);

            // A slope that noise could have made is no approach: a steady hold near the limit must not chatter.
            if (_slope.TryGetSlope(out double perSecond, out double error) && perSecond > 3 * error)
            {
                predicted += perSecond * Options.HorizonSeconds;
                warn |= predicted > Options.LimitNewtons;
            }
        }

        warn &= !IsOverLimit;
        if (warn && !IsPreWarning)
        {
            Raise(MeasurementEventKind.PreWarning, predicted);
        }

        IsPreWarning = warn;
    }

    private void Raise(MeasurementEventKind kind, double value) => _events.On(new MeasurementEvent(kind, _lastMicroseconds, _lastSequence, value));
}
