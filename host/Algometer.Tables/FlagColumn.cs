using System.Globalization;

namespace Algometer.Tables;

/// <summary>
/// The flags of this program's own tables of samples, in whatever program they were worked on since: a simulated sensor stays one, and a code that the
/// device itself distrusted is no force.
/// </summary>
internal sealed class FlagColumn
{
    /// <summary>The flag of a simulated sensor.</summary>
    public const int Simulated = 0x0001;

    /// <summary>The flags of a value that is unfit to be a force: faults, a converter that has not settled, a value that stands alone.</summary>
    public const int Unfit = 0xDDDC;

    private readonly TableFile _file;
    private readonly int _index;
    private long _faults;

    private FlagColumn(TableFile file, int index) => (_file, _index) = (file, index);

    /// <summary>Whether a sample so far comes from a simulated sensor.</summary>
    public bool IsSimulated { get; private set; }

    /// <summary>What the flags said, a sentence each.</summary>
    public IReadOnlyList<string> Words =>
    [
        .. IsSimulated ? ["The flags say that the sensor was simulated."] : (string[])[],
        .. _faults > 0 ? [$"{_faults} {(_faults == 1 ? "sample is" : "samples are")} flagged as unfit to be a force: none is taken."] : (string[])[],
    ];

    /// <summary>Its place, from 0.</summary>
    public int Index => _index;

    /// <summary>
    /// The column of flags, whatever was taken out or renamed beside it: one of hexadecimal numbers of four digits as this program writes them, or one that
    /// is called so beside another column of its table, where a program made plain numbers of them. Null in tables of other programs.
    /// </summary>
    public static FlagColumn? Of(TableFile file, TableLayout layout)
    {
        TableColumn? hexadecimal = layout.Columns.FirstOrDefault(column => All(layout, column.Index, IsHexadecimal));
        if (hexadecimal is not null)
        {
            return new FlagColumn(file, hexadecimal.Index);
        }

        int flags = Find(layout, "flags");
        bool isOwn = Array.Exists((string[])["sequence", "raw_counts", "device_us", "alarm"], name => Find(layout, name) >= 0);
        return flags >= 0 && isOwn && All(layout, flags, cell => TryRead(cell, out _)) ? new FlagColumn(file, flags) : null;
    }

    /// <summary>Takes the present row's flags.</summary>
    /// <returns>Whether its code may be a force.</returns>
    /// <exception cref="TableException">The cell holds no flags.</exception>
    public bool Take(RowReader rows)
    {
        if (!TryRead(rows.Cell(_index), out int flags))
        {
            throw new TableException($"{_file.Place(rows.Line)}, column 'flags': '{CellText.Short(rows.Cell(_index).ToString())}' is no hexadecimal number such as 0x0001.");
        }

        IsSimulated |= (flags & Simulated) != 0;
        bool isFault = (flags & Unfit) != 0;
        _faults += isFault ? 1 : 0;
        return !isFault;
    }

    private static int Find(TableLayout layout, string name) => layout.Columns.FirstOrDefault(column => string.Equals(column.Heading, name, StringComparison.OrdinalIgnoreCase))?.Index ?? -1;

    private static bool All(TableLayout layout, int index, Predicate<string> fits)
    {
        string[] cells = [.. layout.Head.Where(row => index < row.Count).Select(row => row[index])];
        return cells.Length > 0 && Array.TrueForAll(cells, fits);
    }

    private static bool IsHexadecimal(string cell) => cell.Length == 6 && cell.StartsWith("0x", StringComparison.OrdinalIgnoreCase) && TryRead(cell, out _);

    // Four digits with a nought before them are still hexadecimal, as where a program took the 0x off.
    private static bool TryRead(ReadOnlySpan<char> cell, out int flags)
    {
        flags = 0;
        bool isHexadecimal = cell.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        return isHexadecimal || (cell.Length == 4 && (cell[0] == '0' || cell.IndexOfAnyExceptInRange('0', '9') >= 0))
            ? int.TryParse(isHexadecimal ? cell[2..] : cell, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out flags)
            : int.TryParse(cell, NumberStyles.None, CultureInfo.InvariantCulture, out flags) && flags <= ushort.MaxValue;
    }
}
