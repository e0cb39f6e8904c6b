namespace Algometer.Tables;

/// <summary>
/// Columns beside the forces that can take back what these say: a unit that changes, and a status. A unit must be that of the forces; of a status that
/// is not the same throughout it is asked in which rows the forces hold.
/// </summary>
internal sealed class StatusColumn
{
    /// <summary>The answer where the forces of all rows hold.</summary>
    public const string Any = "any";

    private const int MostShown = 4;
    // What two states of are no word about the row's force: what a person or another device marked, and what goes on.
    private static readonly HashSet<string> _marks = new("marker markers mark marked trigger triggers trig event events button buttons press pressed released key pedal switch sync pulse ttl digital di dio in input output out led light beep sound stim stimulus phase step stage lap side sex target task run running recording rec record alarm alarms tare tared zero zeroed hold holding start stop note notes comment comments annotation taste taster knopf schalter ereignis ereignisse markierung auslöser reiz événement bouton marque evento botón marca disparador botão trial channel ch curve number index sequence selected active counter battery charging 标记 事件 触发 按钮".Split(' '), StringComparer.Ordinal);
    private static readonly HashSet<string> _twoStates = new("0 1 yes no true false on off y n ja nein j oui non o sí si sim não nao 是 否".Split(' '), StringComparer.OrdinalIgnoreCase);

    private readonly TableFile _file;
    private readonly TableColumn _column;
    private readonly TableColumn _force;
    private readonly bool _isUnit;
    private readonly string? _valid;
    private readonly Dictionary<string, (int Line, long Count)> _seen = new(StringComparer.Ordinal);
    private string _last = "\0";
    private long _lost;

    private StatusColumn(TableFile file, TableColumn column, TableColumn force, bool isUnit, string? valid) => (_file, _column, _force, _isUnit, _valid) = (file, column, force, isUnit, valid);

    // An option named the unit that the heading does not.
    private bool IsUnitSaid { get; init; }

    // Nobody knows its name, but it has two states only.
    private bool IsGuessed { get; init; }

    /// <summary>What was left out by it, in words; none where nothing was.</summary>
    public IReadOnlyList<string> Words => _lost == 0 ? [] : [$"{_lost} {(_lost == 1 ? "row does" : "rows do")} not say '{_valid}' in column '{_column.Shown}': no force."];

    /// <summary>Those of a table.</summary>
    /// <param name="file">The table.</param>
    /// <param name="layout">Its layout.</param>
    /// <param name="taken">The columns that are read as something else.</param>
    /// <param name="force">The column of forces.</param>
    /// <param name="answer"><c>COLUMN=VALUE</c>, <see cref="Any"/>, or null.</param>
    /// <param name="isUnitSaid">Whether the unit was named: then a column of units changes nothing.</param>
    /// <exception cref="TableException">The answer names no column.</exception>
    public static StatusColumn[] Of(TableFile file, TableLayout layout, int[] taken, TableColumn force, string? answer, bool isUnitSaid)
    {
        bool isAny = string.Equals(answer, Any, StringComparison.OrdinalIgnoreCase);
        int at = answer is null || isAny ? -1 : answer.IndexOf('=', StringComparison.Ordinal);
        TableColumn? named = at > 0 ? Named(layout, answer![..at]) : null;
        if (answer is not null && !isAny && named is null)
        {
            throw new TableException($"--valid '{CellText.Short(answer)}': write COLUMN=VALUE with one of the columns {layout.HeadingList}, or {Any}.");
        }

        TableColumn[] free = [.. layout.Columns.Where(column => !taken.Contains(column.Index))];
        return
        [
            .. free.Where(column => (!isUnitSaid || (!isAny && IsOnlyWord(layout, force, column))) && IsUnits(layout, column)).Select(column => new StatusColumn(file, column, force, true, null) { IsUnitSaid = isUnitSaid }),
            .. named is not null ? [new StatusColumn(file, named, force, false, answer![(at + 1)..].Trim())]
                : free.Where(column => !isAny && (StateWords.Names(column.Name) || MayBeState(layout, column)) && !IsUnits(layout, column)).Select(column => new StatusColumn(file, column, force, false, null) { IsGuessed = !StateWords.Names(column.Name) }),
        ];
    }

