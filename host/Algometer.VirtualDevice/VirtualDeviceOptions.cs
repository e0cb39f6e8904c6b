namespace Algometer.VirtualDevice;

/// <summary>What the virtual device is and does.</summary>
public sealed record VirtualDeviceOptions
{
    /// <summary>The acted load; ignored when there is a <see cref="Trace"/>.</summary>
    public Scenario Scenario { get; init; } = Scenario.All[0];

    /// <summary>Someone who presses and answers; takes the scenario's place.</summary>
    public IVirtualHand? Hand { get; init; }

    /// <summary>A recorded load, played once from the moment that the host starts the stream.</summary>
    public Trace? Trace { get; init; }

    /// <summary>True conversion rate in samples per second; null for 80, or for the recording's own times.</summary>
    public double? RateHertz { get; init; }

    /// <summary>Seed of all noise.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Converter noise in counts rms; null for the data sheet's, or none when a trace is played.</summary>
    public double? NoiseCounts { get; init; }

    /// <summary>How many times faster than real time; infinity for as fast as the host takes it.</summary>
    public double Speed { get; init; } = 1;

    /// <summary>The device's own number.</summary>
    public long DeviceId { get; init; } = 0xA190_0001;

    /// <summary>Different at each start.</summary>
    public uint BootId { get; init; } = 1;

    /// <summary>Calibration stored on the device; null for the nominal one. A recorded session is replayed under its own.</summary>
    public VirtualCalibration? Calibration { get; init; }

    /// <summary>How the true cell differs from the nominal one.</summary>
    public CellError CellError { get; init; } = new();

    /// <summary>Force limit stored on the device, N.</summary>
    public double LimitNewtons { get; init; } = 60;

    /// <summary>The highest limit that it takes, N: 100 for the probe, 250 for the ball. [P]</summary>
    public double CapNewtons { get; init; } = 100;
}

/// <summary>How a true cell differs from the nominal one.</summary>
/// <param name="GainPart">Times the nominal slope.</param>
/// <param name="QuadraticPerNewton">Part of the force added for each newton of it.</param>
/// <param name="OffsetNewtons">Reading of the unloaded cell, in nominal newtons.</param>
public sealed record CellError(double GainPart = 1, double QuadraticPerNewton = 0, double OffsetNewtons = 0)
{
    /// <summary>What the converter sees, in nominal newtons.</summary>
    public double Of(double newtons) => (newtons * (GainPart + (QuadraticPerNewton * newtons))) + OffsetNewtons;
}

/// <summary>A calibration as the device stores it (PROTOCOL.md, "Force").</summary>
/// <param name="Id">Identity.</param>
/// <param name="DateUnixSeconds">Date.</param>
/// <param name="GainPiconewtonsPerCount">Slope.</param>
/// <param name="QuadraticPiconewtons">Quadratic term.</param>
/// <param name="ZeroCounts">Zero.</param>
/// <param name="TareCounts">Tare.</param>
public sealed record VirtualCalibration(uint Id, uint DateUnixSeconds, int GainPiconewtonsPerCount, int QuadraticPiconewtons, int ZeroCounts, int TareCounts);
