using System.Globalization;

namespace Algometer.Tables;

/// <summary>What a value column's numbers are worth in newtons.</summary>
internal static class ValueScale
{
    // Far above the noise of any load cell, far below a press.
    private const double MostRestNewtons = 2;

    /// <summary>The slope in newtons and the zero in the column's unit; for codes that are kept, 1 and 0.</summary>
    /// <exception cref="TableException">Area, slope or zero is needed and was not said.</exception>
    public static (double Slope, double Zero) Of(TableFile file, TableLayout layout, TableColumn column, SignalQuestion question, List<string> said)
    {
        ColumnUnit unit = column.Unit!;
        if (unit.Quantity != ColumnQuantity.Counts && (question.NewtonsPerCount ?? question.ZeroCounts ?? question.Rest?.FromSeconds) is not null)
        {
            throw new TableException($"{file.Called}: --newtons-per-count, --zero-counts and --rest are for a column of codes, and '{column.Shown}' is in {unit.Name}: leave them out, or name the column of codes with --force NAME:counts.");
        }

        switch (unit.Quantity)
        {
            case ColumnQuantity.Pressure:
                double area = question.TipAreaCm2 ?? throw new TableException($"{file.Called}: '{column.Shown}' is a pressure: say the area of the tip with --tip-area CM2.");
                said.Add(string.Create(CultureInfo.InvariantCulture, $"Force: column '{column.Shown}' in {unit.Name}, times {area} cm²."));
                return (unit.Factor * area, 0);
            case ColumnQuantity.Counts when question.KeepsCounts:
                said.Add($"Codes: column '{column.Shown}'.");
                return (1, 0);
            case ColumnQuantity.Counts:
                double slope = question.NewtonsPerCount ?? throw new TableException($"{file.Called}: '{column.Shown}' holds codes of a converter: say what one is worth with --newtons-per-count, and the code of no load with --zero-counts or a time of rest with --rest FROM TO.");
                (double zero, string found) = Zero(file, layout, column, question, slope);
                said.Add(string.Create(CultureInfo.InvariantCulture, $"Force: column '{column.Shown}' in counts, less {zero:0.##}{found}, times {slope} N."));
                return (slope, zero);
            default:
                said.Add($"Force: column '{column.Shown}' in {unit.Name}.");
                return (unit.Factor, 0);
        }
    }

    private static (double Counts, string Found) Zero(TableFile file, TableLayout layout, TableColumn column, SignalQuestion question, double slope)
    {
        if (question.ZeroCounts is { } said)
        {
            return question.Rest is null ? (said, "")
                : throw new TableException($"{file.Called}: --zero-counts and --rest both say which code is no load: leave one of them out.");
        }

        (double from, double to) = question.Rest
            ?? throw new TableException($"{file.Called}: '{column.Shown}' holds codes of a converter, and nothing says which code is no load: say it with --zero-counts, or a time of rest in the table with --rest FROM TO (seconds from the first sample).");
        double sum = 0;
        double lowest = double.MaxValue;
        double highest = double.MinValue;
        int count = 0;
        using var codes = SignalReader.Open(file, question with { KeepsCounts = true, Rest = null, NewtonsPerCount = null });
        while (codes.Read() && codes.Seconds <= to)
        {
            if (codes.Seconds >= from && double.IsFinite(codes.Value))
            {
                sum += codes.Value;
                lowest = Math.Min(lowest, codes.Value);
                highest = Math.Max(highest, codes.Value);
                count++;
            }
        }

        if (count < 2)
        {
            throw new TableException(string.Create(CultureInfo.InvariantCulture, $"{file.Called}: --rest {from} {to} holds {count} samples: give a time within the table in which nothing pressed."));
        }

        double spread = (highest - lowest) * Math.Abs(slope);
        return spread <= MostRestNewtons
            ? (sum / count, string.Create(CultureInfo.InvariantCulture, $" (the mean of {count} samples from {from} to {to} s, which lie within {spread:0.###} N)"))
            : throw new TableException(string.Create(CultureInfo.InvariantCulture, $"{file.Called}: --rest {from} {to} is no rest: its {count} samples differ by {spread:0.##} N. Give a time in which nothing pressed, or say the code of no load with --zero-counts."));
    }
}
