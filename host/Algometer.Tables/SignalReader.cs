using System.Globalization;

namespace Algometer.Tables;

/// <summary>
/// Reads a force over time from a table of any program, a row at a time, without holding the table. What was taken for what is said; what can
/// be read in two ways is refused with line, column, reason and the option that settles it.
/// </summary>
public sealed class SignalReader : IDisposable
{
    private const int MostFooters = 12;
    private static readonly string[] _footerWords =
    [
        "mean", "average", "avg", "sd", "std", "stdev", "std dev", "stddev", "standard deviation", "n", "count", "max", "maximum", "min", "minimum", "median", "sum", "total", "peak", "cv", "sem", "end", "eof", "mittelwert", "mw", "media", "moyenne", "média",
    ];

    private readonly TableFile _file;
    private readonly TableLayout _layout;
    private readonly SignalQuestion _question;
    private readonly TableColumn? _time;
    private readonly TableColumn _force;
    private readonly TimeScale? _scale;
    private readonly RowReader _rows;
    private readonly TimeLine _line;
    private readonly CurveChoice _curve;
    private readonly List<string> _said;
    private readonly double _slope;
    private readonly double _zero;
    private readonly char _otherSign;
    private readonly int _width;
    private (int First, int Last, string Words)? _footer;
    private int _footers;

    private SignalReader(TableFile file, TableLayout layout, SignalQuestion question)
    {
        _file = file;
        _layout = layout;
        _question = question;
        _time = ColumnChoice.Time(file, layout, question, out bool isUnitSaid);
        _force = ColumnChoice.Force(file, layout, question);
        _scale = _time is null ? null : TimeScale.Find(file, layout, _time, isUnitSaid);
        _said = [.. layout.Words(file), _scale?.Words ?? string.Create(CultureInfo.InvariantCulture, $"Times: a sample every 1/{question.RateHertz} s, as --row-rate says.")];
        (_slope, _zero) = ValueScale.Of(file, layout, _force, question, _said);
        _line = new TimeLine(file, _scale?.WrapSeconds ?? 0, question.JoinsRepeats, _time?.Shown ?? "");
        _curve = new CurveChoice(file, layout, question.Curve);
        _otherSign = DecimalSigns.Other(layout, [_time, _force]);
        _width = layout.Columns.Count;
        _rows = new RowReader(file, layout.Delimiter);
    }

    /// <summary>Seconds since the first sample, of the present row.</summary>
    public double Seconds { get; private set; }

    /// <summary>Force of the present row, N, or its code where codes are kept; NaN where the table has none.</summary>
    public double Value { get; private set; }

    /// <summary>Line of the present row, from 1.</summary>
    public int Line { get; private set; }

    /// <summary>Whether values are codes of a converter, as they stand in the table.</summary>
    public bool IsCounts => _force.Unit!.Quantity == ColumnQuantity.Counts && _question.KeepsCounts;

    /// <summary>When the first sample was taken, where the table says so beyond doubt; null otherwise, and before the first row.</summary>
    public DateTimeOffset? StartedUtc { get; private set; }

    /// <summary>What was taken for what, a sentence each; complete at the end of the table.</summary>
    public IReadOnlyList<string> Taken => [.. _said, .. _line.Words, .. _footer is { } footer ? [$"{TableLayout.Lines(footer.First, footer.Last)} below the values ({footer.Words}): left out."] : (string[])[]];

