namespace Algometer.Tables;

/// <summary>Finds a table's layout from its first rows.</summary>
public static class LayoutFinder
{
    // Of what is measured beside a force: a row of them is one of units.
    private static readonly HashSet<string> _otherUnits = new("% ° deg rad °C °F K C degC mm cm m µm um in inch inches mm/s mm/min cm/s m/s in/min in/s m/s2 m/s² g/s V mV µV uV A mA Ω Ohm Hz kHz rpm J mJ Nm N·m Nmm N/s N/mm N/mm2 N/mm² kPa/s mm2 mm² cm2 cm²".Split(' '), StringComparer.Ordinal);
    private const int Looked = 400;
    private const int LongestPreamble = 600;
    private static readonly char[] _unseen = ['\u200B', '\u200C', '\u200D', '\u2060', '\uFEFF', '\u200E', '\u200F', ' ', '\u00A0'];
    private static readonly char[] _delimiters = ['\t', ';', ',', '|'];

    /// <summary>Looks at a table.</summary>
    /// <param name="file">The table.</param>
    /// <exception cref="TableException">It holds no row of values.</exception>
    public static TableLayout Find(TableFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        (char delimiter, List<Row> rows) = Best(file);
        return Layout(file, delimiter, rows);
    }

    /// <summary>What parts a table's cells, of one without a row of values too.</summary>
    internal static char DelimiterOf(TableFile file) => Best(file).Delimiter;

    private static (char Delimiter, List<Row> Rows) Best(TableFile file)
    {
        (char Delimiter, List<Row> Rows, double Score) best = default;
        TableException? refusal = null;
        foreach (char delimiter in _delimiters)
        {
            try
            {
                List<Row> rows = Rows(file, delimiter);
                double score = Score(rows) + Widest(rows);
                if (best.Rows is null || score > best.Score)
                {
                    best = (delimiter, rows, score);
                }
            }
            catch (TableException failure)
            {
                refusal = failure;
            }
        }

        return best.Rows is null ? throw refusal! : best.Delimiter == ',' && OfHeadings(file) is { } told ? told : (best.Delimiter, best.Rows);
    }

    // Patient;Zeitpunkt;Wert above P01;prä;487,3: where the first line has words without a comma, and every row as many cells by its sign, commas are decimal.
    private static (char Delimiter, List<Row> Rows)? OfHeadings(TableFile file)
    {
        foreach (char delimiter in _delimiters.Where(one => one != ','))
        {
            List<Row> rows = Rows(file, delimiter);
            if (rows.Count > 1 && rows[0].Cells.Length > 1 && Array.TrueForAll(rows[0].Cells, cell => CellText.IsWord(cell) && !cell.Contains(',', StringComparison.Ordinal)) && rows.TrueForAll(row => row.Cells.Length == rows[0].Cells.Length))
            {
                return (delimiter, rows);
            }
        }

        return null;
    }

    private static List<Row> Rows(TableFile file, char delimiter)
    {
        var rows = new List<Row>();
        using var reader = new RowReader(file, delimiter);
        while (rows.Count < Looked && reader.Read())
        {
            string[] cells = reader.Cells();
            if (rows.Count == 0 || !IsRule(cells))
            {
                rows.Add(new Row(reader.Line, cells));
            }
        }

        return rows;
    }

    // A line drawn below the headings, as |---|:--:|.
    private static bool IsRule(string[] cells) => cells.Length > 2 && cells.Any(cell => cell.Length > 2) && Array.TrueForAll(cells, cell => cell.Length == 0 || (cell.Contains("--", StringComparison.Ordinal) && cell.AsSpan().IndexOfAnyExcept('-', ':') < 0));

    // The more of the cells are values, in rows of one width, the better; a single column only where nothing else fits.
    private static double Score(List<Row> rows)
    {
        (int from, int to) = LongestRun(rows);
        bool isSingle = to <= from || rows[from].Cells.Length == 1;

        // A row of another width in the middle is a wrong row of the table, which its reader names.
        double beside = rows.Where((row, i) => (i < from || i >= to) && row.IsData && row.Cells.Length > 1).Sum(row => row.ValuesPart);
        return (rows.Take(to).Skip(from).Sum(row => row.ValuesPart) * (isSingle ? 0.4 : 1)) + (isSingle ? 0 : beside / 2);
    }

