using Algometer.Measurement.Calibration;
using Algometer.Measurement.Guard;
using Algometer.Wire;

namespace Algometer.Link;

/// <summary>Who the device said it is.</summary>
/// <param name="DeviceId">The device's own number.</param>
/// <param name="BootId">Different at each start of the device.</param>
/// <param name="Firmware">Firmware version, <c>major.minor.patch</c>.</param>
/// <param name="Simulated">Whether the sensor is simulated.</param>
/// <param name="CalibrationId">Calibration in force; 0 is the nominal one.</param>
/// <param name="CapacityNewtons">Rated load of the cell, N; 0 where the device says none that can be true.</param>
/// <param name="RateHertz">Nominal conversion rate, samples per second; <see cref="UsualRateHertz"/> where the device says none that can be true.</param>
/// <param name="LimitNewtons">Force limit in force on the device, N; never above what cell, cap and any place allow, whatever the device says.</param>
/// <param name="CapNewtons">The highest limit the device accepts, N; never above what its cell and any place allow.</param>
/// <param name="SettingsDefault">Whether the device's settings were missing or corrupt.</param>
public sealed record DeviceDescription(
    long DeviceId,
    uint BootId,
    string Firmware,
    bool Simulated,
    uint CalibrationId,
    double CapacityNewtons,
    double RateHertz,
    double LimitNewtons,
    double CapNewtons,
    bool SettingsDefault)
{
    /// <summary>The rate that a device has unless it says another, samples per second.</summary>
    public const double UsualRateHertz = 80;

    private const string SlowWords = "too slow for 80/s, runs at 10/s";

    /// <summary>The device's number as people read it.</summary>
    public string Name => DeviceId.ToString("X8", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>What one streamed sample costs the device, µs, as it measured at its start; 0 where its firmware does not say.</summary>
    public uint SampleCostMicroseconds { get; init; }

    /// <summary>Whether the device found itself too slow for 80 samples a second and runs at 10.</summary>
    public bool IsTooSlow { get; init; }

    /// <summary>How many of the last samples the device holds, to be sent again; 0 where it does not say.</summary>
    public int BacklogSamples { get; init; }

    /// <summary>The plan that the device's limit belonged to when it last told; 0 for none, and where its firmware does not say.</summary>
    public long PlanId { get; init; }

    /// <summary>What the cell is built into, <c>probe</c> or <c>ball</c>; by its highest limit where its firmware does not say.</summary>
    public string Tool { get; init; } = CalibrationMasses.Probe.Tool;

    /// <summary>What the device says of its own state, in words for people, the most urgent first; empty when all is well.</summary>
    public IReadOnlyList<string> Notes => DeviceNotes.Of(this);

    /// <summary>Whether the limit or zero in force is not stored on the device: a restart would bring back the one before.</summary>
    public bool IsNotStored { get; init; }

    /// <summary>Whether what the device had stored was damaged: older settings may be in force, under the lower of the limits found.</summary>
    public bool IsDoubtful { get; init; }

    /// <summary>Faults that the device has noted and not cleared: bits of <see cref="SampleFlag"/> and <see cref="DeviceFault"/>.</summary>
    public int NotedFaults { get; init; }

    /// <summary>How fast the device is, in words for people; empty where it does not say.</summary>
    public string PaceWords
    {
        get
        {
            string cost = SampleCostMicroseconds == 0 ? "" : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"a sample costs {SampleCostMicroseconds / 1000.0:0.0##} ms");
            return !IsTooSlow ? cost : cost.Length == 0 ? SlowWords : $"{SlowWords} ({cost})";
        }
    }

    /// <summary>The highest limit that this device can be trusted with, N.</summary>
    public double HighestLimitNewtons => SafeRangeOptions.Bounded(SafeRangeOptions.HighestNewtons, CapNewtons, CapacityNewtons);

    internal static DeviceDescription From(in HelloMessage hello) => new(
        hello.DeviceId,
        hello.BootId,
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{hello.FirmwareMajor}.{hello.FirmwareMinor}.{hello.FirmwarePatch}"),
        (hello.Flags & HelloFlag.Simulated) != 0,
        hello.CalibrationId,
        DeviceClaims.IsCapacity(hello.CapacityMillinewtons) ? hello.CapacityMillinewtons / 1000.0 : 0,
        DeviceClaims.IsRate(hello.RateMillihertz, (hello.Flags & HelloFlag.Simulated) != 0) ? hello.RateMillihertz / 1000.0 : UsualRateHertz,
        SafeRangeOptions.Bounded(hello.LimitMillinewtons / 1000.0, hello.CapMillinewtons / 1000.0, hello.CapacityMillinewtons / 1000.0),
        SafeRangeOptions.Bounded(SafeRangeOptions.HighestNewtons, hello.CapMillinewtons / 1000.0, hello.CapacityMillinewtons / 1000.0),
        (hello.Flags & HelloFlag.SettingsDefault) != 0)
    {
        SampleCostMicroseconds = hello.SampleCostMicroseconds,
        IsTooSlow = (hello.Flags & HelloFlag.TooSlow) != 0,
        BacklogSamples = hello.BacklogSamples,
        PlanId = hello.PlanId,
        Tool = hello.Tool switch
        {
            ToolKind.Probe => CalibrationMasses.Probe.Tool,
            ToolKind.Ball => CalibrationMasses.Ball.Tool,
            _ => CalibrationMasses.Of(hello.CapMillinewtons / 1000.0).Tool,
        },
        IsNotStored = (hello.Flags & HelloFlag.NotStored) != 0,
        IsDoubtful = (hello.Flags & HelloFlag.Doubtful) != 0,
        NotedFaults = hello.Faults,
    };
}
