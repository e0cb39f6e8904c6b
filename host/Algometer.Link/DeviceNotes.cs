using Algometer.Measurement.Guard;
using Algometer.Measurement.Signal;
using Algometer.Wire;

namespace Algometer.Link;

/// <summary>What a device says of its own state in a hello, in words for people: what is wrong or not kept, and what to do.</summary>
public static class DeviceNotes
{
    private const SampleFlags Sensor = SampleFlags.Faults & ~(SampleFlags.Disagreement | SampleFlags.Distrusted);

    /// <summary>One sentence or two for each thing to know, the most urgent first; empty when the device has nothing to say.</summary>
    /// <param name="device">As it last said.</param>
    internal static IReadOnlyList<string> Of(DeviceDescription device)
    {
        int faults = device.NotedFaults;
        var notes = new List<string>();
        if ((faults & DeviceFault.AlarmChain) != 0)
        {
            notes.Add(AlarmChain);
        }

        if ((faults & DeviceFault.ButtonCable) != 0)
        {
            notes.Add(ButtonCable);
        }

        var sensor = (SampleFlags)(faults & (int)Sensor);
        if (sensor != SampleFlags.None)
        {
            notes.Add($"The device has noted a fault since its last self-test: {AlarmWords.Of(sensor, StreamDoubt.None)} Then run a self-test.");
        }

        if ((faults & SampleFlag.Missed) != 0)
        {
            notes.Add("The device has missed a reading since its last self-test: if this comes again, run `algometer diagnose`.");
        }

        if (device.SettingsDefault)
        {
            notes.Add("The device's settings were missing or damaged: it runs on its lowest limit and the nominal calibration. Set the limit and calibrate.");
        }

        if (device.IsDoubtful)
        {
            notes.Add("What the device had stored was damaged: an older zero or calibration may be in force, under the lower limit. Try a known mass, set the limit, then run a self-test.");
        }

        if (device.IsNotStored)
        {
            notes.Add("The limit or zero in force is not stored yet: after a restart the one before counts again. The device goes on trying.");
        }

        return notes;
    }

    /// <summary>The device's own alarm is broken.</summary>
    internal const string AlarmChain = "The device's own alarm failed its test: switch it off and on, and do not use it unless it passes.";

    /// <summary>The device's own alarm is broken, or its test is not through yet, as just after a start or when it was disturbed: a refusal does not tell which.</summary>
    internal const string AlarmNotPassed = "The device's own alarm has not passed its test: let the sensor rest untouched for 10 s and try again. If this stays, switch it off and on, and do not use it unless it passes.";

    /// <summary>The stop button cannot be relied on.</summary>
    internal const string ButtonCable = "The stop button's cable is open or shorted: plug it in or change it, then run a self-test.";
}
