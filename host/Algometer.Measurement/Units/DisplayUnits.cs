namespace Algometer.Measurement.Units;

/// <summary>Symbols and kinds of the display units.</summary>
public static class DisplayUnits
{
    /// <summary>The symbol shown beside the number.</summary>
    /// <param name="unit">The unit.</param>
    public static string Symbol(this DisplayUnit unit) => unit switch
    {
        DisplayUnit.Newtons => "N",
        DisplayUnit.Kilopascals => "kPa",
        DisplayUnit.KilogramsForcePerSquareCentimeter => "kgf/cm²",
        DisplayUnit.PoundsForcePerSquareInch => "lbf/in²",
        DisplayUnit.Counts => "counts",
        _ => throw new ArgumentOutOfRangeException(nameof(unit), unit, "Unknown display unit."),
    };

    /// <summary>Digits after the point that the sensor's uncertainty supports.</summary>
    /// <param name="unit">The unit.</param>
    public static int Decimals(this DisplayUnit unit) => unit switch
    {
        DisplayUnit.Newtons or DisplayUnit.PoundsForcePerSquareInch => 1,
        DisplayUnit.KilogramsForcePerSquareCentimeter => 2,
        _ => 0,
    };

    /// <summary>Whether the unit needs a known contact area.</summary>
    /// <param name="unit">The unit.</param>
    public static bool IsPressure(this DisplayUnit unit) => unit
        is DisplayUnit.Kilopascals
        or DisplayUnit.KilogramsForcePerSquareCentimeter
        or DisplayUnit.PoundsForcePerSquareInch;

    /// <summary>Reads a symbol; also takes the plain forms kgf/cm2, lbf/in2 and psi.</summary>
    /// <param name="symbol">The symbol, any case.</param>
    /// <param name="unit">The unit, when known.</param>
    public static bool TryParse(string? symbol, out DisplayUnit unit)
    {
        (bool known, unit) = symbol?.Trim().ToUpperInvariant() switch
        {
            "N" => (true, DisplayUnit.Newtons),
            "KPA" => (true, DisplayUnit.Kilopascals),
            "KGF/CM²" or "KGF/CM2" => (true, DisplayUnit.KilogramsForcePerSquareCentimeter),
            "LBF/IN²" or "LBF/IN2" or "PSI" => (true, DisplayUnit.PoundsForcePerSquareInch),
            "COUNTS" => (true, DisplayUnit.Counts),
            _ => (false, DisplayUnit.Newtons),
        };
        return known;
    }
}
