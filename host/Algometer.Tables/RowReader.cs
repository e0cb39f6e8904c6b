using nietras.SeparatedValues;

namespace Algometer.Tables;

/// <summary>Rows of a table one after another: cells without their quotes and surrounding blanks, lines counted, empty rows left out.</summary>
internal sealed class RowReader : IDisposable
{
    private readonly TableFile _file;
    private readonly TextReader _text;
    private readonly SepReader _reader;
    private readonly System.Buffers.SearchValues<char> _blank;
    private readonly bool _isAsWritten;
    private int _nextLine = 1;

    /// <summary>Begins at the first row.</summary>
    /// <param name="file">The table.</param>
    /// <param name="delimiter">What parts its cells.</param>
    /// <param name="isAsWritten">Whether cells keep their quotes and blanks, for <see cref="Written"/>, and empty rows count.</param>
    public RowReader(TableFile file, char delimiter, bool isAsWritten = false)
    {
        _isAsWritten = isAsWritten;
        _file = file;
        _blank = System.Buffers.SearchValues.Create([' ', '\t', '\u00A0', '"', '\u001A', delimiter]);
        _text = file.Open();
        try
        {
            _reader = Sep.New(delimiter).Reader(options => options with
            {
                HasHeader = false,
                DisableColCountCheck = true,
                Unescape = !isAsWritten,
            }).From(_text);
        }
        catch (Exception failure)
        {
            _text.Dispose();
            throw Unreadable(failure);
        }
    }

    /// <summary>The line in which the present row begins, from 1.</summary>
    public int Line { get; private set; }

    /// <summary>The text it reads, a buffer or two ahead of the present row.</summary>
    public TextReader Text => _text;

    /// <summary>Cells of the present row.</summary>
    public int Count => _reader.Current.ColCount;

    /// <summary>A cell of the present row, trimmed.</summary>
    /// <param name="index">From 0; beyond the row's end a cell is empty.</param>
    public ReadOnlySpan<char> Cell(int index)
    {
        SepReader.Row row = _reader.Current;
        return index < row.ColCount ? row[index].Span.Trim() : [];
    }

    /// <summary>A cell of the present row to the letter: null for an empty one, an empty text for a quoted empty one.</summary>
    /// <param name="index">From 0, within the row.</param>
    /// <exception cref="TableException">A quote stands within the cell.</exception>
    public string? Written(int index)
    {
        ReadOnlySpan<char> cell = _reader.Current[index].Span;
        bool isQuoted = cell.Length > 1 && cell[0] == '"' && cell[^1] == '"';
        string text = (isQuoted ? cell[1..^1] : cell).ToString();
        string single = isQuoted ? text.Replace("\"\"", "", StringComparison.Ordinal) : text;
        return single.Contains('"', StringComparison.Ordinal) ? throw new TableException($"{_file.Place(Line)}: a quote stands within a cell.")
            : isQuoted ? text.Replace("\"\"", "\"", StringComparison.Ordinal)
            : text.Length == 0 ? null : text;
    }

    /// <summary>All cells of the present row.</summary>
    public string[] Cells()
    {
        string[] cells = new string[Count];
        for (int i = 0; i < cells.Length; i++)
        {
            cells[i] = Cell(i).ToString();
        }

        return cells;
    }

    /// <summary>Goes to the next row that holds anything.</summary>
    /// <exception cref="TableException">A quote is never closed, or the text is no table.</exception>
    public bool Read()
    {
        try
        {
            while (_reader.MoveNext())
            {
                // The library's own number of the first row is that of the second.
                Line = _nextLine;
                _nextLine = _reader.Current.LineNumberToExcl;
                if (HasText(_reader.Current))
                {
                    return true;
                }
            }

            return false;
        }
        catch (Exception failure) when (failure is not TableException)
        {
            throw Unreadable(failure);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _reader.Dispose();
        _text.Dispose();
    }

    private bool HasText(SepReader.Row row)
    {
        ReadOnlySpan<char> whole = row.Span;
        if (whole.IndexOfAny('"', '\0') >= 0)
        {
            if (whole.Count('"') % 2 != 0)
            {
                throw new TableException($"{_file.Place(Line)} opens a quote that is never closed: close it, or remove it.");
            }

            if (!_isAsWritten && whole.Contains('\0'))
            {
                throw new TableException($"{_file.Place(Line)} holds a NUL, which no text has: save the table as CSV (UTF-8).");
            }
        }

        return _isAsWritten || whole.ContainsAnyExcept(_blank);
    }

    private TableException Unreadable(Exception failure) => new($"{_file.Called} is no table that can be read: {failure.Message} Save it as CSV (UTF-8) with one row a line.", failure);
}