    /// <summary>Opens a table.</summary>
    /// <param name="file">The table.</param>
    /// <param name="question">How to read it.</param>
    /// <exception cref="TableException">It cannot be used as it is.</exception>
    public static SignalReader Open(TableFile file, SignalQuestion question)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(question);
        return new SignalReader(file, LayoutFinder.Find(file), question);
    }

    /// <summary>The names of the curves in a table, in their order; empty when no column <c>curve</c> names them.</summary>
    /// <param name="file">The table.</param>
    public static IReadOnlyList<string> Curves(TableFile file) => CurveChoice.Names(file);

    /// <summary>Goes to the next row with a sample.</summary>
    /// <exception cref="TableException">A row cannot be used.</exception>
    public bool Read()
    {
        while (_rows.Read())
        {
            Line = _rows.Line;
            if (Line >= _layout.FirstLine && Take())
            {
                return true;
            }
        }

        _curve.End();
        return false;
    }

    /// <inheritdoc/>
    public void Dispose() => _rows.Dispose();

    private bool Take()
    {
        if (IsFooter())
        {
            return false;
        }

        if (_footer is { } before)
        {
            throw Wrong($"values go on after {TableLayout.Lines(before.First, before.Last).ToLowerInvariant()} ({before.Words}): remove those lines, or cut the table into one for each run.");
        }

        CheckWidth();
        if (!_curve.IsWanted(_rows))
        {
            return false;
        }

        Seconds = _scale is null ? _line.Next(1 / _question.RateHertz!.Value) : _line.At(Time(), Line);
        if (_line.Count == 1 && _scale is { IsSinceEpoch: true })
        {
            StartedUtc = DateTimeOffset.UnixEpoch.AddTicks((long)(_line.First * TimeSpan.TicksPerSecond));
        }

        ReadOnlySpan<char> cell = _rows.Cell(_force.Index);
        Value = CellText.IsMissing(cell) ? double.NaN : (Number(cell, _force) - _zero) * _slope;
        return true;
    }

    private double Time()
    {
        ReadOnlySpan<char> cell = _rows.Cell(_time!.Index);
        if (_scale!.IsNumber)
        {
            return _scale.Seconds(Number(cell, _time));
        }

        double at = _scale.Seconds(cell);
        return double.IsFinite(at) ? at : throw Wrong($"'{CellText.Short(cell.ToString())}' is no time as in the rows before it.", _time);
    }

    private double Number(ReadOnlySpan<char> cell, TableColumn column)
    {
        if (cell.Contains(_otherSign) || (_layout.Delimiter == ',' && CellText.MayPartThousands(cell)) || !CellText.TryNumber(cell, out double value))
        {
            throw Wrong(NotANumber(cell.ToString()) + ".", column);
        }

        return value;
    }

    private string NotANumber(string cell)
    {
        string shown = CellText.Short(cell);
        bool both = cell.Contains(',', StringComparison.Ordinal) && cell.Contains('.', StringComparison.Ordinal);
        return cell.Length == 0 ? "the cell is empty"
            : both ? $"'{shown}' has a comma and a point: write it without a thousands separator"
            : _layout.Delimiter == ',' && CellText.MayPartThousands(cell) ? $"'{shown}' has a comma that may part thousands: write it without one, or part the columns by semicolons"
            : CellText.IsNumber(cell) ? $"'{shown}' has another decimal sign than the numbers before it: use one throughout"
            : $"'{shown}' is no number: correct it, or remove the line";
    }

    // Words where the time should be, at the table's end: mean, SD, n. The time may be empty beside the word.
    private bool IsFooter()
    {
        ReadOnlySpan<char> at = _time is null ? _rows.Cell(_force.Index) : _rows.Cell(_time.Index);
        if (at.Length > 0 && (CellText.IsNumber(at) || (_scale is { IsNumber: false } && CellText.IsMoment(at.ToString()))))
        {
            return false;
        }

        string[] words = [.. _rows.Cells().Where(cell => cell.Length > 0 && !CellText.IsValue(cell))];
        bool known = words.Any(word => _footerWords.Contains(word.TrimEnd(':', '.', '=').Trim(), StringComparer.OrdinalIgnoreCase));
        if (!known && (_footer is null || words.Length == 0))
        {
            return false;
        }

        _footers++;
        string name = CellText.Short(words.Length == 0 ? "" : words[0], 20);
        _footer = _footer is { } before
            ? (before.First, Line, _footers > MostFooters ? before.Words : $"{before.Words}, {name}")
            : (Line, Line, name);
        return true;
    }

    // Empty cells at a row's end are a habit of some programs; any other number of cells than the headings' is a wrong row.
    private void CheckWidth()
    {
        int count = _rows.Count;
        for (int i = count - 1; i >= _width && _rows.Cell(i).Length == 0; i--)
        {
            count--;
        }

        if (count > _width || (count < _width && count <= Math.Max(_force.Index, _time?.Index ?? 0)))
        {
            throw Wrong($"it has {count} cells where the {(_layout.HeadingLine == 0 ? "rows before it have" : "headings are")} {_width}{(_layout.Delimiter == ',' && count > _width ? ". Where numbers have decimal commas, part the columns by semicolons" : "")}.");
        }
    }

    private TableException Wrong(string words, TableColumn? column = null) => new($"{_file.Place(Line)}{(column is null ? "" : $", column '{column.Shown}'")}: {words}");
}
