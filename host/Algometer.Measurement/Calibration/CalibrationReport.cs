using Algometer.Measurement.Signal;

namespace Algometer.Measurement.Calibration;

/// <summary>Everything about a calibration that was made: what the certificate says and what the history keeps.</summary>
public sealed record CalibrationReport
{
    /// <summary>Its identity on the device.</summary>
    public required uint Id { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset MadeUtc { get; init; }

    /// <summary>When it is due again.</summary>
    public required DateTimeOffset DueUtc { get; init; }

    /// <summary>The device.</summary>
    public required string DeviceId { get; init; }

    /// <summary>Its firmware.</summary>
    public string Firmware { get; init; } = "";

    /// <summary>This program.</summary>
    public string Software { get; init; } = "";

    /// <summary>Whether the sensor was simulated.</summary>
    public bool Simulated { get; init; }

    /// <summary>Rated load, N.</summary>
    public double CapacityNewtons { get; init; }

    /// <summary>Masses and the rest.</summary>
    public required CalibrationSetup Setup { get; init; }

    /// <summary>All readings.</summary>
    public required IReadOnlyList<CalibrationReading> Readings { get; init; }

    /// <summary>Whether the warm-up was cut short.</summary>
    public bool WarmUpSkipped { get; init; }

    /// <summary>Zero drift during the calibration, N.</summary>
    public double ZeroDriftNewtons { get; init; }

    /// <summary>The fit, made anew from the readings.</summary>
    public CalibrationFit Fit() => CalibrationFit.Of(Readings, Setup.MassTolerancePercent);

    /// <summary>Whether a device that names this calibration reads otherwise: by more than a thousandth of the capacity at any of the masses. A tare is not part of it.</summary>
    /// <param name="held">What the device tells.</param>
    public bool Differs(CellCalibration held)
    {
        CellCalibration made = Fit().ToDevice(held.Id, held.DateUnixSeconds, held.CapacityMillinewtons);
        CellCalibration free = held with { TareCounts = 0 };
        return Readings.Any(reading => Math.Abs(made.ToNewtons((int)Math.Round(reading.Counts)) - free.ToNewtons((int)Math.Round(reading.Counts))) > held.CapacityMillinewtons * 1e-6);
    }

    /// <summary>The budget at a force, N, on a tip of an area, cm².</summary>
    public UncertaintyBudget Budget(double newtons, double squareCentimeters = 1) => UncertaintyBudget.Of(Setup, Fit(), ZeroDriftNewtons, newtons, squareCentimeters);
}
