using System.Globalization;
using Algometer.Measurement.Signal;
using Algometer.Records.Model;
using Algometer.Records.Recording;
using Algometer.Reports.Exchange.Csv;
using Algometer.Reports.Exchange.Fhir;
using Algometer.Reports.Exchange.Tables;

namespace Algometer.Reports.Exchange.Imports;

/// <summary>
/// Reads back what <see cref="SampleCsv"/> and the tables beside it wrote: the very samples. The calibrations stand in the file beside; without
/// it they are found from the counts and forces where one straight calibration gives them all to a micronewton, and else asked for.
/// </summary>
public static class SampleCsvReader
{
    private const double LargestError = 0.6e-6;

    /// <summary>Whether a text begins with the header of <see cref="SampleCsv"/>.</summary>
    /// <param name="text">The file's beginning.</param>
    public static bool IsOwn(string text) => (text ?? "").TrimStart('\uFEFF').Split('\n', 2)[0].TrimEnd('\r') == SampleCsv.Header;

    /// <summary>Reads samples; their forces are as written, rounded to a micronewton.</summary>
    /// <param name="text">The whole file.</param>
    /// <exception cref="FormatException">A line cannot be used; the message says which.</exception>
    public static IReadOnlyList<Sample> Samples(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        using var reader = new StringReader(text.TrimStart('\uFEFF'));
        return reader.ReadLine() == SampleCsv.Header ? Samples(reader) : throw new FormatException($"Line 1 is not '{SampleCsv.Header}'.");
    }

    /// <summary>Reads samples, from the line below the header on.</summary>
    /// <param name="reader">Where the header was read.</param>
    /// <exception cref="FormatException">A line cannot be used; the message says which.</exception>
    public static IReadOnlyList<Sample> Samples(TextReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var samples = new List<Sample>();
        int number = 1;
        while (reader.ReadLine() is { } line)
        {
            number++;
            if (line.Length == 0)
            {
                continue;
            }

            string[] cells = line.Split(',');
            if (cells.Length != 7)
            {
                throw new FormatException($"Line {number} has {cells.Length} cells where 7 are needed.");
            }

            var sample = new Sample(
                Whole<long>(cells[0], "sequence", number),
                Whole<long>(cells[2], "device_us", number),
                Whole<int>(cells[3], "raw_counts", number),
                cells[4].Length == 0 ? double.NaN : Number(cells[4], number),
                (SampleFlags)Hexadecimal(cells[5], "flags", number),
                (AlarmState)Hexadecimal(cells[6], "alarm", number));
            if (samples.Count > 0 && sample.Sequence <= samples[^1].Sequence)
            {
                throw new FormatException($"Line {number}: the sequence does not rise ({samples[^1].Sequence}, then {sample.Sequence}).");
            }

            samples.Add(sample);
        }

        return samples;
    }

    /// <summary>Reads calibrations.</summary>
    /// <param name="text">The whole file beside the samples.</param>
    /// <exception cref="FormatException">A line cannot be used; the message says which.</exception>
    public static IReadOnlyList<CalibrationInForce> Calibrations(string text) =>
    [
        .. Rows(text, SessionTables.Calibrations).Select(row => new CalibrationInForce(
            Whole<long>(row.Cells[1], "effective_from_sequence", row.Line),
            new CellCalibration(
                Whole<uint>(row.Cells[2], "calibration_id", row.Line),
                Whole<uint>(row.Cells[3], "date_unix_s", row.Line),
                Whole<int>(row.Cells[4], "gain_pN_per_count", row.Line),
                Whole<int>(row.Cells[5], "quadratic_pN", row.Line),
                Whole<int>(row.Cells[6], "zero_counts", row.Line),
                Whole<int>(row.Cells[7], "tare_counts", row.Line),
                Whole<int>(row.Cells[8], "capacity_mN", row.Line)))),
    ];

    /// <summary>Reads clock points.</summary>
    /// <param name="text">The whole file beside the samples.</param>
    public static IReadOnlyList<ClockPoint> ClockPoints(string text) =>
        [.. Rows(text, SessionTables.ClockPoints).Select(row => new ClockPoint(Whole<long>(row.Cells[1], "device_us", row.Line), Whole<long>(row.Cells[2], "utc_unix_us", row.Line)))];

    /// <summary>Reads gaps.</summary>
    /// <param name="text">The whole file beside the samples.</param>
    public static IReadOnlyList<RecordedGap> Gaps(string text) =>
        [.. Rows(text, SessionTables.Gaps).Select(row => new RecordedGap(Whole<long>(row.Cells[1], "first_missing_sequence", row.Line), Whole<long>(row.Cells[2], "count", row.Line), CsvText.Text(row.Cells[3] ?? "")))];

