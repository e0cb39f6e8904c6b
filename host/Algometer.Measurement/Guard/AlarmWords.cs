using Algometer.Measurement.Signal;

namespace Algometer.Measurement.Guard;

/// <summary>What a person is told of a fault, and what to do.</summary>
public static class AlarmWords
{
    /// <summary>Nothing that could be judged has come for too long.</summary>
    public const string Silent = "No fresh value has come for half a second: check the sensor and its cable.";

    /// <summary>Some samples come, and far fewer than were promised.</summary>
    public const string TooFew = "Far fewer samples come than the device promised: check the cable and the connection, then restart the device.";

    /// <summary>The device guards holds against a program that is gone, and has ended one.</summary>
    public const string HeardNothing = "The device heard nothing from this program during a hold and ended it. Acknowledge to go on.";

    private static readonly (SampleFlags Flag, string Words)[] _faults =
    [
        (SampleFlags.NoData, "The sensor sends nothing: check its cable."),
        (SampleFlags.Saturated, "The sensor is at the end of its range."),
        (SampleFlags.Stuck, "The sensor's value is stuck."),
        (SampleFlags.Desync, "The sensor's data is garbled: check its cable."),
        (SampleFlags.ZeroDrift, "The zero has drifted: unload the sensor and set zero."),
        (SampleFlags.Jump, "The force jumped more than a hand can."),
        (SampleFlags.RateOutOfRange, "The sensor's rate is wrong."),
        (SampleFlags.Disagreement, "Device and host disagree on the force: recalibrate."),
    ];

    /// <summary>Words for a sample's fault.</summary>
    public static string Of(SampleFlags flags, StreamDoubt doubt)
    {
        foreach ((SampleFlags flag, string words) in _faults)
        {
            if ((flags & flag) != SampleFlags.None)
            {
                return words;
            }
        }

        return Of(doubt);
    }

    /// <summary>Words for a doubt of the stream.</summary>
    public static string Of(StreamDoubt doubt) => doubt switch
    {
        StreamDoubt.BlankWithoutReason => "The device sends no force and does not say why: restart it, then run `algometer diagnose`.",
        StreamDoubt.ClockBack => "The device's clock went back: restart it.",
        StreamDoubt.ClockAhead => "The device's clock leapt ahead: restart it.",
        StreamDoubt.WrongRate => "Samples come at another rate than the device promised: restart it.",
        StreamDoubt.Numbering => "The device's sample numbers leapt: restart it.",
        StreamDoubt.NoCalibration => "The device has not told its calibration: restart it.",
        StreamDoubt.ImplausibleDevice => "What the device says of its cell, limit or rate cannot be true: do not use it; update or replace it.",
        StreamDoubt.UnaskedZero => "The zero or the calibration was changed, and not by this program: unload the sensor and set zero.",
        StreamDoubt.Late => "What comes may be more than a second old: the connection is too slow, or the device's clock is wrong. Check the connection, then restart the device.",
        _ => "The value cannot be trusted.",
    };
}
