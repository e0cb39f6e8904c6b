using System.Globalization;
using Algometer.Measurement.Agreement;
using Algometer.Measurement.Signal;
using Algometer.Measurement.Units;
using Algometer.Records.Engine;
using Algometer.Records.Model;
using Algometer.Reports.Exchange.Fhir;

namespace Algometer.Reports.Exchange.Imports;

/// <summary>
/// Reads time and force from a table of another program. Force becomes counts of a nominal calibration made for it, so that the record can hold
/// it; how finely is said. What can be read in two ways is refused with its line.
/// </summary>
public static class CsvImport
{
    private const int MostCounts = 8_388_607;
    private const double GapSteps = 5;
    private const double LongestSeconds = 7 * 86_400.0;
    private static readonly string[] _timeNames = ["time", "t", "timestamp", "zeit", "elapsed"];
    private static readonly string[] _forceNames = ["force", "load", "f", "kraft", "pressure", "p", "druck", "grip_force", "raw"];

    /// <summary>Reads a table.</summary>
    /// <param name="text">The whole file.</param>
    /// <param name="mapping">How to read it.</param>
    /// <param name="now">Wall time of the import.</param>
    /// <exception cref="FormatException">It cannot be used; the message says where and what to do.</exception>
    public static CsvImported Read(string text, CsvMapping mapping, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(mapping);
        DelimitedText table = DelimitedText.Parse(text);
        if (table.Rows.Count < 2)
        {
            throw new FormatException("The table needs a heading and at least one row below it.");
        }

        IReadOnlyList<string> headings = table.Rows[0].Cells;
        if (headings.All(cell => double.TryParse(cell.Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out _)))
        {
            throw new FormatException($"Line {table.Rows[0].Line} has numbers where the headings should be: put a line such as time_s,force_N above.");
        }

        var taken = new List<string>();
        Column? time = mapping.RateHertz is null ? Find("--time", mapping.Time, headings, _timeNames, [ColumnQuantity.Time], table.Rows[0].Line) : null;
        Column force = Find("--force", mapping.Force, headings, _forceNames, [ColumnQuantity.Force, ColumnQuantity.Pressure, ColumnQuantity.Counts], table.Rows[0].Line);
        (double[] seconds, double[] newtons) = Numbers(table, time, force, mapping, taken);
        return Build(seconds, newtons, mapping, now, taken);
    }

    private static Column Find(string option, string? asked, IReadOnlyList<string> headings, string[] names, ColumnQuantity[] quantities, int line)
    {
        (string? Name, ColumnUnit? Unit) wanted = Wanted(option, asked, headings, quantities);
        Column[] all = [.. headings.Select((heading, index) => new Column(index, heading, ColumnUnits.Parse(heading).Name, ColumnUnits.Parse(heading).Unit))];
        Column[] fitting = wanted.Name is { } name
            ? [.. all.Where(column => string.Equals(column.Heading, name, StringComparison.Ordinal) || string.Equals(column.Name, name, StringComparison.OrdinalIgnoreCase))]
            : [.. all.Where(column => column.Unit is { } unit ? quantities.Contains(unit.Quantity) : names.Contains(column.Name, StringComparer.OrdinalIgnoreCase))];
        string list = string.Join(", ", headings.Select(heading => $"'{Short(heading)}'"));
        if (fitting.Length != 1)
        {
            string problem = fitting.Length == 0 ? "no column fits" : $"{fitting.Length} columns fit ({string.Join(", ", fitting.Select(column => $"'{Short(column.Heading)}'"))})";
            throw new FormatException($"Line {line}: for {option} {problem}; the headings are {list}. Say {option} \"NAME:UNIT\"{(option == "--time" ? ", or --rate HERTZ for a table without times" : "")}.");
        }

        ColumnUnit found = wanted.Unit ?? fitting[0].Unit
            ?? throw new FormatException($"Line {line}: the column '{Short(fitting[0].Heading)}' names no unit. Say {option} \"{Short(fitting[0].Heading)}:UNIT\" with one of {Units(quantities)}.");
        return quantities.Contains(found.Quantity)
            ? fitting[0] with { Unit = found }
            : throw new FormatException($"Line {line}: '{found.Name}' is no unit for {option}: write one of {Units(quantities)}.");
    }

