using Algometer.Measurement;

namespace Algometer.App.Outlet;

/// <summary>What an item of the outlet is.</summary>
internal enum OutletKind : byte
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
/// <param name="Name">Kind of the event, reason of the gap.</param>
/// <param name="Value">The event's number; how many samples a gap misses.</param>
/// <param name="State">The state, for <see cref="OutletKind.State"/>.</param>
internal readonly record struct OutletItem(OutletKind Kind, Sample Sample, long WallMicroseconds, double SkewPpm, string? Name = null, double? Value = null, OutletState? State = null);

/// <summary>The state of the instrument.</summary>
/// <param name="Connection">Connecting, connected, lost or refused.</param>
/// <param name="Reason">Why it is so.</param>
/// <param name="DeviceId">The device; null while unknown.</param>
/// <param name="Firmware">Its firmware.</param>
/// <param name="Simulated">Whether the sensor is simulated.</param>
/// <param name="RateHz">Nominal rate, Hz.</param>
/// <param name="LimitN">The device's limit, N.</param>
/// <param name="TipAreaCm2">Area of the tip, cm²; 0 for a ball.</param>
/// <param name="CalibrationId">Calibration in force; 0 for the nominal one.</param>
/// <param name="SessionId">What is recorded; null for nothing.</param>
internal sealed record OutletState(string Connection, string Reason, string? DeviceId, string? Firmware, bool Simulated, double RateHz, double LimitN, double TipAreaCm2, long CalibrationId, string? SessionId);
