namespace Algometer.StandIns;

/// <summary>Which pin is wired to what around the chip.</summary>
public sealed record Wiring(int ConverterClock, int ConverterData, int DataReady, int Rate, int Button, int Jumper, int Buzzer, int Light, int Heartbeat, int MainSounds = -1, int ReserveSounds = -1, int ButtonCable = -1);

/// <summary>What the stop button's cable is like.</summary>
public enum ButtonCable
{
    Whole,
    Open,
    Shorted,
}

/// <summary>
/// The board that a program runs on: its time, its pins and what is wired to them. Time passes only by what the program does; each call of
/// the API spends some.
/// </summary>
public sealed class SimulatedBoard
{
    [ThreadStatic]
    private static SimulatedBoard? _current;

    private const long EventTurnMicroseconds = 2_000;
    private const int MostEvents = 1000;
    private readonly Dictionary<int, bool> _outputs = [];
    private readonly Dictionary<int, int> _pullUps = [];
    private readonly Dictionary<int, int> _functions = [];
    private readonly SortedList<(long At, int Order), Action> _events = [];
    private readonly Queue<bool> _buttonEvents = new();
    private Action<bool>? _buttonHandler;
    private bool _buttonPressed;
    private bool _buttonSeen;
    private ButtonCable _cable;
    private bool _interruptsWait;
    private int _order;
    private long _eventsEnd;
    private long _ilBefore;

    public SimulatedBoard(Wiring wiring, SimulatedFlash flash)
    {
        Wiring = wiring;
        Flash = flash;
        Uart = new SimulatedUart(this);
    }

    /// <summary>The board of the program that runs on this thread.</summary>
    public static SimulatedBoard Current => _current ?? throw new InvalidOperationException("No board on this thread.");

    public Wiring Wiring { get; }

    public SimulatedFlash Flash { get; }

    public SimulatedUart Uart { get; }

    public SimulatedConverter Converter { get; } = new();

    /// <summary>The bus's driver refuses each transfer. The runtime drops its error, so the program sees a call that returns and a buffer that nothing wrote to.</summary>
    public bool BusFails { get; set; }

    /// <summary>Microseconds since power was applied.</summary>
    public long Microseconds { get; private set; } = 300_000;

    /// <summary>What one reading of the timer stands for in a program that is not instrumented, µs: a turn of its loop.</summary>
    public long TurnMicroseconds { get; set; } = 200;

    /// <summary>What one IL instruction of an instrumented program costs, µs.</summary>
    public double IlMicroseconds { get; set; } = 1;

    /// <summary>What the runtime says it was built for; null when it does not tell.</summary>
    public string? TargetName { get; set; } = "ESP32_PSRAM_REV3";

    /// <summary>Ports that someone else has: on a plain ESP32 the debugger the first one, on an S3 too unless native USB was there at the start.</summary>
    public HashSet<int> TakenPorts { get; } = [1];

    /// <summary>Ports that have an object.</summary>
    internal HashSet<string> PortObjects { get; } = new(StringComparer.Ordinal);

    /// <summary>Buzzers and missing-pulse circuits.</summary>
    public SimulatedSounders Sounders { get; } = new();

    /// <summary>The state of the stop button's cable.</summary>
    public ButtonCable Cable
    {
        get => _cable;
        set
        {
            _cable = value;
            Interrupt();
        }
    }

    /// <summary>Whether the patient's button is down.</summary>
    public bool ButtonPressed
    {
        get => _buttonPressed;
        set
        {
            _buttonPressed = value;
            Interrupt();
        }
    }

    /// <summary>While a block of the flash is erased no interrupt is served; what is there at its end is what the handler sees.</summary>
    internal bool InterruptsWait
    {
        get => _interruptsWait;
        set
        {
            _interruptsWait = value;
            Interrupt();
        }
    }

    /// <summary>Whether the jumper for the simulated sensor is set.</summary>
    public bool JumperSet { get; set; }

    /// <summary>
    /// Events of the runtime that wait in the managed heap for its thread, which gets its turn when the program's has had its own: one in 2 ms here: a real
    /// runtime kept up with 333 a second and not with 833. Nothing bounds them there but the heap.
    /// </summary>
    public long EventsWaiting => Math.Max(0, _eventsEnd - Microseconds) / EventTurnMicroseconds;

    /// <summary>Whether the program asked for a restart.</summary>
    public bool Rebooted { get; set; }

    /// <summary>Whether the power is gone.</summary>
    public bool IsOff { get; private set; }

    /// <summary>Times that the binding's own wait ran.</summary>
    public int BindingWaits { get; set; }

    /// <summary>Calls of the timer: turns of the loop, roughly.</summary>
    public long TimerReads { get; private set; }

    /// <summary>Called when an output changes.</summary>
    public Action<int, bool>? OutputChanged { get; set; }

    /// <summary>Called at each reading of the data-ready level, the head of a turn.</summary>
    public Action<bool>? LevelRead { get; set; }

    /// <summary>Called when time has passed; lets a test take over.</summary>
    public Action? Passed { get; set; }

    public bool Sounds => Output(Wiring.Buzzer);

    public bool Shines => Output(Wiring.Light);

    /// <summary>Level changes of the heartbeat pin.</summary>
    public long Beats { get; private set; }

