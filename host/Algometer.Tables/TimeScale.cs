using System.Globalization;

namespace Algometer.Tables;

/// <summary>How a table's times are written, and what they are in seconds.</summary>
internal sealed class TimeScale
{
    private const double LeastHertz = 0.5;
    private const double MostHertz = 5000;
    private const double Day = 86_400;
    private const double UnixFrom = 631_152_000; // 1990
    private const double UnixTo = 4_102_444_800; // 2100
    private const double Usual = 946_684_800; // 2000

    private static readonly string[] _dates =
    [
        "yyyy-MM-dd HH:mm:ss.FFFFFFF", "yyyy-MM-ddTHH:mm:ss.FFFFFFF", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK", "yyyy/MM/dd HH:mm:ss.FFFFFFF", "dd.MM.yyyy HH:mm:ss.FFFFFFF", "d.M.yyyy H:mm:ss.FFFFFFF",
        "d.M.yy H:mm:ss.FFFFFFF", "yyyy-M-d H:mm:ss.FFFFFFF", "yyyyMMdd'T'HHmmss.FFFFFFF", "yyyyMMdd'T'HHmmss.FFFFFFFK",
        "d-MMM-yyyy H:mm:ss.FFFFFFF", "d MMM yyyy H:mm:ss.FFFFFFF",
    ];

    private static readonly string[] _dayFirst = ["d/M/yyyy H:mm:ss.FFFFFFF", "d/M/yyyy h:mm:ss.FFFFFFF tt", "d-M-yyyy H:mm:ss.FFFFFFF", "d-M-yyyy h:mm:ss.FFFFFFF tt"];
    private static readonly string[] _monthFirst = ["M/d/yyyy H:mm:ss.FFFFFFF", "M/d/yyyy h:mm:ss.FFFFFFF tt", "M-d-yyyy H:mm:ss.FFFFFFF", "M-d-yyyy h:mm:ss.FFFFFFF tt"];

    private static readonly (string Unit, double Factor)[] _epochs = [("s", 1), ("ms", 1e-3), ("us", 1e-6), ("ns", 1e-9)];

    private readonly Kind _kind;
    private readonly double _factor;
    private string[] _forms = _dates;
    private double _turn = 86_400;
    private double _turned;
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

    /// <summary>Seconds of one of the column's numbers; 0 where it has none.</summary>
    public double UnitFactor { get; private init; }

    /// <summary>Whether a value is the time since 1970 in UTC.</summary>
    public bool IsSinceEpoch { get; private init; }

    /// <summary>Whether clocks that are put forward or back by an hour would show in it.</summary>
    public bool IsLocal { get; private init; }

    /// <summary>The dates beside a time of day; null for none.</summary>
    public DateColumn? Dates { get; private init; }

    /// <summary>Whether the cells are plain numbers.</summary>
    public bool IsNumber => _kind == Kind.Number;

    /// <summary>The same scale, before its first row.</summary>
    public TimeScale Anew() => new(_kind, _factor, Words, WrapSeconds) { IsSinceEpoch = IsSinceEpoch, IsLocal = IsLocal, Dates = Dates?.Anew(), UnitFactor = UnitFactor, _turn = _turn, _forms = _forms };

    /// <summary>Reads a time of day or a date.</summary>
    /// <param name="cell">The cell, trimmed.</param>
    /// <param name="number">What <see cref="Seconds"/> takes; NaN for none.</param>
    public bool TryRead(ReadOnlySpan<char> cell, out double number)
    {
        number = _kind == Kind.Clock ? ClockText.Seconds(cell, _factor) : Moment(cell.ToString(), _forms, out _);
        return double.IsFinite(number);
    }

    /// <summary>Seconds of a row's time, each row once and in order: past midnight, or a full hour where there are no hours, a clock begins anew.</summary>
    /// <param name="number">As the row has it.</param>
    /// <param name="rows">At the row.</param>
    public double Seconds(double number, RowReader rows)
    {
        if (_kind != Kind.Clock)
        {
            return number * _factor;
        }

        if (Dates is not null)
        {
            return number + Dates.Seconds(rows);
        }

        // Of hours that are not told only the very end of one is sure to be followed by the next.
        bool isOver = _turn == 3600 ? _before - number > 3564 : _before - number > _turn / 2;
        _turned += isOver ? _turn : 0;
        _before = number;
        return number + _turned;
    }

