namespace Algometer.Link.Tests.Ports;

/// <summary>What the chip on the board does.</summary>
internal enum ChipState
{
    /// <summary>EN is low.</summary>
    HeldInReset,

    /// <summary>EN was let go and its capacitor charges; IO0 is looked at when it is up.</summary>
    Rising,

    /// <summary>The boot loader and the runtime start.</summary>
    Booting,

    /// <summary>The program runs.</summary>
    Running,

    /// <summary>The ROM waits for a program; only another reset ends it.</summary>
    Download,
}

/// <summary>
/// The two transistors of most ESP32 boards: DTR off with RTS on pulls EN low, DTR on with RTS off pulls IO0 low. EN comes up through a
/// resistor and a capacitor, so that IO0 is looked at about a millisecond after EN was let go.
/// </summary>
internal sealed class AutoProgramCircuit
{
    private const long RiseMicroseconds = 1000;
    private readonly long _bootMicroseconds;
    private long _until;

    public AutoProgramCircuit(long bootMicroseconds)
    {
        _bootMicroseconds = bootMicroseconds;
        _until = bootMicroseconds;
    }

    public bool Dtr { get; private set; }

    public bool Rts { get; private set; }

    /// <summary>Power was applied at time 0.</summary>
    public ChipState State { get; private set; } = ChipState.Booting;

    /// <summary>Times that EN fell.</summary>
    public int Resets { get; private set; }

    /// <summary>The lines were left where the chip cannot start, or would start in download mode.</summary>
    public bool RestedBadly { get; private set; }

    /// <summary>Moves the lines; takes effect in the order of the calls.</summary>
    public void Set(bool dtr, bool rts, long now)
    {
        Dtr = dtr;
        Rts = rts;
        bool enable = dtr || !rts;
        if (!enable && State != ChipState.HeldInReset)
        {
            State = ChipState.HeldInReset;
            Resets++;
        }
        else if (enable && State == ChipState.HeldInReset)
        {
            State = ChipState.Rising;
            _until = now + RiseMicroseconds;
        }
    }

    /// <summary>Lets time pass with the lines where they are.</summary>
    /// <returns>Whether the state changed.</returns>
    public bool AdvanceTo(long now)
    {
        RestedBadly |= Dtr != Rts;
        if (now < _until)
        {
            return false;
        }

        switch (State)
        {
            case ChipState.Rising:
                State = Dtr && !Rts ? ChipState.Download : ChipState.Booting;
                _until += _bootMicroseconds;
                return true;
            case ChipState.Booting:
                State = ChipState.Running;
                return true;
            default:
                return false;
        }
    }
}