    /// <summary>Reads events.</summary>
    /// <param name="text">The whole file beside the samples.</param>
    public static IReadOnlyList<SessionEvent> Events(string text) =>
    [
        .. Rows(text, SessionTables.Events).Select(row => new SessionEvent(
            Whole<long>(row.Cells[1], "device_us", row.Line),
            Whole<long>(row.Cells[2], "sequence", row.Line),
            CsvText.Text(row.Cells[3] ?? ""),
            row.Cells[4] is { Length: > 0 } number ? Number(number, row.Line) : null,
            row.Cells[5] is { } words ? CsvText.Text(words) : null)),
    ];

    /// <summary>The one straight calibration that gives every force of the samples, or null.</summary>
    /// <param name="samples">With forces.</param>
    public static CellCalibration? Recover(IReadOnlyList<Sample> samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        Sample[] known = [.. samples.Where(sample => !double.IsNaN(sample.ForceNewtons))];
        if (known.Length < 2)
        {
            return null;
        }

        Sample low = known.MinBy(sample => sample.RawCounts);
        Sample high = known.MaxBy(sample => sample.RawCounts);
        if (high.RawCounts == low.RawCounts)
        {
            return null;
        }

        double slope = (high.ForceNewtons - low.ForceNewtons) / ((double)high.RawCounts - low.RawCounts);
        if (slope == 0 || Math.Abs(slope * 1e12) > int.MaxValue)
        {
            return null;
        }

        // Both ends are rounded to a micronewton, so the slope is known to some piconewtons: of those the one that gives every force.
        double estimate = Math.Round(slope * 1e12);
        double around = Math.Ceiling(2e6 / ((double)high.RawCounts - low.RawCounts)) + 1;
        for (double off = 0; off <= Math.Min(around, 1000); off++)
        {
            if (Fits(known, estimate + off, low) is { } above)
            {
                return above;
            }

            if (Fits(known, estimate - off, low) is { } below)
            {
                return below;
            }
        }

        return null;
    }

    private static CellCalibration? Fits(Sample[] known, double gain, in Sample anchor)
    {
        double zero = Math.Round(anchor.RawCounts - (anchor.ForceNewtons * 1e12 / gain));
        if (gain == 0 || Math.Abs(gain) > int.MaxValue || Math.Abs(zero) > int.MaxValue)
        {
            return null;
        }

        var found = new CellCalibration(0, 0, (int)gain, 0, (int)zero, 0, (int)Math.Clamp(Math.Ceiling(Math.Abs(gain) * 8_388_607e-9), 1, int.MaxValue));
        return Array.TrueForAll(known, sample => Math.Abs(found.ToNewtons(sample.RawCounts) - sample.ForceNewtons) <= LargestError) ? found : null;
    }

    private static IEnumerable<(int Line, string?[] Cells)> Rows<T>(string text, ExportTable<T> table)
    {
        IReadOnlyList<(int Line, string?[] Cells)> read = CsvText.Parse(text);
        string[] names = [.. table.Columns.Select(column => column.Name)];
        if (read.Count == 0 || !read[0].Cells.SequenceEqual(names, StringComparer.Ordinal))
        {
            throw new FormatException($"Line 1 is not '{string.Join(',', names)}'.");
        }

        foreach ((int line, string?[] cells) in read.Skip(1))
        {
            yield return cells.Length == names.Length ? (line, cells) : throw new FormatException($"Line {line} has {cells.Length} cells where {names.Length} are needed.");
        }
    }

    private static T Whole<T>(string? cell, string column, int line)
        where T : struct, System.Numerics.IBinaryInteger<T> =>
        T.TryParse(cell, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out T value) ? value : throw Wrong(cell, column, "whole number", line);

    private static double Number(string cell, int line) =>
        double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : throw Wrong(cell, "number", "number", line);

    private static uint Hexadecimal(string cell, string column, int line) =>
        cell.StartsWith("0x", StringComparison.Ordinal) && uint.TryParse(cell.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint value) ? value : throw Wrong(cell, column, "hexadecimal number such as 0x0001", line);

    private static FormatException Wrong(string? cell, string column, string what, int line) =>
        new($"Line {line}, column {column}: '{(cell is { Length: > 40 } ? cell[..40] + "…" : cell)}' is no {what}.");
}
