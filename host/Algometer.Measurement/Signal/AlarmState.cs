namespace Algometer.Measurement.Signal;

/// <summary>The device's alarm as carried by each sample: priority and latch. Equal to the wire format's byte.</summary>
[Flags]
public enum AlarmState
{
    /// <summary>No alarm.</summary>
    None = 0,

    /// <summary>The force is above the device's limit now.</summary>
    OverLimit = 0x01,

    /// <summary>The force will pass the limit within 0.5 s at its present slope.</summary>
    PreWarning = 0x02,

    /// <summary>An over-limit happened and is not yet both below the limit and acknowledged.</summary>
    Latched = 0x04,

    /// <summary>A sensor fault is present.</summary>
    SensorFault = 0x08,

    /// <summary>The link was silent during a guided hold.</summary>
    LinkLost = 0x10,

    /// <summary>Lower-priority sounds are muted.</summary>
    Muted = 0x20,

    /// <summary>A guided hold is running on the device.</summary>
    HoldActive = 0x40,

    /// <summary>A fault happened on the device and no self-test has cleared it yet.</summary>
    SelfTestDue = 0x80,
}