    /// <summary>Takes the present row.</summary>
    /// <returns>Whether its force holds.</returns>
    /// <exception cref="TableException">Its unit is another one.</exception>
    public bool Take(RowReader rows)
    {
        ReadOnlySpan<char> cell = rows.Cell(_column.Index);
        if (_valid is not null)
        {
            bool holds = cell.Equals(_valid, StringComparison.OrdinalIgnoreCase);
            _lost += holds ? 0 : 1;
            return holds;
        }

        if (cell.SequenceEqual(_last) && _isUnit)
        {
            return true;
        }

        _last = cell.SequenceEqual(_last) ? _last : cell.ToString();
        if (_isUnit && IsUnitSaid && _last.Length > 0 && ColumnUnits.Find(_last) is { } told && (told.Factor != _force.Unit!.Factor || told.Quantity != _force.Unit.Quantity))
        {
            throw new TableException($"{_file.Place(rows.Line)}, column '{_column.Shown}': '{CellText.Short(_last)}', where --force says {_force.Unit.Name}. Say --force \"{_force.Called}:{told.Name}\" if that is the unit of '{_force.Shown}', or --valid {Any} if the column is about something else.");
        }

        if (_isUnit && !IsUnitSaid && _last.Length > 0 && (ColumnUnits.Find(_last) is not { } unit || unit.Factor != _force.Unit!.Factor || unit.Quantity != _force.Unit.Quantity))
        {
            throw new TableException($"{_file.Place(rows.Line)}, column '{_column.Shown}': '{CellText.Short(_last)}', where the force is in {_force.Unit!.Name}: cut the table where the unit changes, or say --force \"{_force.Called}:{_force.Unit.Name}\" if all are in {_force.Unit.Name}{(ColumnUnits.Find(_last) is { } other ? $", --force \"{_force.Called}:{other.Name}\" if all are in {other.Name}" : "")}.");
        }

        if (!_isUnit && (_seen.Count <= MostShown || _seen.ContainsKey(_last)))
        {
            (int line, long count) = _seen.TryGetValue(_last, out (int Line, long Count) before) ? before : (rows.Line, 0);
            _seen[_last] = (line, count + 1);
        }

        return true;
    }

    /// <summary>At the table's end: asks where the rows do not say the same.</summary>
    /// <exception cref="TableException">They do not.</exception>
    public void End()
    {
        // What is measured in fractions, an error of aim for one, is a quantity and no word about the row.
        if (_isUnit || _valid is not null || _seen.Count < 2 || _seen.Keys.Any(IsFraction) || (IsGuessed && (_seen.Count > 2 || !_seen.Keys.All(_twoStates.Contains))))
        {
            return;
        }

        string usual = _seen.MaxBy(one => one.Value.Count).Key;
        (string word, (int line, long _)) = _seen.Where(one => one.Key != usual).MinBy(one => one.Value.Line);
        throw new TableException($"{_file.Place(line)}, column '{_column.Shown}': '{CellText.Short(word)}', where most rows say '{CellText.Short(usual)}': do their forces hold? Say --valid \"{_column.Called}={usual}\" to leave out all other rows, or --valid {Any} if the forces of all rows hold.");
    }

    /// <summary>The column that an option calls by its heading or its number; null for none.</summary>
    internal static TableColumn? Named(TableLayout layout, string name) => layout.Columns.FirstOrDefault(column => string.Equals(column.Heading, name.Trim(), StringComparison.OrdinalIgnoreCase) || name.Trim() == (column.Index + 1).ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>The column of units that belongs to a column of values, the next one before any other, and the only unit that it says; nulls for none.</summary>
    internal static (TableColumn? Column, ColumnUnit? Unit) UnitBeside(TableLayout layout, TableColumn force)
    {
        TableColumn[] units = [.. layout.Columns.Where(column => column.Index != force.Index && IsUnits(layout, column))];
        TableColumn? own = units.FirstOrDefault(column => column.Index == force.Index + 1) ?? (units.Length == 1 ? units[0] : null);
        string[] said = own is null ? [] : [.. layout.Head.Where(row => own.Index < row.Count && row[own.Index].Length > 0).Select(row => row[own.Index]).Distinct(StringComparer.Ordinal)];
        return said.Length == 1 ? (own, ColumnUnits.Find(said[0])) : (null, null);
    }

    // The heading says no unit: the column beside it is the only one that does.
    private static bool IsOnlyWord(TableLayout layout, TableColumn force, TableColumn column) =>
        layout.Columns[force.Index].Unit is null && (UnitBeside(layout, force).Column is not { } own || own.Index == column.Index);

    private static bool MayBeState(TableLayout layout, TableColumn column) => layout.HeadingLine > 0 && !column.IsUnnamed && column is { Unit: null, Strange: null }
        && ComputedWords.Tokens(column.Name) is var words && words.Any(word => word.Length > 2) && !words.Any(_marks.Contains)
        && layout.Head.All(row => column.Index >= row.Count || _twoStates.Contains(row[column.Index]));

    private static bool IsFraction(string cell) => CellText.TryNumber(cell, out double number) && number != Math.Floor(number);

    private static bool IsUnits(TableLayout layout, TableColumn column)
    {
        string[] cells = [.. layout.Head.Where(row => column.Index < row.Count && row[column.Index].Length > 0).Select(row => row[column.Index])];
        return cells.Length > 0 && Array.TrueForAll(cells, cell => !CellText.IsNumber(cell) && ColumnUnits.Find(cell) is { Quantity: ColumnQuantity.Force or ColumnQuantity.Pressure });
    }
}
