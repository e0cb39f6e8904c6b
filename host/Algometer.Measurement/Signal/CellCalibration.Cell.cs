using Algometer.Measurement.Units;

namespace Algometer.Measurement.Signal;

/// <content>Nominal calibration from the cell's data sheet, and the way back from force to counts.</content>
public readonly partial record struct CellCalibration
{
    /// <summary>The converter's lowest code.</summary>
    public const int LowestCode = -8_388_608;

    /// <summary>The converter's highest code.</summary>
    public const int HighestCode = 8_388_607;

    /// <summary>
    /// The nominal calibration of a ratiometric bridge: counts = S·(F/Fcap)·gain·2²⁴ with full scale ±2²³. It has
    /// <see cref="Id"/> 0: good for a first light and for the simulated sensor, never a measured calibration.
    /// </summary>
    /// <param name="sensitivityMillivoltsPerVolt">Rated output S in mV/V at capacity, from the cell's sheet; not 0, negative for a reversed bridge.</param>
    /// <param name="capacityKilogramsForce">Rated load in kgf; greater than 0.</param>
    /// <param name="gain">The converter's gain: 128, 64 or 32.</param>
    /// <param name="zeroCounts">Counts of the unloaded cell.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number no cell or converter has.</exception>
    public static CellCalibration FromCell(
        double sensitivityMillivoltsPerVolt,
        double capacityKilogramsForce,
        int gain = 128,
        int zeroCounts = 0)
    {
        Require.Positive(Math.Abs(sensitivityMillivoltsPerVolt), "The size of a cell's sensitivity in mV/V");
        Require.Positive(capacityKilogramsForce, "A cell's capacity in kgf");
        Require.Within(zeroCounts, LowestCode, HighestCode, "The zero in counts");
        if (gain is not (128 or 64 or 32))
        {
            throw new ArgumentOutOfRangeException(nameof(gain), gain, "The converter's gain is 128, 64 or 32.");
        }

        double capacityNewtons = capacityKilogramsForce * Force.NewtonsPerKilogramForce;
        double countsPerNewton = sensitivityMillivoltsPerVolt * 1e-3 / capacityNewtons * gain * (1 << 24);
        double piconewtonsPerCount = 1e12 / countsPerNewton;
        Require.Within(Math.Abs(piconewtonsPerCount), 1, int.MaxValue, "The slope in pN per count that follows from the cell's data");
        Require.Within(capacityNewtons * 1e3, 1, int.MaxValue, "The capacity in mN");
        return new CellCalibration(
            Id: 0,
            DateUnixSeconds: 0,
            (int)Math.Round(piconewtonsPerCount),
            QuadraticPiconewtons: 0,
            zeroCounts,
            TareCounts: 0,
            (int)Math.Round(capacityNewtons * 1e3));
    }

    /// <summary>Counts for one newton, on the linear term.</summary>
    public double CountsPerNewton => 1e12 / GainPiconewtonsPerCount;

    /// <summary>
    /// The code whose force is nearest: the inverse of <see cref="ToNewtons"/>, exact for a linear calibration, within one
    /// code for a quadratic one. Ends at the converter's end codes, as the converter does.
    /// </summary>
    /// <param name="newtons">Force in newtons; not NaN.</param>
    /// <exception cref="ArgumentException">Not a number, or the calibration has no slope.</exception>
    public int FromNewtons(double newtons)
    {
        if (double.IsNaN(newtons) || GainPiconewtonsPerCount == 0)
        {
            throw new ArgumentException("Counts follow from a number of newtons and a calibration with a slope.", nameof(newtons));
        }

        double piconewtons = newtons * 1e12;
        double gain = GainPiconewtonsPerCount;
        double discriminant = (gain * gain) + (4.0 * QuadraticPiconewtons / (1 << 20) * piconewtons);

        // 2P/(G ± √D) keeps its digits for a small quadratic term. Beyond the parabola's turn no code has the force: end code.
        double counts = discriminant < 0
            ? double.PositiveInfinity * Math.Sign(piconewtons) * Math.Sign(gain)
            : QuadraticPiconewtons == 0
                ? piconewtons / gain
                : 2 * piconewtons / (gain + (Math.Sign(gain) * Math.Sqrt(discriminant)));
        double code = Math.Round(counts, MidpointRounding.AwayFromZero) + ZeroCounts + TareCounts;
        return (int)Math.Clamp(code, LowestCode, HighestCode);
    }
}
