namespace Algometer.Measurement.Signal;

/// <summary>
/// How counts become force. All integers, so that the device, this host and a client in any language get the same millinewton:
/// with <c>x = raw − ZeroCounts − TareCounts</c> the force in piconewtons is <c>Gain·x + Quadratic·⌊x²/2²⁰⌋</c>.
/// </summary>
/// <param name="Id">Identity of the calibration; 0 means the built-in nominal values, never a measured calibration.</param>
/// <param name="DateUnixSeconds">When it was made, seconds since 1970 (UTC); 0 when unknown.</param>
/// <param name="GainPiconewtonsPerCount">Slope in pN per count; not 0.</param>
/// <param name="QuadraticPiconewtons">Quadratic term in pN per 2²⁰ counts²; 0 for a linear calibration.</param>
/// <param name="ZeroCounts">Counts of the unloaded cell at calibration.</param>
/// <param name="TareCounts">Counts added to the zero by the last tare.</param>
/// <param name="CapacityMillinewtons">Rated load of the cell in mN.</param>
public readonly partial record struct CellCalibration(
    uint Id,
    uint DateUnixSeconds,
    int GainPiconewtonsPerCount,
    int QuadraticPiconewtons,
    int ZeroCounts,
    int TareCounts,
    int CapacityMillinewtons)
{
    /// <summary>Newtons for one count, on the linear term.</summary>
    public double NewtonsPerCount => GainPiconewtonsPerCount * 1e-12;

    /// <summary>Force in piconewtons, exact.</summary>
    /// <param name="rawCounts">The converter's code.</param>
    public long ToPiconewtons(int rawCounts)
    {
        long x = (long)rawCounts - ZeroCounts - TareCounts;
        return (GainPiconewtonsPerCount * x) + (QuadraticPiconewtons * ((x * x) >> 20));
    }

    /// <summary>Force in newtons.</summary>
    /// <param name="rawCounts">The converter's code.</param>
    public double ToNewtons(int rawCounts) => ToPiconewtons(rawCounts) * 1e-12;

    /// <summary>Force in millinewtons, rounded half away from zero: the number the device judges and sends.</summary>
    /// <param name="rawCounts">The converter's code.</param>
    public int ToMillinewtons(int rawCounts)
    {
        long piconewtons = ToPiconewtons(rawCounts);
        long rounded = piconewtons >= 0 ? (piconewtons + 500_000_000) / 1_000_000_000 : (piconewtons - 500_000_000) / 1_000_000_000;
        return (int)Math.Clamp(rounded, int.MinValue + 1L, int.MaxValue);
    }
}