    public void Occupy() => _current = this;

    public bool Output(int pin) => _outputs.TryGetValue(pin, out bool high) && high;

    /// <summary>Does something at a time.</summary>
    public void At(long microseconds, Action action) => _events.Add((microseconds, _order++), action);

    /// <summary>The power goes.</summary>
    public void CutPower()
    {
        IsOff = true;
        throw new PowerLostException();
    }

    /// <summary>The power goes, at the program's next step.</summary>
    public void SwitchOff() => IsOff = true;

    /// <summary>Time passes.</summary>
    public void Spend(long microseconds)
    {
        if (IsOff)
        {
            throw new PowerLostException();
        }

        long target = Microseconds + microseconds + IlSpent();
        while (_events.Count > 0 && _events.GetKeyAtIndex(0).At <= target)
        {
            ((long at, int _), Action action) = (_events.GetKeyAtIndex(0), _events.GetValueAtIndex(0));
            _events.RemoveAt(0);
            Microseconds = Math.Max(Microseconds, at);
            Converter.AdvanceTo(Microseconds);
            action();
        }

        Microseconds = target;
        Converter.AdvanceTo(target);
        Passed?.Invoke();
        if (IsOff)
        {
            throw new PowerLostException();
        }
    }

    /// <summary>A call into a class library: what it costs, in a program that is instrumented.</summary>
    internal void Call(LibraryCost cost)
    {
        if (IlMeter.IsOn)
        {
            IlMeter.Library(cost);
        }
    }

    internal void PostEvent()
    {
        _eventsEnd = Math.Max(_eventsEnd, Microseconds) + EventTurnMicroseconds;
        if (EventsWaiting > MostEvents)
        {
            throw new InvalidOperationException("The runtime's events fill the heap.");
        }
    }

    // A program that is not instrumented lives by its readings of the timer alone, two a turn.
    internal void ReadTimer()
    {
        TimerReads++;
        ServeEvents();
        Spend(IlMeter.IsOn ? 0 : TurnMicroseconds / 2);
    }

    internal void SetFunction(int pin, int function) => _functions[function] = pin;

    internal int PinOf(int function) =>
        _functions.TryGetValue(function, out int pin) ? pin : throw new ArgumentException("Configuration.SetPinFunction was not called for this function.");

    internal void SetPullUp(int pin) => _pullUps[pin] = 1;

    internal void SetPullDown(int pin) => _pullUps[pin] = -1;

    internal void OnEdge(int pin, Action<bool> handler)
    {
        if (pin == Wiring.Button)
        {
            _buttonHandler += handler;
            _buttonSeen = StopLow;
        }
    }

    // In an instrumented program the costs of the libraries are time; here only what the pin itself takes.
    internal bool ReadPin(int pin)
    {
        Spend(IlMeter.IsOn ? 1 : 20);
        if (pin == Wiring.DataReady)
        {
            bool high = Converter.Dout && !Converter.LevelWireGrounded;
            LevelRead?.Invoke(high);
            return high;
        }

        if (pin == Wiring.Button)
        {
            return !StopLow || !_pullUps.ContainsKey(pin);
        }

        if (pin == Wiring.ButtonCable)
        {
            return Cable == ButtonCable.Whole;
        }

        if (pin == Wiring.MainSounds)
        {
            return Sounders.Main(Microseconds, Output(Wiring.Buzzer));
        }

        if (pin == Wiring.ReserveSounds)
        {
            return Sounders.Reserve(Microseconds, Output(Wiring.Buzzer));
        }

        if (pin == Wiring.Jumper)
        {
            return !JumperSet || !_pullUps.ContainsKey(pin);
        }

        return Output(pin);
    }

    internal void WritePin(int pin, bool high)
    {
        Spend(IlMeter.IsOn ? 1 : 25);
        bool changed = Output(pin) != high;
        _outputs[pin] = high;
        if (pin == Wiring.Rate)
        {
            Converter.IsFast = high;
        }

        if (changed)
        {
            Beats += pin == Wiring.Heartbeat ? 1 : 0;
            if (pin == Wiring.Heartbeat && high)
            {
                Sounders.Rise(Microseconds);
            }

            OutputChanged?.Invoke(pin, high);
        }
    }

    // By comparator: low while pressed or shorted.
    private bool StopLow => (_buttonPressed && Cable != ButtonCable.Open) || Cable == ButtonCable.Shorted;

    // The handler reads the level when it runs, and tells of an edge only when that is another than last time.
    private void Interrupt()
    {
        if (_interruptsWait || _buttonHandler is null || StopLow == _buttonSeen)
        {
            return;
        }

        _buttonSeen = StopLow;
        _buttonEvents.Enqueue(_buttonSeen);
    }

    // The events' thread, which gets its turn between those of the program's.
    private void ServeEvents()
    {
        while (!_interruptsWait && _buttonEvents.TryDequeue(out bool fell))
        {
            Call(LibraryCost.PinEvent);
            _buttonHandler?.Invoke(fell);
        }
    }

    private long IlSpent()
    {
        long count = IlMeter.Count + IlMeter.Native;
        long spent = (long)((count - _ilBefore) * IlMicroseconds);
        _ilBefore = count;
        return spent;
    }
}
