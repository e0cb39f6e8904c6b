namespace Algometer.Measurement.Agreement;

/// <summary>A norm of one site, sex and decade of age, from a table that the user brings.</summary>
/// <param name="Site">Site id.</param>
/// <param name="Sex">Sex as the table writes it, lower case.</param>
/// <param name="AgeDecade">First year of the decade of age, such as 40.</param>
/// <param name="MeanLog10Kpa">Mean of log10 kPa.</param>
/// <param name="DeviationLog10Kpa">Standard deviation of log10 kPa; above 0.</param>
/// <param name="Source">Where it was published.</param>
public sealed record Norm(string Site, string Sex, int AgeDecade, double MeanLog10Kpa, double DeviationLog10Kpa, string Source)
{
    /// <summary>|z| beyond this is outside the middle 95 %.</summary>
    public const double Unusual = 1.96;

    /// <summary>z of a threshold; positive is more sensitive than the norm.</summary>
    /// <param name="kilopascals">Threshold, kPa; above 0.</param>
    public double Z(double kilopascals) => -(Math.Log10(kilopascals) - MeanLog10Kpa) / DeviationLog10Kpa;
}