    /// <summary>Finds the scale by the first rows, or refuses where they can be read in two ways.</summary>
    /// <param name="file">The table.</param>
    /// <param name="layout">Its layout.</param>
    /// <param name="column">The column of times.</param>
    /// <param name="isSaid">Whether an option named its unit.</param>
    /// <param name="now">The present time: nothing was measured after it.</param>
    public static TimeScale Find(TableFile file, TableLayout layout, TableColumn column, bool isSaid, DateTimeOffset now)
    {
        string[] cells = [.. layout.Head.Where(row => column.Index < row.Count && row[column.Index].Length > 0 && !CellText.IsMissing(row[column.Index])).Select(row => row[column.Index])];
        double[] numbers = [.. cells.Where(cell => CellText.IsNumber(cell)).Select(cell => CellText.TryNumber(cell, out double value) ? value : double.NaN)];
        if (numbers.Length * 2 >= cells.Length)
        {
            foreach (char sign in ".,")
            {
                if (Array.Find(cells, cell => CellText.MayPartThousands(cell, sign)) is { } parted && IsParted(cells, parted, sign))
                {
                    throw new TableException($"{file.Called}, column '{column.Shown}': '{CellText.Short(parted)}' has thousands parted by its {(sign == '.' ? "point" : "comma")}, as the smaller numbers without one show: write it without.");
                }
            }

            return OfNumbers(file, layout, column, cells, numbers, isSaid, now);
        }

        if (cells.Count(cell => double.IsFinite(ClockText.Seconds(cell, 1))) * 2 > cells.Length)
        {
            return OfClock(file, layout, column, cells);
        }

        bool zoned = false;
        string[] forms = Forms(file, layout, column, cells);
        int read = cells.Count(cell => double.IsFinite(Moment(cell, forms, out zoned)));
        string order = forms == _dayFirst ? ", the day first" : forms == _monthFirst ? ", the month first" : "";
        return read * 2 > cells.Length
            ? new TimeScale(Kind.Moment, 1, $"Times: column '{column.Shown}', date and time{order}{(zoned ? "" : ", without a zone")}.", 0) { IsSinceEpoch = zoned, IsLocal = !zoned, _forms = forms }
            : throw new TableException($"{file.Place(layout.FirstLine)}: '{CellText.Short(cells.Length == 0 ? "" : cells[0])}' in column '{column.Shown}' is no time that can be read without doubt. Write seconds, h:mm:ss.fff or 2026-03-01 09:30:00.000, or leave the column out and say --row-rate HERTZ.");
    }

    // 988, then 1.000 and 1.013: a point in numbers above 999 alone, and always three digits behind it.
    private static bool IsParted(string[] cells, string first, char sign)
    {
        int at = Array.IndexOf(cells, first);
        return at > 0 && cells.Take(at).All(cell => cell.Length <= 3 && cell.All(char.IsAsciiDigit)) && cells.Skip(at).All(cell => CellText.MayPartThousands(cell, sign))
            && cells[at - 1].Length == 3;
    }

    // Dates with slashes are written in two orders: what is not said must leave no doubt.
    private static string[] Forms(TableFile file, TableLayout layout, TableColumn column, string[] cells)
    {
        bool isDay = Array.TrueForAll(cells, cell => double.IsFinite(Moment(cell, _dayFirst, out _)));
        bool isMonth = Array.TrueForAll(cells, cell => double.IsFinite(Moment(cell, _monthFirst, out _)));
        return (cells.Length, column.Unit?.Name) switch
        {
            (0, _) => _dates,
            (_, ColumnUnits.DayFirst) => _dayFirst,
            (_, ColumnUnits.MonthFirst) => _monthFirst,
            _ when isDay && isMonth => throw new TableException($"{file.Place(layout.FirstLine)}: '{CellText.Short(cells[0])}' in column '{column.Shown}' may have the day or the month first. Say --time \"{column.Called}:{ColumnUnits.DayFirst}\" or --time \"{column.Called}:{ColumnUnits.MonthFirst}\"."),
            _ => isDay ? _dayFirst : isMonth ? _monthFirst : _dates,
        };
    }

    // Two parts without decimals may be hours and minutes as well as minutes and seconds.
    private static TimeScale OfClock(TableFile file, TableLayout layout, TableColumn column, string[] cells)
    {
        bool isShort = cells.All(cell => ClockText.Parts(cell) < 3);
        bool isBare = isShort && cells.All(cell => cell.IndexOfAny(['.', ',']) < 0);
        double factor = column.Unit is { Name: ColumnUnits.MinutesSeconds or ColumnUnits.HoursMinutes or "hh:mm" } unit ? unit.Factor : double.NaN;
        if (isBare && double.IsNaN(factor))
        {
            throw new TableException($"{file.Place(layout.FirstLine)}: '{CellText.Short(cells[0])}' in column '{column.Shown}' may be hours and minutes, or minutes and seconds. Say --time \"{column.Called}:{ColumnUnits.HoursMinutes}\" or --time \"{column.Called}:{ColumnUnits.MinutesSeconds}\".");
        }

        double ofTwo = double.IsNaN(factor) ? 1 : factor;
        bool isHourly = isShort && ofTwo == 1;
        string words = !isShort ? "a time of day" : isHourly ? "minutes and seconds" : "hours and minutes";
        return DateColumn.Beside(file, layout, column) is { } dates && !isHourly
            ? new TimeScale(Kind.Clock, ofTwo, $"Times: column '{column.Shown}', {words} of the date in column '{dates.Shown}'.", 0) { Dates = dates, IsLocal = true }
            : new TimeScale(Kind.Clock, ofTwo, $"Times: column '{column.Shown}', {words}.", 0) { IsLocal = !isShort || !isHourly, _turn = isHourly ? 3600 : 86_400 };
    }

