using System.Globalization;

namespace Algometer.Tables;

/// <summary>How a table's times are written, and what they are in seconds.</summary>
internal sealed class TimeScale
{
    private const double LeastHertz = 0.5;
    private const double MostHertz = 5000;
    private const double UnixFrom = 631_152_000; // 1990
    private const double UnixTo = 4_102_444_800; // 2100

    private static readonly string[] _dates =
    [
        "yyyy-MM-dd HH:mm:ss.FFFFFFF", "yyyy-MM-ddTHH:mm:ss.FFFFFFF", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK", "yyyy/MM/dd HH:mm:ss.FFFFFFF", "dd.MM.yyyy HH:mm:ss.FFFFFFF", "d.M.yyyy H:mm:ss.FFFFFFF",
    ];

    private readonly Kind _kind;
    private readonly double _factor;
    private double _day;
    private double _before = double.NaN;

    private TimeScale(Kind kind, double factor, string words, double wrap)
    {
        _kind = kind;
        _factor = factor;
        Words = words;
        WrapSeconds = wrap;
    }

    private enum Kind
    {
        Number,
        Clock,
        Moment,
    }

    /// <summary>What the times were taken for.</summary>
    public string Words { get; }

    /// <summary>After how many seconds a counter of this unit may have begun anew; 0 for never.</summary>
    public double WrapSeconds { get; }

    /// <summary>Whether a value is the time since 1970 in UTC.</summary>
    public bool IsSinceEpoch { get; private init; }

    /// <summary>Whether the cells are plain numbers.</summary>
    public bool IsNumber => _kind == Kind.Number;

    /// <summary>The same scale, before its first row.</summary>
    public TimeScale Anew() => new(_kind, _factor, Words, WrapSeconds) { IsSinceEpoch = IsSinceEpoch };

    /// <summary>Reads a time of day or a date.</summary>
    /// <param name="cell">The cell, trimmed.</param>
    /// <param name="number">What <see cref="Seconds"/> takes; NaN for none.</param>
    public bool TryRead(ReadOnlySpan<char> cell, out double number)
    {
        number = _kind == Kind.Clock ? Clock(cell) : Moment(cell.ToString(), out _);
        return double.IsFinite(number);
    }

    /// <summary>Seconds of a row's time, each row once and in order: past midnight a clock begins anew.</summary>
    /// <param name="number">As the row has it.</param>
    public double Seconds(double number)
    {
        if (_kind != Kind.Clock)
        {
            return number * _factor;
        }

        _day += _before - number > 43_200 ? 86_400 : 0;
        _before = number;
        return number + _day;
    }

    /// <summary>Finds the scale by the first rows, or refuses where they can be read in two ways.</summary>
    public static TimeScale Find(TableFile file, TableLayout layout, TableColumn column, bool isSaid)
    {
        string[] cells = [.. layout.Head.Where(row => column.Index < row.Count && row[column.Index].Length > 0 && !CellText.IsMissing(row[column.Index])).Select(row => row[column.Index])];
        double[] numbers = [.. cells.Where(cell => CellText.IsNumber(cell)).Select(cell => CellText.TryNumber(cell, out double value) ? value : double.NaN)];
        if (numbers.Length * 2 >= cells.Length)
        {
            return OfNumbers(file, layout, column, numbers, isSaid);
        }

        if (cells.Count(cell => double.IsFinite(Clock(cell))) * 2 > cells.Length)
        {
            return new TimeScale(Kind.Clock, 1, $"Times: column '{column.Shown}', a time of day.", 0);
        }

        bool zoned = false;
        int read = cells.Count(cell => double.IsFinite(Moment(cell, out zoned)));
        return read * 2 > cells.Length
            ? new TimeScale(Kind.Moment, 1, $"Times: column '{column.Shown}', date and time{(zoned ? "" : ", without a zone")}.", 0) { IsSinceEpoch = zoned }
            : throw new TableException($"{file.Place(layout.FirstLine)}: '{CellText.Short(cells.Length == 0 ? "" : cells[0])}' in column '{column.Shown}' is no time that can be read without doubt. Write seconds, h:mm:ss.fff or 2026-03-01 09:30:00.000, or leave the column out and say --row-rate HERTZ.");
    }

