using Algometer.Measurement.Signal;

namespace Algometer.Records.Model;

/// <summary>What is known when a session starts. One session holds one boot of one device, so its sequence numbers are unique.</summary>
public sealed record SessionDescription
{
    /// <summary>The device's own identity.</summary>
    public required string DeviceId { get; init; }

    /// <summary>Which start of the device the session began with; sequence and device time go on past a restart, which is an event.</summary>
    public long BootId { get; init; }

    /// <summary>Version of the device's firmware.</summary>
    public string FirmwareVersion { get; init; } = "";

    /// <summary>Version of the program that records.</summary>
    public string SoftwareVersion { get; init; } = "";

    /// <summary>Whether the values come from a simulated sensor.</summary>
    public bool Simulated { get; init; }

    /// <summary>Nominal sampling rate in hertz, 10 or 80 for an HX711.</summary>
    public double NominalRateHz { get; init; }

    /// <summary>Area of the tip in cm².</summary>
    public double TipAreaCm2 { get; init; }

    /// <summary>The device's force limit in mN when the session started.</summary>
    public int LimitMillinewtons { get; init; }

    /// <summary>Where the samples come from.</summary>
    public SessionSource Source { get; init; }

    /// <summary>A name for people; may be empty.</summary>
    public string Title { get; init; } = "";

    /// <summary>The calibration in force from the first sample on; null when it follows later.</summary>
    public CellCalibration? Calibration { get; init; }
}
