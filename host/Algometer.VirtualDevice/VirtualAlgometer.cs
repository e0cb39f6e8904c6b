using Algometer.Firmware;

namespace Algometer.VirtualDevice;

/// <summary>
/// The real firmware over a modelled sensor, on a clock of its own that moves only when <see cref="Step"/> is called. The same options
/// give the same bytes.
/// </summary>
public sealed class VirtualAlgometer : IDeviceClock, IAlarmOutput, IStopButton, ISettingsStore
{
    private const long IdleStepMicroseconds = 5000;
    private readonly VirtualDeviceOptions _options;
    private readonly Trace? _trace;
    private readonly Hx711Model _cell;
    private readonly SeededNoise _hand;
    private readonly DeviceLoop _loop;
    private double _nextConversion;
    private long _streamStart = -1;
    private IEnumerator<(double Seconds, double Value)>? _points;
    private long _played;

    /// <summary>Powers the device up and lets its converter settle.</summary>
    public VirtualAlgometer(VirtualDeviceOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _trace = options is { Trace: { } trace, RateHertz: { } rate } ? trace.Resample(rate) : options.Trace;
        double rateHertz = options.RateHertz ?? (_trace is null ? 80 : 1 / _trace.MedianIntervalSeconds);
        _hand = new SeededNoise(options.Seed + 1);
        double countsPerNewton = 1e12 / new DeviceSettings().GainPiconewtonsPerCount;
        double? noise = options.NoiseCounts ?? (_trace is null ? null : 0);
        _cell = new Hx711Model(new SeededNoise(options.Seed), countsPerNewton, noise, rateHertz, Nominal(rateHertz));
        Link = new VirtualLink(lossless: options.Speed > 1);
        var identity = new DeviceIdentity
        {
            DeviceId = options.DeviceId,
            BootId = options.BootId,
            ResetReason = Wire.ResetReason.PowerOn,
            CapMillinewtons = (int)Math.Round(options.CapNewtons * 1000),
            Tool = options.CapNewtons > 100 ? Wire.ToolKind.Ball : Wire.ToolKind.Probe,
        };
        _loop = new DeviceLoop(identity, _cell, this, Link, this, this, this);
        _nextConversion = _cell.PeriodMicroseconds;
        for (int i = 0; i < 6; i++)
        {
            StepToConversion();
        }
    }

    /// <summary>The wire.</summary>
    public VirtualLink Link { get; }

    /// <summary>Microseconds since power-up.</summary>
    public long Microseconds { get; private set; }

    /// <summary>Whether the recorded load has been played to its end. The clock then stands still; commands are still answered.</summary>
    public bool IsAtEnd { get; private set; }

    /// <summary>The limit that it was made with, N.</summary>
    public double FirstLimitNewtons => _options.LimitNewtons;

    /// <summary>Whether the host has the stream started.</summary>
    public bool IsStreaming => _loop.IsStreaming;

    /// <summary>Whether a guided hold is on, which ends when the host falls silent.</summary>
    public bool IsGuardingHold => _loop.IsGuardingHold;

    /// <summary>Whether whoever presses on it is asked something now, which takes a person's time.</summary>
    public bool IsPersonAsked => _options.Hand?.IsAsked ?? false;

    /// <summary>Whether the buzzer sounds.</summary>
    public bool Sound { get; private set; }

    /// <summary>Whether the light shines.</summary>
    public bool Light { get; private set; }

    /// <summary>Part of the recorded load that has been played, 0 … 1; 0 for a scenario.</summary>
    public double Progress => _trace is null ? 0 : (double)_played / _trace.Count;

    /// <inheritdoc/>
    public bool IsPressed => _trace is null && _streamStart >= 0 && (_options.Hand?.PressesButton ?? _options.Scenario.Pressed?.Invoke(ScenarioSeconds) ?? false);

    private double ScenarioSeconds => (Microseconds - _streamStart) / 1e6 % _options.Scenario.PeriodSeconds;

    /// <inheritdoc/>
    bool IStopButton.TakeWentDown() => false;

