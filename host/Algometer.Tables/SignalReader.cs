using System.Globalization;

namespace Algometer.Tables;

/// <summary>
/// Reads a force over time from a table of any program, a row at a time, without holding the table. What was taken for what is said; what can
/// be read in two ways is refused with line, column, reason and the option that settles it.
/// </summary>
public sealed class SignalReader : IDisposable
{
    private const int MostFooters = 12;
    private const double Pressed = 1;
    private const double LargestCode = 8_388_607;
    private const double SmallestCode = -8_388_608;

    // Figures, and what ends a measurement; in a heading a peak or a count may be what was measured.
    private static readonly string[] _endWords = ["peak", "count", "end", "eof", "end of file", "end of data", "ende"];

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
    private readonly DecimalText _numbers;
    private readonly int _width;
    private readonly bool _isCounts;
    private readonly bool _isTimeUnitSaid;
    private readonly FlagColumn? _flags;
    private readonly StatusColumn[] _statuses;
    private readonly MissingNumbers _missing;
    private readonly OutlyingNumbers _outlying = new(isMeasured: false);
    private readonly ThousandsDoubt _thousands = new();
    private long _atEnd;
    private long _above;
    private long _below;
    private (int First, int Last, string Words)? _footer;
    private int _footers;
    private int _shortLine;

    private SignalReader(TableFile file, TableLayout layout, SignalQuestion question)
    {
        _file = file;
        _layout = layout;
        _question = question;
        _time = ColumnChoice.Time(file, layout, question, out bool isUnitSaid);
        _isTimeUnitSaid = isUnitSaid;
        _force = ColumnChoice.Force(file, layout, question);
        _scale = _time is null ? null : TimeScale.Find(file, layout, _time, isUnitSaid, question.Clock.GetUtcNow());
        _said = [.. layout.Words(file), _scale?.Words ?? string.Create(CultureInfo.InvariantCulture, $"Times: a sample every 1/{question.RateHertz} s, as --row-rate says.")];
        (_slope, _zero) = ValueScale.Of(file, layout, _force, question, _said);
        _missing = new MissingNumbers(question.Missing);
        (_line, _curve, _numbers, _rows) = Start();
        _width = layout.Columns.Count;
        _isCounts = _force.Unit!.Quantity == ColumnQuantity.Counts;
        _flags = FlagColumn.Of(file, layout);
        _statuses = Statuses();
        if (!ColumnChoice.IsForceUnitSaid(layout, question))
        {
            PreambleClaim.Check(file, layout, _force);
        }

        if (!question.IsDecimalPoint && CommaDoubt.IsSignal(layout, _time?.Index ?? -1, _force.Index))
        {
            throw new TableException($"{file.Place(layout.FirstLine)}: {CommaDoubt.Question}");
        }
    }

    private SignalReader(SignalReader before)
    {
        (_file, _layout, _question, _time, _force, _slope, _zero, _width, _isCounts, _isTimeUnitSaid) = (before._file, before._layout, before._question, before._time, before._force, before._slope, before._zero, before._width, before._isCounts, before._isTimeUnitSaid);
        _scale = before._scale?.Anew();
        _said = before._said;
        _flags = before._flags is null ? null : FlagColumn.Of(_file, _layout);
        _missing = new MissingNumbers(_question.Missing);
        _statuses = Statuses();
        (_line, _curve, _numbers, _rows) = Start();
    }

    /// <summary>Seconds since the first sample, of the present row.</summary>
    public double Seconds { get; private set; }

    /// <summary>Force of the present row, N, or its code where codes are kept; NaN where the table has none.</summary>
    public double Value { get; private set; }

    /// <summary>How much of the table has been read, 0 to 1; 0 for a text in memory.</summary>
    public double Part => _file.Part(_rows.Text);

    /// <summary>Line of the present row, from 1.</summary>
    public int Line { get; private set; }

    /// <summary>Whether values are codes of a converter, as they stand in the table.</summary>
    public bool IsCounts => _force.Unit!.Quantity == ColumnQuantity.Counts && _question.KeepsCounts;

    /// <summary>Whether a sample so far comes from a simulated sensor, by the flags of this program's own tables.</summary>
    public bool IsSimulated => _flags?.IsSimulated == true;