    private static TimeScale OfNumbers(TableFile file, TableLayout layout, TableColumn column, string[] cells, double[] numbers, bool isSaid, DateTimeOffset now)
    {
        double step = MedianStep(numbers);
        ColumnUnit? unit = column.Unit;
        if (unit is not null && ColumnUnits.IsForm(unit))
        {
            throw new TableException($"{file.Place(layout.FirstLine)}: '{column.Shown}' should be written as {unit.Name}, and holds plain numbers. Say --time \"{column.Called}:UNIT\" with the unit that they have, such as s or ms.");
        }

        int epoch = Epoch(numbers, unit?.Factor);
        if (epoch >= 0 && numbers[0] * _epochs[epoch].Factor is var since && (since < Usual || since > now.ToUnixTimeSeconds() + Day))
        {
            // Spreadsheets and LabVIEW count from 1904, phones from 2001: such a time has no date, but its steps are right.
            epoch = isSaid ? -1 : throw new TableException($"{file.Place(layout.FirstLine)}: '{CellText.Short(cells[0])}' in column '{column.Shown}' would be a Unix time of {DateTimeOffset.UnixEpoch.AddSeconds(since):yyyy-MM-dd}{(since < Usual ? "" : ", in the future")}: some programs count from 1904 or 2001. Say --time \"{column.Called}:{_epochs[epoch].Unit}\" to take the times from the first sample on, without a date.");
        }

        if (epoch >= 0)
        {
            return new TimeScale(Kind.Number, _epochs[epoch].Factor, $"Times: column '{column.Shown}', Unix time in {_epochs[epoch].Unit}.", 0) { IsSinceEpoch = true };
        }

        if (column.Strange is { } strange && !isSaid)
        {
            throw new TableException($"{file.Place(layout.HeadingLine)}: the column '{column.Shown}' says '{strange}', which is no unit that is known. Say --time \"{column.Called}:UNIT\" with s, ms, us, ns, min, h or days, or what 1 is worth, such as 0.01s.");
        }

        if (isSaid || double.IsNaN(step))
        {
            return unit is not null
                ? Plain(column, unit, $"Times: column '{column.Shown}' in {unit.Name}.")
                : throw NoUnit(file, layout, column, "");
        }

        AskForRate(file, layout, column, step, unit);
        if (unit is not null)
        {
            double hertz = 1 / (step * unit.Factor);
            return hertz is >= LeastHertz and <= MostHertz
                ? Plain(column, unit, $"Times: column '{column.Shown}' in {unit.Name}.")
                : throw new TableException($"{file.Place(layout.FirstLine)}: by its heading '{column.Shown}' is in {unit.Name}, and its steps of {Text(step)} would be {Text(hertz)} samples a second. {Remedy(column, unit, numbers, step)}");
        }

        bool seconds = 1 / step is >= LeastHertz and <= MostHertz;
        bool milliseconds = 1000 / step is >= LeastHertz and <= MostHertz;
        if (seconds && AreMinutes(step))
        {
            throw new TableException($"{file.Place(layout.HeadingLine)}: the column '{column.Shown}' names no unit, and its steps of {step.ToString("0.######", CultureInfo.InvariantCulture)} would be {Text(1 / step)} samples a second in s, {Text(1 / (60 * step))} in min. Say --time \"{column.Called}:s\" or --time \"{column.Called}:min\".");
        }

        return seconds && (!milliseconds || numbers.Any(number => number != Math.Floor(number)))
            ? Plain(column, ColumnUnits.Find("s")!, $"Times: column '{column.Shown}' names no unit; by its steps of {Text(step)} ({Text(1 / step)} samples a second) in s.")
            : throw NoUnit(file, layout, column, $" Its steps of {Text(step)} would be {Text(1 / step)} samples a second in s, {Text(1000 / step)} in ms, {Text(1e6 / step)} in us{(1 / (step * Day) is >= LeastHertz and <= MostHertz and var daily ? $", {Text(daily)} in days, as spreadsheets count dates" : "")}.");
    }

    // 0.001667 is no step that anybody chooses in seconds, and in minutes the tenth of a second.
    private static bool AreMinutes(double step)
    {
        double hertz = 1 / (60 * step);
        double tenThousandths = step * 1e4;
        return hertz > 0.99 && Math.Abs(hertz - Math.Round(hertz)) < 0.002 * hertz && Math.Abs(tenThousandths - Math.Round(tenThousandths)) > 0.01;
    }

    // A rate above the headings that is another than the times': in another unit, or of rows that were thinned out.
    private static void AskForRate(TableFile file, TableLayout layout, TableColumn column, double step, ColumnUnit? unit)
    {
        if (!CellText.TryNumber(ColumnChoice.Rate(layout), out double rate) || rate <= 0)
        {
            return;
        }

        // Rows are thinned out before they are saved: where the heading names the unit, only a rate far off speaks against it.
        double apart = unit is null ? 2 : 50;
        bool Agrees(double factor) => 1 / (step * factor * rate) is var part && part > 1 / apart && part < apart;
        string? fitting = Array.Find(_epochs, one => Agrees(one.Factor)).Unit;
        if (unit is null ? fitting is not null and not "s" : !Agrees(unit.Factor))
        {
            string taken = unit?.Name ?? "s";
            throw new TableException($"{file.Place(layout.HeadingLine)}: the lines above the headings speak of {Text(rate)} samples a second, and the steps of {Text(step)} in column '{column.Shown}' would be {Text(1 / (step * (unit?.Factor ?? 1)))} in {taken}. Say {(fitting is null ? "" : $"--time \"{column.Called}:{fitting}\" ({Text(rate)} a second) or ")}--time \"{column.Called}:{taken}\" if the times are right as they stand, or --row-rate {Text(rate)} if the rate is.");
        }