    /// <summary>Moves the clock to whatever happens next, at most 5 ms on, and lets the firmware run.</summary>
    public void Step()
    {
        if (!IsAtEnd)
        {
            long next = (long)Math.Round(_nextConversion);
            if (next - Microseconds > IdleStepMicroseconds)
            {
                Microseconds += IdleStepMicroseconds;
            }
            else
            {
                Microseconds = Math.Max(Microseconds, next);
                FinishConversion();
                _loop.RunOnce();
                if (IsAtEnd)
                {
                    _loop.ReleaseWaiting();
                }
            }
        }

        // A turn that took a sample does nothing else: commands have the next.
        _loop.RunOnce();
        NoticeStart();
    }

    /// <summary>Closes what a recorded load is read from; it cannot be played on.</summary>
    public void PutLoadAway() => _points?.Dispose();

    /// <inheritdoc/>
    void IAlarmOutput.Set(bool sound, bool light)
    {
        Sound = sound;
        Light = light;
    }

    /// <inheritdoc/>
    bool ISettingsStore.TryLoad(DeviceSettings settings)
    {
        settings.LimitMillinewtons = (int)Math.Round(_options.LimitNewtons * 1000);
        if (_options.Calibration is { } calibration)
        {
            settings.CalibrationId = calibration.Id;
            settings.CalibrationDateUnixSeconds = calibration.DateUnixSeconds;
            settings.GainPiconewtonsPerCount = calibration.GainPiconewtonsPerCount;
            settings.QuadraticPiconewtons = calibration.QuadraticPiconewtons;
            settings.ZeroCounts = calibration.ZeroCounts;
            settings.TareCounts = calibration.TareCounts;
        }

        return true;
    }

    /// <inheritdoc/>
    bool ISettingsStore.Save(DeviceSettings settings) => true;

    // A recording at the HX711's rates runs under that rate's name, as a module with an untrimmed clock does.
    private static int Nominal(double rateHertz) => rateHertz switch
    {
        >= 9 and <= 12 => 10_000,
        >= 71 and <= 99 => 80_000,
        _ => (int)Math.Round(rateHertz * 1000),
    };

    private void StepToConversion()
    {
        for (long target = (long)Math.Round(_nextConversion); Microseconds < target;)
        {
            Step();
        }
    }

    private void NoticeStart()
    {
        if (_streamStart < 0 && _loop.IsStreaming)
        {
            _streamStart = Microseconds;
            if (_trace is not null)
            {
                // The recording's first sample is the stream's first.
                _nextConversion = Microseconds + _cell.PeriodMicroseconds;
                _streamStart = (long)Math.Round(_nextConversion);
            }
        }
    }

    private void FinishConversion()
    {
        if (_trace is null && _streamStart >= 0 && _options.Hand is { } hand)
        {
            hand.MoveTo((Microseconds - _streamStart) / 1e6);
            _cell.Fault = hand.Fault;
            _cell.Convert(_options.CellError.Of(hand.Newtons + Breeze()));
            _nextConversion += _cell.PeriodMicroseconds;
            return;
        }

        if (_trace is null || _streamStart < 0)
        {
            _cell.Fault = _trace is null && _streamStart >= 0 ? _options.Scenario.Fault?.Invoke(ScenarioSeconds) ?? SensorFault.None : SensorFault.None;
            _cell.Convert(_options.CellError.Of(_trace is null && _streamStart >= 0 ? _options.Scenario.Force(ScenarioSeconds, _hand) : Breeze()));
            _nextConversion += _cell.PeriodMicroseconds;
            return;
        }

        Play(_trace);
    }

    private void Play(Trace trace)
    {
        if (_points is null)
        {
            _points = trace.Points.GetEnumerator();
            _points.MoveNext();
        }

        double value = _points.Current.Value;
        _played++;
        if (double.IsNaN(value))
        {
            // A conversion that the recording does not have: the firmware misses it as it would a real one.
        }
        else if (trace.Quantity == TraceQuantity.Counts)
        {
            _cell.ConvertCounts(value);
        }
        else
        {
            _cell.Convert(value);
        }

        if (_points.MoveNext())
        {
            _nextConversion = _streamStart + (_points.Current.Seconds * 1e6);
        }
        else
        {
            IsAtEnd = true;
        }
    }

    // An idle cell is never perfectly still; without this a noiseless one would rightly be called stuck.
    private double Breeze() => 0.001 * _hand.Normal();
}
