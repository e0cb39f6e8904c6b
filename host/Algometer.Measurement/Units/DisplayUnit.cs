namespace Algometer.Measurement.Units;

/// <summary>What a number on a page or in an export is counted in.</summary>
public enum DisplayUnit
{
    /// <summary>Newtons: the only unit for a ball.</summary>
    Newtons,

    /// <summary>Kilopascals under a flat tip.</summary>
    Kilopascals,

    /// <summary>kgf/cm² under a flat tip.</summary>
    KilogramsForcePerSquareCentimeter,

    /// <summary>lbf/in² under a flat tip.</summary>
    PoundsForcePerSquareInch,

    /// <summary>The converter's raw code, for service.</summary>
    Counts,
}