        if (unit is null && fitting is null)
        {
            throw new TableException($"{file.Place(layout.HeadingLine)}: the column '{column.Shown}' names no unit, and in none its steps of {Text(step)} are the {Text(rate)} samples a second of which the lines above the headings speak. Say --time \"{column.Called}:UNIT\" with s, ms, us, ns, min, h or days, or --row-rate {Text(rate)} if the rate is right.");
        }
    }

    // Which of the units of Unix times the first number fits; -1 for none, and for a unit that was told and does not fit.
    private static int Epoch(double[] numbers, double? told) => numbers.Length == 0 ? -1
        : Array.FindIndex(_epochs, epoch => numbers[0] * epoch.Factor is >= UnixFrom and <= UnixTo && (told is null || told == epoch.Factor));

    private static string Remedy(TableColumn column, ColumnUnit unit, double[] numbers, double step)
    {
        if (Epoch(numbers, null) is >= 0 and var epoch)
        {
            return $"It looks like a Unix time in {_epochs[epoch].Unit}: say --time \"{column.Called}:{_epochs[epoch].Unit}\".";
        }

        string[] possible = [.. _epochs.Where(one => 1 / (step * one.Factor) is >= LeastHertz and <= MostHertz).Select(one => $"--time \"{column.Called}:{one.Unit}\" ({Text(1 / (step * one.Factor))} a second)")];
        return possible.Length == 0
            ? $"If that is right, say --time \"{column.Called}:{unit.Name}\"; if it is no time, name the column that is, or say --row-rate HERTZ."
            : $"Say {string.Join(" or ", possible)}, or --time \"{column.Called}:{unit.Name}\" if it is right as it stands.";
    }

    private static TimeScale Plain(TableColumn column, ColumnUnit unit, string words) => new(Kind.Number, unit.Factor, words, unit.Factor switch
    {
        <= 1e-9 => 0,
        < 1e-4 => 4294.967296,
        < 1e-1 => 4_294_967.296,
        _ => 0,
    })
    {
        UnitFactor = unit.Factor,
    };

    private static TableException NoUnit(TableFile file, TableLayout layout, TableColumn column, string steps) =>
        new($"{file.Place(layout.HeadingLine)}: the column '{column.Shown}' names no unit.{steps} Say --time \"{column.Called}:UNIT\" with s, ms, us, ns, min, h or days.");

    private static double MedianStep(double[] numbers)
    {
        double[] steps = [.. numbers.Zip(numbers.Skip(1)).Select(pair => pair.Second - pair.First).Where(step => step > 0).Order()];
        return steps.Length == 0 ? double.NaN : steps[steps.Length / 2];
    }

    private static string Text(double number) => number.ToString(Math.Abs(number) is >= 0.001 and < 1e7 ? "0.####" : "0.##E+0", CultureInfo.InvariantCulture);

    private static double Moment(string cell, string[] forms, out bool isZoned)
    {
        string text = ClockText.Plain(cell).Replace(',', '.');
        text = text.EndsWith(" UTC", StringComparison.Ordinal) ? text[..^4] + "Z" : text;
        bool read = DateTimeOffset.TryParseExact(text, forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset at);
        isZoned = read && (text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > 10);
        return read ? (at.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / (double)TimeSpan.TicksPerSecond : double.NaN;
    }
}
