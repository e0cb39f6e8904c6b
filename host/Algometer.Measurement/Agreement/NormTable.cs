using System.Globalization;

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

/// <summary>Norms from a CSV file: site, sex, age_decade, mean_log10_kpa, sd_log10_kpa, source. The program has none of its own.</summary>
public static class NormTable
{
    private static readonly string[] _columns = ["site", "sex", "age_decade", "mean_log10_kpa", "sd_log10_kpa", "source"];

    /// <summary>Reads the text of a table.</summary>
    /// <exception cref="FormatException">A line cannot be used; the message names it and says what to write.</exception>
    public static IReadOnlyList<Norm> Parse(string csv)
    {
        ArgumentNullException.ThrowIfNull(csv);
        string[] lines = csv.Split('\n');
        if (!lines[0].Trim().TrimStart('\uFEFF').Split(',').Select(name => name.Trim().ToLowerInvariant()).SequenceEqual(_columns, StringComparer.Ordinal))
        {
            throw new FormatException($"The first line must be: {string.Join(",", _columns)}.");
        }

        var norms = new List<Norm>();
        for (int line = 1; line < lines.Length; line++)
        {
            string[] cells = [.. lines[line].Trim().Split(',', 6).Select(cell => cell.Trim())];
            if (cells is [""])
            {
                continue;
            }

            double mean = double.NaN;
            double deviation = double.NaN;
            bool read = cells.Length == 6
                && int.TryParse(cells[2], NumberStyles.None, CultureInfo.InvariantCulture, out int decade) && decade is >= 0 and <= 110 && decade % 10 == 0
                && double.TryParse(cells[3], NumberStyles.Float, CultureInfo.InvariantCulture, out mean) && mean is > 0.5 and < 4
                && double.TryParse(cells[4], NumberStyles.Float, CultureInfo.InvariantCulture, out deviation) && deviation is > 0 and < 2;
            if (!read || cells[5].Length == 0)
            {
                throw new FormatException($"Line {line + 1}: write a site, a sex, a decade such as 40, mean and SD of log10 kPa (mean 0.5 to 4), and the source.");
            }

            norms.Add(new Norm(cells[0], cells[1].ToLowerInvariant(), int.Parse(cells[2], CultureInfo.InvariantCulture), mean, deviation, cells[5]));
        }

        return norms;
    }
}
