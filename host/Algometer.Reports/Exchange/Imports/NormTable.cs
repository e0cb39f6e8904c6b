using System.Globalization;
using Algometer.Measurement.Agreement;
using Algometer.Tables;

namespace Algometer.Reports.Exchange.Imports;

/// <summary>
/// Norms from a CSV file with the columns site, sex, age_decade, mean_log10_kpa, sd_log10_kpa, source in any order, parted by comma,
/// semicolon or tab. The program has none of its own: published tables could not be verified, and an invented norm is worse than none.
/// </summary>
public static class NormTable
{
    private const int MostProblems = 20;
    private static readonly string[] _columns = ["site", "sex", "age_decade", "mean_log10_kpa", "sd_log10_kpa", "source"];

    /// <summary>Reads the text of a table.</summary>
    /// <exception cref="FormatException">It cannot be used; the message has one line for each wrong line of the table and says what to write.</exception>
    public static IReadOnlyList<Norm> Parse(string csv)
    {
        var text = DelimitedText.Parse(csv, "");
        string[] header = text.Rows.Count == 0 ? [] : [.. text.Rows[0].Cells.Select(cell => cell.ToLowerInvariant())];
        int[] at = [.. _columns.Select(name => Array.IndexOf(header, name))];
        if (at.Contains(-1))
        {
            throw new FormatException($"The first line must be: {string.Join(",", _columns)}. Missing: {string.Join(", ", _columns.Where((_, i) => at[i] < 0))}.");
        }

        var numbers = new DecimalText(text.Delimiter);
        var norms = new List<Norm>();
        var seen = new Dictionary<(string, string, int), int>();
        var problems = new List<string>();
        foreach (DelimitedRow row in text.Rows.Skip(1))
        {
            string? problem = row.Cells.Count == header.Length
                ? Read([.. at.Select(column => row.Cells[column])], numbers, out Norm norm)
                : Refused($"{row.Cells.Count} cells where the first line names {header.Length}", out norm);
            if (problem is null && !seen.TryAdd((norm.Site, norm.Sex, norm.AgeDecade), row.Line))
            {
                problem = $"site '{norm.Site}' stands in line {seen[(norm.Site, norm.Sex, norm.AgeDecade)]} already for this sex and decade: keep one";
            }

            if (problem is null)
            {
                norms.Add(norm);
            }
            else if (problems.Count < MostProblems)
            {
                problems.Add($"Line {row.Line}: {problem}.");
            }
        }

        return problems.Count == 0 ? norms : throw new FormatException(string.Join('\n', problems));
    }

    private static string? Refused(string problem, out Norm norm)
    {
        norm = new Norm("", "", 0, 0, 1, "");
        return problem;
    }

    private static string? Read(string[] cells, DecimalText numbers, out Norm norm)
    {
        norm = new Norm("", "", 0, 0, 1, "");
        string sex = cells[1].ToUpperInvariant() switch { "F" or "FEMALE" => "female", "M" or "MALE" => "male", _ => "" };
        if (cells[0].Length == 0 || sex.Length == 0)
        {
            return cells[0].Length == 0 ? "the site is empty" : $"sex '{cells[1]}' must be female or male";
        }

        if (!TryDecade(cells[2], out int decade))
        {
            return $"age decade '{cells[2]}' must be such as 40 or 40-49";
        }

        if (numbers.Read(cells[3], out double mean) is { } noMean)
        {
            return noMean;
        }

        if (numbers.Read(cells[4], out double deviation) is { } noDeviation)
        {
            return noDeviation;
        }

        if (mean is not (> 0.5 and < 4) || deviation is not (> 0 and < 2))
        {
            return FormattableString.Invariant($"mean {mean} and SD {deviation} are not those of log10 kPa (mean 0.5 to 4, SD above 0 and below 2): 300 kPa is 2.477");
        }

        norm = new Norm(cells[0], sex, decade, mean, deviation, cells[5]);
        return cells[5].Length == 0 ? "the source is empty: a norm without a source is not used" : null;
    }

    private static bool TryDecade(string cell, out int decade)
    {
        string[] ends = cell.TrimEnd('s').Split(['-', '–']);
        return int.TryParse(ends[0].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out decade) && decade <= 110 && decade % 10 == 0
            && (ends.Length == 1 || (ends.Length == 2 && int.TryParse(ends[1].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out int to) && to == decade + 9));
    }
}
