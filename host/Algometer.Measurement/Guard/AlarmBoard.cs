using System.Globalization;
using Algometer.Measurement.Signal;
using Algometer.Measurement.Statistics;
using Algometer.Measurement.Units;

namespace Algometer.Measurement.Guard;

/// <summary>
/// The one alarm model: what guard, stream, connection and program say, as the one thing to be shown and heard now. While samples should
/// come, none that could be judged for half a second is a sensor fault; over and latched stay until a fresh sample says otherwise. Pure:
/// fed with the host's monotonic time in µs, which decides nothing here but silence and how long something stands. Not thread-safe.
/// </summary>
public sealed class AlarmBoard(SafeRangeGuard guard)
{
    /// <summary>Without a judged sample for this long while streaming the sensor is at fault, µs.</summary>
    public const long SilenceMicroseconds = 500_000;

    // A converter that settles at 10 samples/s gives its first good value after up to a second. Flagged as settling; bounded all the same.
    private const long SettlingMicroseconds = 1_500_000;

    // From "start" to the first sample: a round trip, one conversion, and the device's own start.
    private const long FirstSampleMicroseconds = 1_500_000;

    // A program that did not run for a while has not listened either: what arrived meanwhile is read before silence is concluded.
    private const long LongestTickMicroseconds = 100_000;

    // So long a rate is measured by the host's clock. A line that stands still for less than is told as silence is no other rate.
    private const long RateWindowMicroseconds = 1_000_000;

    // One that loses more than three samples of five guards nothing any more; one that sends half as many again, window after window, has
    // a clock of its own. [P]
    private const double FewestPart = 0.4;
    private const double MostPart = 1.5;
    private const int FewestExpected = 8;
    private const long FaultStandsMicroseconds = 1_000_000;

    // A clock that leaps does so in one sample: a person must be able to read of it.
    private const long LeapStandsMicroseconds = 3_000_000;
    private const long AwayStandsMicroseconds = 3_000_000;
    private const long ErrorStandsMicroseconds = 10_000_000;
    private const long Never = long.MinValue / 2;
    private long _now;
    private long _tickedAt;
    private long _quiet;
    private long _allowedQuiet = FirstSampleMicroseconds;
    private bool _streaming;
    private bool _isSilent;
    private bool _selfTestDue;
    private bool _heardNothing;
    private double _promisedHertz;
    private bool _mayBeFaster;
    private long _window = Never;
    private int _inWindow;
    private int _manyWindows;
    private string? _wrongRate;
    private string? _lost;
    private string _away = "";
    private string _fault = AlarmWords.Silent;
    private string _error = "";
    private string _unanswered = "";
    private StreamDoubt _doubt;
    private long _faultUntil = Never;
    private long _awayAt = Never;
    private long _errorAt = Never;

    /// <summary>Whether nothing that could be judged comes.</summary>
    public bool IsSilent => _isSilent;

    /// <summary>How many samples are to come.</summary>
    /// <param name="hertz">Samples per second that the device promised; what is no positive number promises nothing.</param>
    /// <param name="mayBeFaster">Whether it may live faster than the host, as a simulated one does.</param>
    public void Promise(double hertz, bool mayBeFaster)
    {
        if (hertz != _promisedHertz || mayBeFaster != _mayBeFaster)
        {
            (_promisedHertz, _mayBeFaster) = (hertz, mayBeFaster);
            ForgetRate();
        }
    }

    /// <summary>A live sample has arrived and the guard has judged it.</summary>
    public void Arrived(in Sample sample, long nowMicroseconds)
    {
        _now = Math.Max(_now, nowMicroseconds);
        _selfTestDue = (sample.Alarm & AlarmState.SelfTestDue) != AlarmState.None;
        _heardNothing = (sample.Alarm & AlarmState.LinkLost) != AlarmState.None;
        _window = Math.Max(0, _window);
        _inWindow++;
        bool fault = (sample.Flags & SampleFlags.Faults) != SampleFlags.None || (sample.Alarm & AlarmState.SensorFault) != AlarmState.None;
        if (fault)
        {
            bool leap = _doubt is StreamDoubt.ClockBack or StreamDoubt.ClockAhead;
            _faultUntil = Math.Max(_faultUntil, _now + (leap ? LeapStandsMicroseconds : FaultStandsMicroseconds));
            _fault = AlarmWords.Of(sample.Flags, _doubt);
        }

        if (fault || SampleStep.IsTrusted(sample))
        {
            _quiet = 0;
            _allowedQuiet = SilenceMicroseconds;
            _isSilent = false;
        }
        else if ((sample.Flags & SampleFlags.Settling) != SampleFlags.None && !_isSilent)
        {
            _allowedQuiet = Math.Max(_allowedQuiet, SettlingMicroseconds);
        }
    }

    /// <summary>The stream came into doubt, or out of it.</summary>
    public void Doubted(StreamDoubt doubt) => _doubt = doubt;

    /// <summary>The device is connected.</summary>
    public void Connected(long nowMicroseconds)
    {
        _now = Math.Max(_now, nowMicroseconds);
        _awayAt = _lost is null ? _awayAt : _now;
        _away = _lost ?? _away;
        _lost = null;
        ExpectFirst();
    }

    /// <summary>The device is not connected any more.</summary>
    /// <param name="reason">Why, as a sentence.</param>
    /// <param name="nowMicroseconds">Host time, µs.</param>
    public void Lost(string reason, long nowMicroseconds)
    {
        _now = Math.Max(_now, nowMicroseconds);
        _lost = reason;
    }

    /// <summary>The device is connected and answers nothing that it is asked, or answers again.</summary>
    /// <param name="reason">Which, as a sentence; empty where it answers.</param>
    public void Unanswered(string reason) => _unanswered = reason;

