namespace Algometer.StandIns;

/// <summary>
/// Two buzzers with a missing-pulse circuit each, as drawn: a rise of the heartbeat is a pulse of 11 ms, rises that come faster merge into one, and
/// 0.42 s after the beginning of the last pulse a circuit sounds. The main buzzer sounds with its pin too. Each part can fail.
/// </summary>
public sealed class SimulatedSounders
{
    private const long PulseMicroseconds = 11_000;
    private const long Never = long.MinValue / 4;
    private long _riseAt = Never;
    private long _beatAt = Never;

    /// <summary>Time after which a circuit sounds, µs; a leak at its timing node makes it short, a short one at the supply's end endless.</summary>
    public long MainTripMicroseconds { get; set; } = 420_000;

    public long ReserveTripMicroseconds { get; set; } = 420_000;

    /// <summary>Whether the former merges fast rises; without its capacitor each counts.</summary>
    public bool Merges { get; set; } = true;

    /// <summary>Whether the coupling to the circuits passes a beat.</summary>
    public bool IsCoupled { get; set; } = true;

    /// <summary>Whether the driver of the program's pin conducts.</summary>
    public bool PinDrives { get; set; } = true;

    /// <summary>Whether it conducts to the reserve buzzer as well.</summary>
    public bool PinDrivesReserve { get; set; }

    /// <summary>What the main buzzer's line shows whatever happens; null for what is.</summary>
    public bool? MainLine { get; set; }

    /// <summary>What the reserve buzzer's line shows whatever happens; null for what is.</summary>
    public bool? ReserveLine { get; set; }

    internal void Rise(long now)
    {
        if (IsCoupled && (!Merges || now - _riseAt > PulseMicroseconds))
        {
            _beatAt = now;
        }

        _riseAt = now;
    }

    internal bool Main(long now, bool pin) => MainLine ?? (now - _beatAt > MainTripMicroseconds || (pin && PinDrives));

    internal bool Reserve(long now, bool pin) => ReserveLine ?? (now - _beatAt > ReserveTripMicroseconds || (pin && PinDrivesReserve));
}