    // Where nothing is a value, what parts the most cells in the first row; never more than one value's weight.
    private static double Widest(List<Row> rows) => rows.Count == 0 ? 0 : Math.Min(0.3, (rows[0].Cells.Length - 1) * 0.01);

    private static (int From, int To) LongestRun(List<Row> rows)
    {
        (int From, int To) longest = (0, 0);
        int from = 0;
        for (int i = 0; i <= rows.Count; i++)
        {
            bool goesOn = i < rows.Count && rows[i].IsData && (i == from || rows[i].Cells.Length == rows[from].Cells.Length);
            if (!goesOn)
            {
                // A later run of the same shape is another table below the first: its reader stops at the headings between them and says so.
                bool isSecond = longest.To - longest.From >= 3 && from < rows.Count && rows[from].HasShapeOf(rows[longest.From]);
                if (i - from > longest.To - longest.From && !isSecond)
                {
                    longest = (from, i);
                }

                from = i < rows.Count && rows[i].IsData ? i : i + 1;
            }
        }

        return longest;
    }

    private static TableLayout Layout(TableFile file, char delimiter, List<Row> rows)
    {
        if (rows.Count == 0)
        {
            throw new TableException($"{file.Called} is empty: its first line must name the columns, such as time_s,force_N.");
        }

        (int from, int to) = LongestRun(rows);
        if (rows.Take(to).Skip(from).All(row => row.ValuesPart == 0))
        {
            string last = string.Join(delimiter, rows[^1].Cells);
            string remedy = rows.FirstOrDefault(IsPartedByBlanks) is { Cells: not null } blanks
                ? $"{file.Place(blanks.Line)}: '{CellText.Short(string.Join(delimiter, blanks.Cells))}' has its columns parted by blanks: save the table with commas, semicolons or tabs between them."
                : rows.FirstOrDefault(row => Array.Exists(row.Cells, cell => cell.StartsWith("=\"", StringComparison.Ordinal))) is { Cells: not null } formulas
                ? $"{file.Place(formulas.Line)}: '{CellText.Short(string.Join(delimiter, formulas.Cells))}' has its numbers as formulas: open it in the spreadsheet program, copy the cells, paste them as values, and save as CSV."
                : rows.FirstOrDefault(row => Array.TrueForAll(row.Cells, ColumnUnits.IsBeside)) is { Cells: not null } worded
                ? $"{file.Place(worded.Line)}: '{CellText.Short(worded.Cells[0])}' has its unit beside the number: leave the units out of the cells, and write them into the headings, such as Force (N)."
                : $"{file.Called} holds no row of numbers below '{CellText.Short(last)}': is it the right file, and saved as CSV?";
            throw new TableException(remedy);
        }

        from += from + 1 < to && IsTally(rows[from], rows[from + 1]) ? 1 : 0;
        int above = from;
        while (above > 0 && (IsKey(rows[above - 1]) || IsTally(rows[above - 1], rows[from])))
        {
            above--;
        }

        // Rows that begin with a word among rows of values are a second run's headings, a footer or a wrong row: the reader of values says so.
        Row? units = above > 1 && IsUnits(rows[above - 1]) && IsHeading(rows[above - 2], rows[above - 1].Cells.Length) ? rows[above - 1] : null;
        Row? heading = above - (units is null ? 1 : 2) is >= 0 and var at && IsHeading(rows[at], rows[from].Cells.Length) ? rows[at] : null;
        if (heading is null && Named(rows, above, from, "ChannelTitle=", "Time") is { } titles)
        {
            (heading, units) = (titles, Named(rows, above, from, "UnitName=", ""));
        }

        int width = heading is { } found ? found.Cells.Length : rows[from].Cells.Length;
        return new TableLayout(
            delimiter,
            [.. Enumerable.Range(0, width).Select(index => Column(index, heading, units))],
            heading?.Line ?? 0,
            units?.Line ?? 0,
            rows[from].Line,
            [.. rows.Take(from).Where(row => row.Line != heading?.Line && row.Line != units?.Line).Select(row => new PreambleLine(row.Line, CellText.Short(string.Join(' ', row.Cells.Where(cell => cell.Length > 0)), LongestPreamble)))],
            [.. rows.Take(to).Skip(from).Select(row => row.Cells)]);
    }

