using Algometer.Measurement.Signal;
using Algometer.Station.Pipeline;

namespace Algometer.Web.Outlet;

/// <summary>What an item of the outlet is.</summary>
public enum OutletKind : byte
{
    /// <summary>A sample.</summary>
    Sample,

    /// <summary>Something happened.</summary>
    Event,

    /// <summary>Samples are missing for good.</summary>
    Gap,

    /// <summary>The connection, the device or the calibration changed.</summary>
    State,
}

/// <summary>One thing on its way from the ingest thread to a laboratory; text is made of it on the reader's side.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Sample">The sample, or for an event and a gap its sequence and device time.</param>
/// <param name="WallMicroseconds">Wall time by the clock map, µs since 1970; 0 while unknown.</param>
/// <param name="SkewPpm">How much faster wall time runs than device time, ppm.</param>
/// <param name="SkewUncertaintyPpm">Half its 95 % interval, ppm; NaN while the skew is not known.</param>
/// <param name="Name">Kind of the event, reason of the gap.</param>
/// <param name="Value">The event's number; how many samples a gap misses.</param>
/// <param name="State">The state, for <see cref="OutletKind.State"/>.</param>
public readonly record struct OutletItem(OutletKind Kind, Sample Sample, long WallMicroseconds, double SkewPpm, double SkewUncertaintyPpm = double.NaN, string? Name = null, double? Value = null, StationState? State = null);