    private static TimeScale OfNumbers(TableFile file, TableLayout layout, TableColumn column, double[] numbers, bool isSaid)
    {
        double step = MedianStep(numbers);
        string[] epochs = ["s", "ms", "us", "ns"];
        double[] factors = [1, 1e-3, 1e-6, 1e-9];
        for (int i = 0; i < epochs.Length && numbers.Length > 0; i++)
        {
            bool fits = numbers[0] * factors[i] is >= UnixFrom and <= UnixTo;
            if (fits && (column.Unit is null || column.Unit.Factor == factors[i]))
            {
                return new TimeScale(Kind.Number, factors[i], $"Times: column '{column.Shown}', Unix time in {epochs[i]}.", 0) { IsSinceEpoch = true };
            }
        }

        if (isSaid || double.IsNaN(step))
        {
            return column.Unit is { } said
                ? Plain(column, said, $"Times: column '{column.Shown}' in {said.Name}.")
                : throw NoUnit(file, layout, column, "");
        }

        if (column.Unit is { } unit)
        {
            double hertz = 1 / (step * unit.Factor);
            return hertz is >= LeastHertz and <= MostHertz
                ? Plain(column, unit, $"Times: column '{column.Shown}' in {unit.Name}.")
                : throw new TableException($"{file.Place(layout.FirstLine)}: by its heading '{column.Shown}' is in {unit.Name}, and its steps of {Text(step)} would be {Text(hertz)} samples a second. Say --time \"{column.Shown}:{Likely(step) ?? unit.Name}\" with the unit that it truly has.");
        }

        bool seconds = 1 / step is >= LeastHertz and <= MostHertz;
        bool milliseconds = 1000 / step is >= LeastHertz and <= MostHertz;
        return seconds && (!milliseconds || numbers.Any(number => number != Math.Floor(number)))
            ? Plain(column, ColumnUnits.Find("s")!, $"Times: column '{column.Shown}' names no unit; by its steps of {Text(step)} ({Text(1 / step)} samples a second) in s.")
            : throw NoUnit(file, layout, column, $" Its steps of {Text(step)} would be {Text(1 / step)} samples a second in s, {Text(1000 / step)} in ms, {Text(1e6 / step)} in us.");
    }

    private static TimeScale Plain(TableColumn column, ColumnUnit unit, string words) => new(Kind.Number, unit.Factor, words, unit.Factor switch
    {
        <= 1e-9 => 0,
        < 1e-4 => 4294.967296,
        < 1e-1 => 4_294_967.296,
        _ => 0,
    });

    private static string? Likely(double step) => new[] { ("s", 1.0), ("ms", 1e-3), ("us", 1e-6), ("ns", 1e-9) }
        .Where(unit => 1 / (step * unit.Item2) is >= 5 and <= 1000).Select(unit => unit.Item1).FirstOrDefault();

    private static TableException NoUnit(TableFile file, TableLayout layout, TableColumn column, string steps) =>
        new($"{file.Place(layout.HeadingLine)}: the column '{column.Shown}' names no unit.{steps} Say --time \"{column.Shown}:UNIT\" with s, ms, us, ns, min, h or days.");

    private static double MedianStep(double[] numbers)
    {
        double[] steps = [.. numbers.Zip(numbers.Skip(1)).Select(pair => pair.Second - pair.First).Where(step => step > 0).Order()];
        return steps.Length == 0 ? double.NaN : steps[steps.Length / 2];
    }

    private static string Text(double number) => number.ToString(Math.Abs(number) is >= 0.001 and < 1e7 ? "0.####" : "0.##E+0", CultureInfo.InvariantCulture);

    // h:mm:ss, with decimals after a point or comma, AM or PM after it; or mm:ss with decimals.
    private static double Clock(ReadOnlySpan<char> cell)
    {
        cell = cell.Trim();
        bool afternoon = cell.EndsWith("PM", StringComparison.OrdinalIgnoreCase);
        bool half = afternoon || cell.EndsWith("AM", StringComparison.OrdinalIgnoreCase);
        cell = half ? cell[..^2].TrimEnd() : cell;
        Span<double> parts = stackalloc double[3];
        int count = 0;
        foreach (Range part in cell.Split(':'))
        {
            if (count == 3 || !CellText.TryNumber(cell[part], out double value) || value < 0 || (count > 0 && value >= 60))
            {
                return double.NaN;
            }

            parts[count++] = value;
        }

        if (count < 2 || parts[0] != Math.Floor(parts[0]) || (count == 3 && parts[1] != Math.Floor(parts[1])))
        {
            return double.NaN;
        }

        double hours = count == 3 && half ? (parts[0] % 12) + (afternoon ? 12 : 0) : parts[0];
        return count == 3 ? (hours * 3600) + (parts[1] * 60) + parts[2] : (parts[0] * 60) + parts[1];
    }

    private static double Moment(string cell, out bool isZoned)
    {
        string text = cell.Replace(',', '.');
        bool read = DateTimeOffset.TryParseExact(text, _dates, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset at);
        isZoned = read && (text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > 10);
        return read ? (at.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / (double)TimeSpan.TicksPerSecond : double.NaN;
    }
}
