namespace Algometer.Measurement.Guard;

/// <summary>Why the stream itself cannot be trusted although no sample says so.</summary>
public enum StreamDoubt
{
    /// <summary>It can.</summary>
    None,

    /// <summary>A force is blank and no flag says why.</summary>
    BlankWithoutReason,

    /// <summary>The device's clock went back or stood still.</summary>
    ClockBack,

    /// <summary>The device's clock leapt ahead between two neighbouring samples.</summary>
    ClockAhead,

    /// <summary>Samples come at another rate than the device promised.</summary>
    WrongRate,

    /// <summary>The samples' numbers leapt further than time allows.</summary>
    Numbering,

    /// <summary>The device has not said how it is calibrated.</summary>
    NoCalibration,

    /// <summary>What the device says of itself (capacity, limit, cap, rate) cannot be true.</summary>
    ImplausibleDevice,

    /// <summary>Zero or calibration changed although nobody here asked for it.</summary>
    UnaskedZero,

    /// <summary>By the clock that pings map, what comes may be more than a second old.</summary>
    Late,
}
