namespace Algometer.Measurement.Guard;

/// <summary>What an engine noticed.</summary>
public enum MeasurementEventKind
{
    /// <summary>The force passed the limit; value: force, N.</summary>
    OverLimit,

    /// <summary>The force fell below the limit less the hysteresis; value: force, N.</summary>
    BackBelowLimit,

    /// <summary>The limit will be passed within the horizon; value: predicted force, N.</summary>
    PreWarning,

    /// <summary>An over-limit was acknowledged and is over.</summary>
    AlarmCleared,

    /// <summary>The sensor can no longer be trusted; value: the flags.</summary>
    SensorFault,

    /// <summary>The sensor can be trusted again.</summary>
    SensorRecovered,

    /// <summary>A hold began; value: target, s.</summary>
    HoldStarted,

    /// <summary>The band was entered for the first time, or again; value: force, N.</summary>
    BandEntered,

    /// <summary>The band was left for longer than the grace; value: force, N.</summary>
    BandLeft,

    /// <summary>The in-band time reached the target; value: in-band time, s.</summary>
    TargetReached,

    /// <summary>The hold ended; value: the reason.</summary>
    HoldEnded,

    /// <summary>The hold was paused.</summary>
    HoldPaused,

    /// <summary>The hold goes on.</summary>
    HoldResumed,

    /// <summary>The force rises faster than is gentle; value: rate, N/s.</summary>
    TooFast,

    /// <summary>The pressure may be easing; value: visible drop so far, %.</summary>
    PossiblyEasing,

    /// <summary>The pressure is very likely easing; value: visible drop so far, %.</summary>
    Easing,

    /// <summary>The operator lets go.</summary>
    BackingOff,

    /// <summary>The operator presses again.</summary>
    RePressing,

    /// <summary>A hold was judged; value: the <see cref="Algometer.Measurement.Easing.EasingVerdict"/>.</summary>
    EasingVerdict,

    /// <summary>The band followed softening tissue down; value: its lower end now, N.</summary>
    BandFollowed,

    /// <summary>The softening was taken back and the band is as planned again; value: its lower end, N.</summary>
    BandReturned,
}

/// <summary>One event of an engine.</summary>
/// <param name="Kind">What.</param>
/// <param name="DeviceMicroseconds">When, on the device's clock.</param>
/// <param name="Sequence">At which sample.</param>
/// <param name="Value">See the kind.</param>
public readonly record struct MeasurementEvent(MeasurementEventKind Kind, long DeviceMicroseconds, long Sequence, double Value);

/// <summary>Where engines report; called on the ingest thread, must not wait.</summary>
public interface IMeasurementEventSink
{
    /// <summary>Something was noticed.</summary>
    void On(in MeasurementEvent measurementEvent);
}