    /// <summary>When the first sample was taken, where the table says so beyond doubt; null otherwise, and before the first row.</summary>
    public DateTimeOffset? StartedUtc { get; private set; }

    /// <summary>What was taken for what, a sentence each; complete at the end of the table.</summary>
    public IReadOnlyList<string> Taken => [.. _said, .. _line.Words, .. _flags?.Words ?? [], .. _statuses.SelectMany(status => status.Words), .. Lost(_missing.Count, "cell", "stands for a missing value"), .. Lost(_atEnd, "number", "is the end of the converter's range"), .. Turned(), .. _footer is { } footer ? [$"{TableLayout.Lines(footer.First, footer.Last)} below the values ({footer.Words}): left out."] : (string[])[]];

    /// <summary>Opens a table.</summary>
    /// <param name="file">The table.</param>
    /// <param name="question">How to read it.</param>
    /// <exception cref="TableException">It cannot be used as it is.</exception>
    public static SignalReader Open(TableFile file, SignalQuestion question)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(question);
        return new SignalReader(file, file.Layout, question);
    }

    /// <summary>Reads the same table from its beginning once more, as it was understood the first time.</summary>
    /// <exception cref="TableException">It cannot be opened any more.</exception>
    public SignalReader Again() => new(this);

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

        if (_shortLine > 0 && _shortLine == Line && !_file.IsWhole)
        {
            throw Wrong($"the file ends within this row, of {_width} cells: it was cut off. Get it whole, or remove the row.");
        }

        _numbers.End(_file.Called);
        if (_thousands.Question is { } parted)
        {
            throw new TableException($"{_file.Called}, column '{_force.Shown}': {parted}.");
        }

        if (_missing.Asks && _outlying.Doubtful() is { } doubt)
        {
            throw new TableException($"{_file.Place(doubt.Place)}, column '{_force.Shown}': {MissingNumbers.Question(doubt.Number)}");
        }

        _curve.End();
        foreach (StatusColumn status in _statuses)
        {
            status.End();
        }

        return false;
    }

    /// <inheritdoc/>
    public void Dispose() => _rows.Dispose();

    private static string[] Lost(long count, string what, string why) => count == 0 ? [] : [$"{count} {(count == 1 ? what : what + "s, each of which")} {why}: no force."];

    // A gauge may count pushing below nought; nobody knows it of the numbers alone.
    private string[] Turned() => _below <= _above || _force.Unit!.Quantity == ColumnQuantity.Counts || _force.Unit.Name.Any(char.IsDigit) ? []
        : [$"Most forces above {Pressed} N are below nought: if those are presses, say --force \"{_force.Called}:-1{_force.Unit.Name}\"."];

    private (TimeLine Line, CurveChoice Curve, DecimalText Numbers, RowReader Rows) Start() =>
        (new TimeLine(_file, _scale, _question.JoinsRepeats, _time?.Shown ?? "", _time?.Called ?? "", _isTimeUnitSaid), new CurveChoice(_file, _layout, _question.Curve, _time?.Index ?? -1, _force.Index), new DecimalText(_layout.Delimiter), new RowReader(_file, _layout.Delimiter));

    private StatusColumn[] Statuses() => StatusColumn.Of(_file, _layout, [_time?.Index ?? -1, _force.Index, _flags?.Index ?? -1], _force, _question.Valid, ColumnChoice.IsForceUnitSaid(_layout, _question));

    private bool Take()
    {
        // The first cell of a row of values is read once: as the row's time, or where the rate stands for it as its value.
        ReadOnlySpan<char> first = _rows.Cell(_time?.Index ?? _force.Index);
        double number = double.NaN;
        bool isRead = _scale is { IsNumber: false } ? _scale.TryRead(first, out number) : _numbers.TryRead(first, out number);
        if (!isRead && IsFooter(first))
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

        if (_scale is null)
        {
            Seconds = _line.Next(1 / _question.RateHertz!.Value);
            Value = Force(first, isRead, number);
            return true;
        }

        if (!isRead)
        {
            throw _scale.IsNumber ? NoNumber(first, _time!) : Wrong($"'{CellText.Short(first.ToString())}' is no time as in the rows before it.", _time);
        }

        Seconds = _line.At(_scale.Seconds(number, _rows), Line);
        if (_line.Count == 1 && _scale.IsSinceEpoch)
        {
            StartedUtc = DateTimeOffset.UnixEpoch.AddTicks((long)(_line.First * TimeSpan.TicksPerSecond));
        }

        ReadOnlySpan<char> cell = _rows.Cell(_force.Index);
        Value = Force(cell, _numbers.TryRead(cell, out double value), value);
        return true;
    }

    private double Force(ReadOnlySpan<char> cell, bool isRead, double number)
    {
        if (!isRead && !CellText.IsMissing(cell) && !_missing.TakeWord(cell))
        {
            throw NoNumber(cell, _force);
        }

        bool isTrusted = _flags?.Take(_rows) ?? true;
        foreach (StatusColumn status in _statuses)
        {
            isTrusted &= status.Take(_rows);
        }

        if (!isRead || (!isTrusted && !IsCounts) || _missing.Take(number))
        {
            return double.NaN;
        }

        _thousands.Take(cell, number);
        double newtons = (number - _zero) * _slope;
        _above += newtons > Pressed ? 1 : 0;
        _below += newtons < -Pressed ? 1 : 0;
        bool isAtEnd = _isCounts && !IsCounts && number is LargestCode or SmallestCode;
        _atEnd += isAtEnd ? 1 : 0;
        if (!(_isCounts && number is LargestCode or SmallestCode))
        {
            _outlying.Take(number, Line);
        }

        return isAtEnd ? double.NaN : newtons;
    }

    private TableException NoNumber(ReadOnlySpan<char> cell, TableColumn column)
    {
        string text = cell.ToString();
        bool isWord = column == _force && text.Length is > 0 and <= 20 && !text.Contains('"', StringComparison.Ordinal) && (CellText.IsWord(text) || !text.Any(char.IsAsciiDigit) || text.Contains('#', StringComparison.Ordinal));
        return Wrong(string.Equals(text, column.Heading, StringComparison.Ordinal)
            ? "the headings come again: remove the line if the times go on, or cut the table into one for each run."
            : _numbers.Wrong(text) + (isWord ? $", or say --missing {(text.All(char.IsLetterOrDigit) ? text : $"\"{text}\"")} if it stands for a missing value." : "."), column);
    }

    // Words where the time should be, at the table's end: mean, SD, n. The time may be empty beside the word.
    private bool IsFooter(ReadOnlySpan<char> first)
    {
        if (first.Length > 0 && (CellText.IsNumber(first) || (_scale is { IsNumber: false } && CellText.IsMoment(first.ToString()))))
        {
            return false;
        }

        string[] words = [.. _rows.Cells().Where(cell => cell.Length > 0 && !CellText.IsValue(cell))];
        bool known = words.Any(word => ComputedWords.IsFigure(word) || _endWords.Contains(word.TrimEnd(':', '.', '=').Trim(), StringComparer.OrdinalIgnoreCase));
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

        _shortLine = _rows.Count < _width ? Line : 0;
        if (_shortLine == Line && _layout.Delimiter == ',' && !_question.IsDecimalPoint && !_numbers.HasSign && count > Math.Max(_force.Index, _time?.Index ?? 0) && IsWhole())
        {
            throw Wrong(CommaDoubt.Question);
        }

        if (count == 1 && _width > 1 && _rows.Cell(0).ToString() is var remark && (remark[0] is '#' or '/' or '%' || CellText.IsWord(remark)))
        {
            throw Wrong($"'{CellText.Short(remark)}' is no row of values: remove the line.");
        }

        if (count > _width || (count < _width && count <= Math.Max(_force.Index, _time?.Index ?? 0)))
        {
            throw Wrong($"it has {count} cells where the {(_layout.HeadingLine == 0 ? "rows before it have" : "headings are")} {_width}{(_layout.Delimiter == ',' && count > _width ? ". Where numbers have decimal commas, part the columns by semicolons" : "")}.");
        }
    }

    // Rows of whole numbers alone, of which some are shorter: a decimal comma is left out where there are no decimals.
    private bool IsWhole() => _width >= 4 && _rows.Cells().All(cell => CellText.IsNumber(cell));

    private TableException Wrong(string words, TableColumn? column = null) => new($"{_file.Place(Line)}{(column is null ? "" : $", column '{column.Shown}'")}: {words}");
}
