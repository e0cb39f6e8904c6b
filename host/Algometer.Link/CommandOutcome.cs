using System.Globalization;
using Algometer.Wire;

namespace Algometer.Link;

/// <summary>How a command ended.</summary>
/// <param name="Accepted">Whether the device carried it out.</param>
/// <param name="Value">What took effect, in the wire format's unit.</param>
/// <param name="Reason">When refused or unanswered: why, and what to do.</param>
public readonly record struct CommandOutcome(bool Accepted, int Value, string Reason)
{
    /// <summary>The wire format's reason when the device refused; 0 otherwise.</summary>
    public byte Refusal { get; init; }

    /// <summary>Whether no answer came: nobody knows whether the device carried it out.</summary>
    public bool IsUnknown { get; init; }

    internal static CommandOutcome Refused(byte command, byte reason, int detail) => new(false, detail, Words(command, reason, detail)) { Refusal = reason };

    internal static CommandOutcome Unanswered(string reason) => new(false, 0, reason) { IsUnknown = true };

    private static string Words(byte command, byte reason, int detail)
    {
        string newtons = (detail / 1000.0).ToString("0.0", CultureInfo.InvariantCulture);
        return reason switch
        {
            RefusalReason.UnknownCommand => "The device does not know this command: update its firmware.",
            RefusalReason.BadLength => "The device expects another form of this command: update host and firmware to the same version.",
            RefusalReason.OutOfRange => string.Create(CultureInfo.InvariantCulture, $"The value is out of range; the nearest allowed is {detail}."),
            RefusalReason.WrongState => "Not possible now: start the stream, and end a running hold, first.",
            RefusalReason.NotSteady => "The load is not steady: take the hand off the sensor, wait a second and try again.",
            RefusalReason.SensorFault when (detail & DeviceFault.ButtonCable) != 0 => DeviceNotes.ButtonCable,
            RefusalReason.SensorFault when (detail & DeviceFault.AlarmChain) != 0 => DeviceNotes.AlarmNotPassed,
            // A device takes no load for zero, nor what a faulty sensor says.
            RefusalReason.SensorFault when command == MessageType.Tare => "Zero is not set: take everything off the sensor and try again. If nothing is on it, check the cable and run `algometer diagnose`.",
            RefusalReason.SensorFault => "The sensor has a fault: check the cable, then run `algometer diagnose`.",
            RefusalReason.PlanRequired => $"The limit of {newtons} N that is in force belongs to a plan, or is raised only together with one: end what runs under it, then try again.",
            RefusalReason.AboveCap => $"The limit is above this device's cap of {newtons} N.",
            RefusalReason.StorageFailed => "The device could not store the setting; nothing was changed. Try again, then restart the device.",
            RefusalReason.NotHeld => "The device no longer holds these samples.",
            RefusalReason.PointsDiffer => $"The calibration does not fit its own points: they differ by {newtons} N. Measure and fit again.",
            RefusalReason.PointsRequired => $"With this calibration the device would read up to {newtons} N less than before: it takes it only together with the points it was fitted to. Calibrate with masses, at rest and with no plan on the device.",
            RefusalReason.ButtonPressed => "The stop button is down, or was pressed just now: let it go and try again.",
            _ => string.Create(CultureInfo.InvariantCulture, $"The device refused with reason {reason}."),
        };
    }
}
