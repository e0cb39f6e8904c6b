namespace Algometer.Measurement.Guard;

/// <summary>What is alarmed about; the later ones stand before the earlier.</summary>
public enum AlarmKind
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The device noted a fault that is over; a self-test is due.</summary>
    CheckSensor,

    /// <summary>The limit was passed and is not acknowledged.</summary>
    LimitPassed,

    /// <summary>The connection was lost a moment ago and is back; a hold that ran has ended.</summary>
    WasAway,

    /// <summary>The sensor, or the stream of its samples, cannot be trusted.</summary>
    SensorFault,

    /// <summary>The device is not connected.</summary>
    NotConnected,

    /// <summary>The program made an error of its own.</summary>
    ProgramError,

    /// <summary>Above the limit, as far as is known.</summary>
    OverLimit,
}

/// <summary>How urgent an alarm is, as IEC 60601-1-8 counts (no claim of compliance).</summary>
public enum AlarmLevel
{
    /// <summary>Seen, not heard.</summary>
    None,

    /// <summary>Medium priority.</summary>
    Medium,

    /// <summary>High priority.</summary>
    High,
}

/// <summary>The one alarm that pages and terminal show. They show it; they decide nothing.</summary>
/// <param name="Kind">What about.</param>
/// <param name="Level">How it sounds.</param>
/// <param name="Title">A few words; empty without an alarm.</param>
/// <param name="Text">What is the matter, and what to do.</param>
/// <param name="OverLimit">Above the limit by the last sample that could be judged.</param>
/// <param name="Latched">Not yet both below the limit and acknowledged.</param>
/// <param name="CanAcknowledge">Whether an acknowledgement would do something.</param>
public readonly record struct AlarmView(AlarmKind Kind, AlarmLevel Level, string Title, string Text, bool OverLimit, bool Latched, bool CanAcknowledge);