    /// <summary>The program made an error of its own and goes on.</summary>
    public void Erred(string what, long nowMicroseconds)
    {
        _now = Math.Max(_now, nowMicroseconds);
        _error = what;
        _errorAt = _now;
    }

    /// <summary>Time goes on. Called several times in half a second.</summary>
    /// <param name="nowMicroseconds">Host time, µs.</param>
    /// <param name="streaming">Whether samples should be coming: connected, and not stopped by a person.</param>
    /// <returns>True when silence, or another rate than the promised one, has just become a fault.</returns>
    public bool Tick(long nowMicroseconds, bool streaming)
    {
        long step = Math.Clamp(nowMicroseconds - _tickedAt, 0, LongestTickMicroseconds);
        _tickedAt = nowMicroseconds;
        _now = Math.Max(_now, nowMicroseconds);
        if (!streaming || _lost is not null)
        {
            // A stream that was stopped and starts again owes its first sample anew. What is silent stays so until a sample comes.
            _streaming = false;
            _isSilent &= streaming;
            ForgetRate();
            return false;
        }

        if (!_streaming)
        {
            _streaming = true;
            ExpectFirst();
        }

        _quiet += step;
        bool wrongRate = IsRateNewlyWrong(step);
        if (_isSilent || _quiet <= _allowedQuiet)
        {
            return wrongRate;
        }

        _isSilent = true;
        _fault = SilenceWords();
        guard.Silent();
        return true;
    }

    /// <summary>What is to be shown and heard now.</summary>
    public AlarmView View()
    {
        if (guard.IsOverLimit)
        {
            return Of(AlarmKind.OverLimit, AlarmLevel.High, "Release now", OverWords());
        }

        if (_now - _errorAt < ErrorStandsMicroseconds)
        {
            return Of(AlarmKind.ProgramError, AlarmLevel.High, "Program error – release", $"{_error}. Release, end what is running, and start the program again.");
        }

        if (_lost is not null)
        {
            return Of(AlarmKind.NotConnected, guard.IsSensorFault || guard.IsLatched ? AlarmLevel.High : AlarmLevel.Medium, "Connection lost", $"Release. {_lost}");
        }

        if (guard.IsSensorFault || _isSilent || _wrongRate is not null || _now < _faultUntil)
        {
            return Of(AlarmKind.SensorFault, AlarmLevel.High, "Sensor fault – release", FaultWords());
        }

        if (guard.IsLatched)
        {
            return Of(AlarmKind.LimitPassed, AlarmLevel.High, "The limit was passed", "Pressure is below the limit again. Acknowledge to go on.");
        }

        if (_unanswered.Length > 0)
        {
            return Of(AlarmKind.NotConnected, AlarmLevel.Medium, "The device answers nothing", _unanswered);
        }

        if (_now - _awayAt < AwayStandsMicroseconds)
        {
            return Of(AlarmKind.WasAway, AlarmLevel.Medium, "The connection was lost for a moment", $"A hold that was running has ended. {_away}");
        }

        if (_heardNothing)
        {
            return Of(AlarmKind.WasAway, AlarmLevel.Medium, "The device ended the hold", AlarmWords.HeardNothing);
        }

        return _selfTestDue
            ? Of(AlarmKind.CheckSensor, AlarmLevel.None, "Check the sensor", "The device noted a fault that is over now. Unload the sensor and acknowledge: it then tests itself.")
            : Of(AlarmKind.None, AlarmLevel.None, "", "");
    }

    private void ExpectFirst()
    {
        _quiet = 0;
        _allowedQuiet = FirstSampleMicroseconds;
        ForgetRate();
    }

    private void ForgetRate() => (_window, _inWindow, _manyWindows, _wrongRate) = (Never, 0, 0, null);

    // Counted from the first sample on. Late ones count when they come: what is said of a burst after a pause is said by silence.
    private bool IsRateNewlyWrong(long step)
    {
        if (_window < 0 || !(_promisedHertz > 0))
        {
            return false;
        }

        _window += step;
        double expected = _promisedHertz * _window * 1e-6;
        if (_window < RateWindowMicroseconds || expected < FewestExpected)
        {
            return false;
        }

        _manyWindows = !_mayBeFaster && _inWindow > expected * MostPart ? _manyWindows + 1 : 0;
        string? before = _wrongRate;
        _wrongRate = _inWindow < expected * FewestPart ? AlarmWords.TooFew : _manyWindows > 2 ? AlarmWords.Of(StreamDoubt.WrongRate) : null;
        (_window, _inWindow) = (0, 0);
        return _wrongRate is not null && before is null;
    }

    private string OverWords()
    {
        string over = guard.IsDisputed
            ? string.Create(CultureInfo.InvariantCulture, $"The device says that the force is above its limit; this program reads less than {guard.Options.LimitNewtons:0.#} N. The two disagree: release, then check the limit and the calibration.")
            : string.Create(CultureInfo.InvariantCulture, $"The force is above the limit of {guard.Options.LimitNewtons:0.#} N.");
        if (_lost is not null)
        {
            return $"{over} The connection is lost since: {_lost}";
        }

        return _isSilent ? $"{over} {FaultWords()}" : over;
    }

    private string FaultWords() => _isSilent ? SilenceWords() : _now < _faultUntil ? _fault : _wrongRate ?? _fault;

    private string SilenceWords() => _doubt == StreamDoubt.None ? AlarmWords.Silent : AlarmWords.Of(_doubt);

    private AlarmView Of(AlarmKind kind, AlarmLevel level, string title, string text) =>
        new(kind, level, title, text, guard.IsOverLimit, guard.IsLatched, guard.IsLatched || ((_selfTestDue || _heardNothing) && _lost is null));
}
