namespace Algometer.StandIns;

/// <summary>
/// An HX711 at its two pins. It converts on its own clock whether or not anyone reads; DOUT falls when a conversion waits, gives 24 bits on
/// PD_SCK's rising edges and rises with the 25th; PD_SCK high for more than 60 µs powers it down, its fall up again with a settling time.
/// </summary>
public sealed class SimulatedConverter
{
    private const double PowerDownMicroseconds = 60;
    private readonly List<long> _taken = new(400_000);
    private double _next;
    private int _code;
    private int _shift;
    private int _pulses;
    private bool _reading;
    private bool _ready;
    private long _readyAt;
    private bool _clock;
    private double _clockRose;
    private bool _poweredDown;
    private int _frozen;
    private bool _isFrozen;
    private int _unsettled;

    /// <summary>The cell's code at a time in µs.</summary>
    public Func<long, int> Code { get; set; } = _ => 0;

    /// <summary>RATE pin.</summary>
    public bool IsFast { get; set; } = true;

    /// <summary>True rate over nominal rate.</summary>
    public double RateScale { get; set; } = 1;

    /// <summary>Not there: DOUT is held high by the pull-up.</summary>
    public bool IsAbsent { get; set; }

    /// <summary>DOUT shorted to ground.</summary>
    public bool IsStuckLow { get; set; }

    /// <summary>The DOUT wire to the bus breaks although the level wire still shows low.</summary>
    public bool DataWireBroken { get; set; }

    /// <summary>The level wire touches ground although the wire to the bus shows DOUT.</summary>
    public bool LevelWireGrounded { get; set; }

    /// <summary>The code no longer changes.</summary>
    public bool IsFrozen
    {
        get => _isFrozen;
        set
        {
            _frozen = _code;
            _isFrozen = value;
        }
    }

    /// <summary>Conversions still to be swallowed.</summary>
    public int Skip { get; set; }

    /// <summary>When each conversion that was read had become ready, µs.</summary>
    public IReadOnlyList<long> Taken => _taken;

    /// <summary>Conversions that were overwritten before anyone read them.</summary>
    public int Lost { get; private set; }

    /// <summary>Whether DOUT is high.</summary>
    public bool Dout => !IsStuckLow && (IsAbsent || _poweredDown || (_reading ? _pulses > 24 || (_shift & 0x1000000) != 0 : !_ready));

    /// <summary>DOUT as the bus sees it.</summary>
    public bool DataLine => DataWireBroken || Dout;

    private double Period => 1e6 / ((IsFast ? 80 : 10) * RateScale);

    /// <summary>Lets time pass.</summary>
    public void AdvanceTo(long now)
    {
        if (_next == 0)
        {
            _next = now + (4 * Period);
        }

        while (_next <= now)
        {
            Convert();
            _next += Period;
        }
    }

    /// <summary>When something happens next.</summary>
    public double NextConversion => _next;

    /// <summary>PD_SCK is at a level from a moment on.</summary>
    public void Clock(bool high, double microseconds)
    {
        if (high == _clock)
        {
            return;
        }

        _clock = high;
        if (!high)
        {
            if (microseconds - _clockRose > PowerDownMicroseconds)
            {
                _poweredDown = false;
                _ready = false;
                _reading = false;
                _unsettled = 2;
                _next = microseconds + (4 * Period);
            }

            return;
        }

        _clockRose = microseconds;
        if (!_reading)
        {
            if (!_ready)
            {
                return;
            }

            _reading = true;
            _pulses = 0;
            _shift = _code & 0xFFFFFF;
            _taken.Add(_readyAt);
        }

        _pulses++;
        _shift <<= 1;
        if (_pulses == 25)
        {
            _ready = false;
        }
    }

    /// <summary>The end of a transfer: PD_SCK is low, a read-out of 25 or more pulses is over.</summary>
    public void EndTransfer()
    {
        if (_reading && _pulses >= 25)
        {
            _reading = false;
        }
    }

    private void Convert()
    {
        if (Skip > 0)
        {
            Skip--;
            return;
        }

        if (_ready)
        {
            Lost++;
        }

        _readyAt = (long)Math.Ceiling(_next);
        int code = Math.Clamp(Code(_readyAt), -8388608, 8388607);
        if (_unsettled > 0)
        {
            _unsettled--;
            code /= 2;
        }

        _code = _isFrozen ? _frozen : code;
        _ready = true;
        if (_reading)
        {
            // A conversion that ends within a read-out: the bits that are left read as one.
            _shift |= 0xFFFFFF >> (24 - Math.Min(24, _pulses));
        }
    }
}