    private static (string? Name, ColumnUnit? Unit) Wanted(string option, string? asked, IReadOnlyList<string> headings, ColumnQuantity[] quantities)
    {
        if (asked is null || headings.Contains(asked, StringComparer.Ordinal))
        {
            return (asked, null);
        }

        int at = asked.LastIndexOf(':');
        return at <= 0 ? (asked, null) : (asked[..at], ColumnUnits.Find(asked[(at + 1)..]) ?? throw new FormatException($"{option}: '{Short(asked[(at + 1)..])}' is no unit that is known; write one of {Units(quantities)}."));
    }

    private static (double[] Seconds, double[] Newtons) Numbers(DelimitedText table, Column? time, Column force, CsvMapping mapping, List<string> taken)
    {
        double scale = Scale(force.Unit!, mapping, taken, force.Heading);
        var decimals = new DecimalText(table.Delimiter);
        double[] seconds = new double[table.Rows.Count - 1];
        double[] newtons = new double[seconds.Length];
        for (int i = 0; i < seconds.Length; i++)
        {
            DelimitedRow row = table.Rows[i + 1];
            if (row.Cells.Count != table.Rows[0].Cells.Count)
            {
                throw new FormatException($"Line {row.Line} has {row.Cells.Count} cells where the headings are {table.Rows[0].Cells.Count}.");
            }

            seconds[i] = time is null ? i / mapping.RateHertz!.Value : Cell(row, time, decimals) * time.Unit!.Factor;
            newtons[i] = IsMissing(row.Cells[force.Index]) ? double.NaN : Cell(row, force, decimals) * scale;
            if (i > 0 && !(seconds[i] > seconds[i - 1]))
            {
                throw new FormatException($"Line {row.Line}: the time does not rise ({seconds[i - 1].ToString("0.######", CultureInfo.InvariantCulture)} s, then {seconds[i].ToString("0.######", CultureInfo.InvariantCulture)} s): sort the rows, or import one curve at a time.");
            }
        }

        taken.Insert(0, time is null ? $"Times: a sample every 1/{mapping.RateHertz} s, as --rate says." : $"Times: column '{Short(time.Heading)}' in {time.Unit!.Name}.");
        int missing = newtons.Count(double.IsNaN);
        if (missing > 0)
        {
            taken.Add($"{missing} rows have no value: their samples are kept as faults (no data).");
        }

        return (seconds, newtons);
    }

    private static double Scale(ColumnUnit unit, CsvMapping mapping, List<string> taken, string heading)
    {
        switch (unit.Quantity)
        {
            case ColumnQuantity.Pressure:
                double area = mapping.TipAreaCm2 is { } tip and > 0 ? tip : throw new FormatException($"'{Short(heading)}' is a pressure: say the area of the tip with --tip-area CM2.");
                taken.Add($"Force: column '{Short(heading)}' in {unit.Name}, times {area.ToString(CultureInfo.InvariantCulture)} cm².");
                return unit.Factor * area;
            case ColumnQuantity.Counts:
                double slope = mapping.NewtonsPerCount ?? throw new FormatException($"'{Short(heading)}' holds counts: say the slope with --newtons-per-count.");
                taken.Add($"Force: column '{Short(heading)}' in counts, times {slope.ToString(CultureInfo.InvariantCulture)} N.");
                return slope;
            default:
                taken.Add($"Force: column '{Short(heading)}' in {unit.Name}.");
                return unit.Factor;
        }
    }

    private static double Cell(DelimitedRow row, Column column, DecimalText decimals) =>
        decimals.Read(row.Cells[column.Index], out double value) is { } problem
            ? throw new FormatException($"Line {row.Line}, column '{Short(column.Heading)}': {Short(problem, 160)}.")
            : value;

    private static CsvImported Build(double[] seconds, double[] newtons, CsvMapping mapping, DateTimeOffset now, List<string> taken)
    {
        if (!(seconds[^1] - seconds[0] <= LongestSeconds))
        {
            throw new FormatException("The times span more than a week: check the unit of the time column.");
        }

        double largest = newtons.Where(double.IsFinite).DefaultIfEmpty(0).Max(Math.Abs);
        if (largest > 15_000)
        {
            throw new FormatException($"The largest force would be {largest:0} N: check the unit of the force column.");
        }

        CellCalibration calibration = Calibration(largest);
        double[] steps = [.. seconds.Zip(seconds.Skip(1)).Select(pair => pair.Second - pair.First).Order()];
        double step = steps.Length == 0 ? 1 : steps[steps.Length / 2];
        var samples = new Sample[seconds.Length];
        var gaps = new List<RecordedGap>();
        long sequence = 0;
        for (int i = 0; i < samples.Length; i++)
        {
            double since = i == 0 ? step : seconds[i] - seconds[i - 1];
            if (since > GapSteps * step)
            {
                long missing = Math.Max(1, (long)Math.Round(since / step) - 1);
                gaps.Add(new RecordedGap(sequence, missing, "missing in the imported table"));
                sequence += missing;
            }

            bool has = double.IsFinite(newtons[i]);
            samples[i] = new Sample(sequence++, (long)Math.Round((seconds[i] - seconds[0]) * 1e6), has ? Counts(newtons[i], calibration) : 0, has ? calibration.ToNewtons(Counts(newtons[i], calibration)) : double.NaN, has ? SampleFlags.None : SampleFlags.NoData, AlarmState.None);
        }

        taken.Add(string.Create(CultureInfo.InvariantCulture, $"Forces are kept in steps of {calibration.NewtonsPerCount * 1e6:0.###} µN."));
        if (gaps.Count > 0)
        {
            taken.Add($"{gaps.Count} pauses longer than {GapSteps:0} steps are kept as gaps ({gaps.Sum(gap => gap.Count)} samples missing).");
        }

        DateTimeOffset started = mapping.StartedUtc ?? now;
        taken.Add(mapping.StartedUtc is null ? "Start: the time of the import, because nothing says when it was measured (--started)." : $"Start: {started:yyyy-MM-dd HH:mm:ss zzz}.");
        long end = samples[^1].DeviceMicroseconds;
        return new CsvImported(
            new ExportedSession
            {
                Summary = new SessionSummary(
                    "",
                    new SessionDescription
                    {
                        DeviceId = "imported",
                        SoftwareVersion = "",
                        NominalRateHz = Math.Round(1 / step, 3),
                        TipAreaCm2 = mapping.TipAreaCm2 ?? 0,
                        Source = SessionSource.Csv,
                        Title = mapping.Title,
                        Calibration = calibration,
                    },
                    started.ToUniversalTime(),
                    started.ToUniversalTime().AddTicks(end * TimeSpan.TicksPerMicrosecond),
                    SessionEnd.Closed,
                    samples.Length,
                    0,
                    end),
                Calibrations = [new CalibrationInForce(long.MinValue, calibration)],
                ClockPoints = mapping.StartedUtc is null ? [] : [new ClockPoint(0, (started.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond)],
                Events = [],
                Gaps = gaps,
                Samples = samples,
            },
            taken);
    }

    // The smallest step of 1, 2 or 5 that fits the converter's 24 bits: a nominal calibration, because nobody knows the real one.
    private static CellCalibration Calibration(double largestNewtons)
    {
        double least = largestNewtons * 1e12 / MostCounts;
        int gain = 1_000_000;
        for (int i = 0; gain < least; i++)
        {
            gain = i % 3 == 1 ? gain / 2 * 5 : gain * 2;
        }

        return new CellCalibration(0, 0, gain, 0, 0, 0, (int)Math.Ceiling(gain * 1e-9 * MostCounts));
    }

    private static int Counts(double newtons, in CellCalibration calibration) => (int)Math.Round(newtons * 1e12 / calibration.GainPiconewtonsPerCount);

    private static bool IsMissing(string cell) => cell.Length == 0 || cell is "n/a" or "NA" or "NaN" or "nan" or "-";

    private static string Units(ColumnQuantity[] quantities) => string.Join(", ", ColumnUnits.All.Where(unit => quantities.Contains(unit.Quantity)).Select(unit => unit.Name));

    private static string Short(string text, int most = 40) => string.Concat((text.Length > most ? text[..most] + "…" : text).Select(c => char.IsControl(c) ? ' ' : c));

    private sealed record Column(int Index, string Heading, string Name, ColumnUnit? Unit);
}
