using System.Globalization;
using Algometer.Measurement.Signal;
using Algometer.Records.Model;
using Algometer.Records.Recording;
using Algometer.Reports.Exchange.Csv;
using Algometer.Reports.Exchange.Fhir;
using Algometer.Reports.Exchange.Tables;
using Algometer.Tables;

namespace Algometer.Reports.Exchange.Imports;

/// <summary>
/// Reads back what <see cref="SampleCsv"/> and the tables beside it wrote: the very samples. The calibrations stand in the file beside; without
/// it they are found from the counts and forces where one straight calibration gives them all to a micronewton, and else asked for.
/// </summary>
public static class SampleCsvReader
{
    private const double LargestError = 0.6e-6;
    private const int Cells = 7;

    /// <summary>Whether a text begins with the header of <see cref="SampleCsv"/>.</summary>
    /// <param name="text">The file's beginning.</param>
    public static bool IsOwn(string text) => (text ?? "").TrimStart('\uFEFF').Split('\n', 2)[0].TrimEnd('\r') == SampleCsv.Header;

    /// <summary>Reads samples, each time from the file's beginning; their forces are as written, rounded to a micronewton.</summary>
    /// <param name="file">The table.</param>
    /// <param name="read">Told how many are read and which part of the file; null for nobody.</param>
    /// <exception cref="FormatException">A line cannot be used; the message says which.</exception>
    public static IEnumerable<Sample> Samples(TableFile file, Action<long, double>? read = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        using TextReader reader = file.Open();
        if (reader.ReadLine() != SampleCsv.Header)
        {
            throw new FormatException($"Line 1 is not '{SampleCsv.Header}'.");
        }

        long count = 0;
        Sample before = default;
        for (int number = 2; reader.ReadLine() is { } line; number++)
        {
            if (line.Length == 0)
            {
                continue;
            }

            Sample sample;
            try
            {
                sample = Parse(line, number);
            }
            catch (FormatException failure)
            {
                string remedy = reader.Peek() < 0 && !file.IsWhole ? "the file was cut off here, get it whole" : "export the session anew, or say --time and --force to take time and force alone";
                throw new FormatException($"{(file.Name.Length == 0 ? "" : file.Name + ": ")}{failure.Message.TrimEnd('.')}: {remedy}.", failure);
            }

            if (count > 0 && sample.Sequence <= before.Sequence)
            {
                throw new FormatException($"{file.Place(number)}: the sequence does not rise ({before.Sequence}, then {sample.Sequence}): sort the rows, and remove those that stand twice.");
            }

            before = sample;
            if (ImportTicket.IsDue(++count))
            {
                read?.Invoke(count, file.Part(reader));
            }

            yield return sample;
        }
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

    /// <summary>Reads what the table of sessions says of one; null when it does not stand in it.</summary>
    /// <param name="text">The whole file above the samples.</param>
    /// <param name="id">The session's identity.</param>
    /// <exception cref="FormatException">A line cannot be used; the message says which.</exception>
    public static SessionSummary? Session(string text, string id)
    {
        (int line, string?[] cells) = Rows(text, SessionTables.Sessions).FirstOrDefault(row => string.Equals(row.Cells[0], id, StringComparison.Ordinal));
        if (cells is null)
        {
            return null;
        }

        string Words(string column) => CsvText.Text(Of(column) ?? "");
        string? Of(string column) => cells[Array.FindIndex([.. SessionTables.Sessions.Columns], one => string.Equals(one.Name, column, StringComparison.Ordinal))];
        return new SessionSummary(
            id,
            new SessionDescription
            {
                DeviceId = Words("device_id"),
                BootId = Whole<long>(Of("boot_id"), "boot_id", line),
                FirmwareVersion = Words("firmware_version"),
                SoftwareVersion = Words("software_version"),
                Simulated = Of("simulated") switch { "true" => true, "false" => false, var other => throw Wrong(other, "simulated", "true or false", line) },
                Source = Enum.TryParse(Of("source"), ignoreCase: true, out SessionSource source) && Enum.IsDefined(source) ? source : throw Wrong(Of("source"), "source", "live, replay or csv", line),
                NominalRateHz = Number(Of("nominal_rate_Hz"), line),
                TipAreaCm2 = Number(Of("tip_area_cm2"), line),
                LimitMillinewtons = (int)Math.Round(Math.Clamp(Number(Of("limit_N"), line) * 1e3, int.MinValue, int.MaxValue)),
                Title = Words("title"),
            },
            Moment(Of("started_utc"), "started_utc", line),
            Of("ended_utc") is { } ended ? Moment(ended, "ended_utc", line) : null,
            Of("end") switch { "closed" => SessionEnd.Closed, "cut-off" => SessionEnd.CutOff, null => null, var other => throw Wrong(other, "end", "closed or cut-off", line) },
            Whole<long>(Of("samples"), "samples", line),
            null,
            null);
    }

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
    /// <param name="samples">With forces; read several times.</param>
    public static CellCalibration? Recover(IEnumerable<Sample> samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        Sample low = default;
        Sample high = default;
        long count = 0;
        foreach (Sample sample in samples.Where(HasForce))
        {
            low = count == 0 || sample.RawCounts < low.RawCounts ? sample : low;
            high = count == 0 || sample.RawCounts > high.RawCounts ? sample : high;
            count++;
        }

        if (count < 2 || high.RawCounts == low.RawCounts)
        {
            return null;
        }

        double slope = (high.ForceNewtons - low.ForceNewtons) / ((double)high.RawCounts - low.RawCounts);
        if (slope == 0 || Math.Abs(slope * 1e12) > int.MaxValue)
        {
            return null;
        }

        // Both ends are rounded to a micronewton, so the slope is known to some piconewtons: of those the one that gives every force. Each is tried
        // on the samples that proved another one wrong before all are read anew.
        double estimate = Math.Round(slope * 1e12);
        double around = Math.Min(1000, Math.Ceiling(2e6 / ((double)high.RawCounts - low.RawCounts)) + 1);
        var telling = new List<Sample> { high };
        for (double off = 0; off <= around; off++)
        {
            foreach (double gain in (double[])[estimate + off, estimate - off])
            {
                if (Straight(gain, low) is not { } found || !telling.TrueForAll(sample => Gives(found, sample)))
                {
                    continue;
                }

                Sample wrong = samples.Where(HasForce).FirstOrDefault(sample => !Gives(found, sample));
                if (wrong == default)
                {
                    return found;
                }

                telling.Add(wrong);
            }
        }

        return null;
    }

    /// <summary>Whether a calibration gives a sample's force as it was written, to a micronewton.</summary>
    /// <param name="calibration">The calibration.</param>
    /// <param name="sample">With its force.</param>
    public static bool Gives(in CellCalibration calibration, in Sample sample)
    {
        double force = calibration.ToNewtons(sample.RawCounts);
        return Math.Abs(force - sample.ForceNewtons) <= LargestError + (Math.Abs(force) * 1e-12);
    }

    private static bool HasForce(Sample sample) => !double.IsNaN(sample.ForceNewtons);

    private static CellCalibration? Straight(double gain, in Sample anchor)
    {
        double zero = Math.Round(anchor.RawCounts - (anchor.ForceNewtons * 1e12 / gain));
        return gain == 0 || Math.Abs(gain) > int.MaxValue || Math.Abs(zero) > int.MaxValue
            ? null
            : new CellCalibration(0, 0, (int)gain, 0, (int)zero, 0, (int)Math.Clamp(Math.Ceiling(Math.Abs(gain) * 8_388_607e-9), 1, int.MaxValue));
    }

    private static Sample Parse(string line, int number)
    {
        Span<Range> cells = stackalloc Range[Cells + 1];
        ReadOnlySpan<char> text = line;
        int count = text.Split(cells, ',');
        if (count != Cells)
        {
            throw new FormatException($"Line {number} has {line.Count(c => c == ',') + 1} cells where {Cells} are needed.");
        }

        ReadOnlySpan<char> force = text[cells[4]];
        return new Sample(
            Whole<long>(text[cells[0]], "sequence", number),
            Whole<long>(text[cells[2]], "device_us", number),
            Whole<int>(text[cells[3]], "raw_counts", number),
            force.Length == 0 ? double.NaN : Number(force, number),
            (SampleFlags)Hexadecimal(text[cells[5]], "flags", number),
            (AlarmState)Hexadecimal(text[cells[6]], "alarm", number));
    }

    private static IEnumerable<(int Line, string?[] Cells)> Rows<T>(string text, ExportTable<T> table)
    {
        IReadOnlyList<(int Line, string?[] Cells)> read = DelimitedText.AsWritten(text);
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

    private static T Whole<T>(ReadOnlySpan<char> cell, string column, int line)
        where T : struct, System.Numerics.IBinaryInteger<T> =>
        T.TryParse(cell, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out T value) ? value : throw Wrong(cell, column, "whole number", line);

    private static double Number(ReadOnlySpan<char> cell, int line) =>
        double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : throw Wrong(cell, "number", "number", line);

    private static uint Hexadecimal(ReadOnlySpan<char> cell, string column, int line) =>
        cell.StartsWith("0x", StringComparison.Ordinal) && uint.TryParse(cell[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint value) ? value : throw Wrong(cell, column, "hexadecimal number such as 0x0001", line);

    private static DateTimeOffset Moment(string? cell, string column, int line) =>
        DateTimeOffset.TryParseExact(cell, "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset at) ? at : throw Wrong(cell, column, "moment such as 2026-03-01T09:30:00.000000Z", line);

    private static FormatException Wrong(ReadOnlySpan<char> cell, string column, string what, int line) =>
        new($"Line {line}, column {column}: '{(cell.Length > 40 ? $"{cell[..40]}…" : cell)}' is no {what}.");
}
