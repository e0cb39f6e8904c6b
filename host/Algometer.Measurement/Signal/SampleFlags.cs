using Algometer.Measurement.Guard;

namespace Algometer.Measurement.Signal;

/// <summary>
/// What is known about one sample beside its value. The low twelve bits and 0x4000 are the device's own and equal the
/// wire format's (PROTOCOL.md, "Sample flags"); the others are set by the host.
/// </summary>
[Flags]
public enum SampleFlags
{
    /// <summary>Nothing to remark.</summary>
    None = 0,

    /// <summary>The value comes from a simulated sensor, never from a person pressing.</summary>
    Simulated = 0x0001,

    /// <summary>Sent again from the device's back-log after a link loss.</summary>
    Backlog = 0x0002,

    /// <summary>The converter has not settled since power-up, a rate change or a gain change.</summary>
    Settling = 0x0004,

    /// <summary>The converter's code is at its end (0x7FFFFF or 0x800000).</summary>
    Saturated = 0x0008,

    /// <summary>At least five identical codes in a row.</summary>
    Stuck = 0x0010,

    /// <summary>At least one conversion was missed just before this sample.</summary>
    Missed = 0x0020,

    /// <summary>The converter's rate is out of range.</summary>
    RateOutOfRange = 0x0040,

    /// <summary>The force changed by more than a hand can change it between two samples.</summary>
    Jump = 0x0080,

    /// <summary>The zero has drifted beyond 2 % of the cell's capacity.</summary>
    ZeroDrift = 0x0100,

    /// <summary>The device's settings were missing or corrupt; it runs on built-in defaults.</summary>
    SettingsDefault = 0x0200,

    /// <summary>The bits after the 24th were not all 1: the read-out lost step.</summary>
    Desync = 0x0400,

    /// <summary>No conversion came before the deadline; the sample has no value.</summary>
    NoData = 0x0800,

    /// <summary>Host: the force computed from the counts differs from the force the device judged.</summary>
    Disagreement = 0x1000,

    /// <summary>Host: samples are missing between the previous one and this one.</summary>
    AfterGap = 0x2000,

    /// <summary>The value stands alone among neighbours that agree: blank, kept out of everything, and no fault of the sensor by itself.</summary>
    Glitch = 0x4000,

    /// <summary>Host: the stream itself cannot be trusted here (<see cref="StreamDoubt"/>): a blank without a reason, a clock that went back, another rate than promised.</summary>
    Distrusted = 0x8000,

    /// <summary>Every flag that makes the value unfit to be shown or judged as a force.</summary>
    Faults = Saturated | Stuck | RateOutOfRange | Jump | ZeroDrift | Desync | NoData | Disagreement | Distrusted,
}