    // LabChart has headings and units as settings, without a name for the times.
    private static Row? Named(List<Row> rows, int from, int to, string key, string time) =>
        rows.Take(to).Skip(from).FirstOrDefault(row => string.Equals(row.Cells[0], key, StringComparison.OrdinalIgnoreCase)) is { Cells: { Length: > 1 } cells } found ? found with { Cells = [time, .. cells[1..]] } : null;

    // A setting, such as SR=100 Hz or BottomValue=.
    private static bool IsKey(Row row) => row.Cells[0].IndexOf('=', StringComparison.Ordinal) > 0;

    // How many samples each column has, as Biopac writes it below the headings.
    private static bool IsTally(Row row, Row values) => row.Cells.Length > 1 && row.Cells[0].Length == 0 && values.Cells[0].Length > 0 && row.Filled > 0 && row.Cells.Where(cell => cell.Length > 0).Distinct(StringComparer.Ordinal).Count() == 1 && row.Cells[1].Length > 1 && row.Cells[1].All(char.IsAsciiDigit);

    private static bool IsPartedByBlanks(Row row) => row.Cells.Length == 1 && row.Cells[0].Split(' ', StringSplitOptions.RemoveEmptyEntries) is { Length: > 1 } parts && Array.TrueForAll(parts, CellText.IsValue);

    private static TableColumn Column(int index, Row? heading, Row? units)
    {
        string text = heading is { } named && index < named.Cells.Length ? named.Cells[index].Trim(_unseen) : "";
        bool isUnnamed = heading is not null && text.Length == 0;
        if (text.Length == 0)
        {
            text = FormattableString.Invariant($"column {index + 1}");
        }

        (string name, ColumnUnit? unit) = ColumnUnits.Parse(text);
        string told = units is { } below && index < below.Cells.Length ? below.Cells[index] : "";
        if (Unit(told) is not { } said)
        {
            string strange = told.Length > 0 && told[0] is '(' or '[' ? told[1..^1] : IsOtherUnit(told) ? told : ColumnUnits.Bracket(text);
            return new TableColumn(index, text, name, unit) { IsUnnamed = isUnnamed, Strange = unit is null && strange.Length > 0 && !ColumnUnits.IsClock(strange) ? strange : null };
        }

        // Neither the heading nor the row below it is the truer one: who needs the column is asked.
        return unit is null || (unit.Quantity == said.Quantity && unit.Factor == said.Factor)
            ? new TableColumn(index, text, unit is null ? text : name, said)
            : new TableColumn(index, text, name, unit) { Other = said };
    }

    // As many cells as the values have, or nearly: a preamble's lines have one or two.
    private static bool IsHeading(Row row, int width) => !IsKey(row) && row.Cells.Length >= Math.Min(2, width) && row.Cells.Length >= width - 1 && row.Filled >= Math.Max(1, (width / 2) - 1) && !row.IsData;

    private static bool IsUnits(Row row) => row.Cells.Any(cell => cell.Length > 0 && Unit(cell) is not null) && row.Cells.All(cell => cell.Length == 0 || Unit(cell) is not null || (cell[0] is '(' or '[' && cell[^1] is ')' or ']') || cell is "-" || IsOtherUnit(cell));

    private static bool IsOtherUnit(string cell) => _otherUnits.Contains(cell);

    private static ColumnUnit? Unit(string cell) => cell.Length == 0 ? null : ColumnUnits.Find(cell.Trim('(', ')', '[', ']', ' '));

    private readonly record struct Row(int Line, string[] Cells)
    {
        public int Filled => Cells.Count(cell => cell.Length > 0);

        // Half of what is filled are values or say that they are missing, and one at least is a value or all are missing.
        public bool IsData => (Values > 0 || (Filled > 1 && Missing == Filled)) && 2 * (Values + Missing) >= Filled;

        public bool HasShapeOf(Row other) => Cells.Length == other.Cells.Length && Cells.Zip(other.Cells).All(pair => CellText.IsValue(pair.First) == CellText.IsValue(pair.Second));

        public double ValuesPart => Filled == 0 ? 0 : (double)Values / Filled;

        private int Missing => Cells.Count(cell => cell.Length > 0 && CellText.IsMissing(cell));

        private int Values => Cells.Count(CellText.IsValue);
    }
}
