namespace Algometer.Tables;

/// <summary>Picks the rows of one curve where a column <c>curve</c> names several.</summary>
internal sealed class CurveChoice
{
    private const int Shown = 12;
    private readonly TableFile _file;
    private readonly string? _wanted;
    private readonly int _column;
    private readonly List<string> _seen = [];
    private bool _isThere;

    public CurveChoice(TableFile file, TableLayout layout, string? wanted, params int[] taken)
    {
        _file = file;
        _wanted = wanted;
        _column = layout.Columns.FirstOrDefault(column => string.Equals(column.Name, "curve", StringComparison.OrdinalIgnoreCase))?.Index ?? -1;
        bool isAny = _column < 0 && string.Equals(wanted, StatusColumn.Any, StringComparison.OrdinalIgnoreCase);
        if (!isAny && wanted?.IndexOf('=', StringComparison.Ordinal) is > 0 and var at && StatusColumn.Named(layout, wanted[..at]) is { } named)
        {
            (_column, _wanted) = (named.Index, wanted[(at + 1)..].Trim());
        }

        _wanted = isAny ? null : _wanted;
        if (_wanted is not null && _column < 0)
        {
            throw new TableException($"{file.Called} has no column 'curve': leave --curve out, or write COLUMN=VALUE with one of the columns {layout.HeadingList}.");
        }

        if (wanted is null && _column < 0 && SignalsByTurns.Column(layout, taken) is { } turns)
        {
            string[] values = [.. layout.Head.Select(row => turns.Index < row.Count ? row[turns.Index] : "").Distinct(StringComparer.Ordinal)];
            throw new TableException($"{file.Place(layout.FirstLine)}, column '{turns.Shown}': '{CellText.Short(values[0])}' and '{CellText.Short(values[1])}' one after the other: several signals in one column? Say --curve \"{turns.Called}={values[0]}\" for one of them, or --curve {StatusColumn.Any} if all rows are of one force.");
        }
    }

    /// <summary>Whether the present row is of the curve that is wanted.</summary>
    public bool IsWanted(RowReader rows)
    {
        if (_column < 0)
        {
            return true;
        }

        ReadOnlySpan<char> its = rows.Cell(_column);
        if (_wanted is not null && its.SequenceEqual(_wanted))
        {
            _isThere = true;
            return true;
        }

        // Of a wanted curve the others are named only where it is not there.
        if (_wanted is not null && (_isThere || _seen.Count > Shown))
        {
            return false;
        }

        if (_seen.Count == 0 || !its.SequenceEqual(_seen[^1]))
        {
            string name = its.ToString();
            _seen.Remove(name);
            _seen.Add(name);
            if (_wanted is null && _seen.Count > 1)
            {
                throw new TableException($"{_file.Called} holds several curves, '{CellText.Short(_seen[0])}' and '{CellText.Short(name)}' among them: choose one with --curve.");
            }
        }

        return _wanted is null;
    }

    /// <summary>At the table's end: whether the curve was there.</summary>
    /// <exception cref="TableException">It was not.</exception>
    public void End()
    {
        if (_wanted is not null && !_isThere)
        {
            throw new TableException($"{_file.Called} holds no curve '{_wanted}': it holds {string.Join(", ", _seen.Take(Shown).Select(name => $"'{CellText.Short(name)}'"))}{(_seen.Count > Shown ? ", …" : "")}.");
        }
    }

    /// <summary>The names of the curves in a table, in their order; empty when no column names them.</summary>
    /// <param name="file">The table.</param>
    public static IReadOnlyList<string> Names(TableFile file)
    {
        TableLayout layout = file.Layout;
        if (layout.Columns.FirstOrDefault(column => string.Equals(column.Name, "curve", StringComparison.OrdinalIgnoreCase)) is not { } column)
        {
            return [];
        }

        var names = new List<string>();
        using var rows = new RowReader(file, layout.Delimiter);
        while (rows.Read())
        {
            if (rows.Line >= layout.FirstLine && rows.Count > column.Index && !(names.Count > 0 && rows.Cell(column.Index).SequenceEqual(names[^1])))
            {
                names.Add(rows.Cell(column.Index).ToString());
            }
        }

        return [.. names.Distinct(StringComparer.Ordinal)];
    }
}
