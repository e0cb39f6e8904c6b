namespace Algometer.Tables;

/// <summary>A column of a table.</summary>
/// <param name="Index">Its place, from 0.</param>
/// <param name="Heading">Its heading as written; <c>column 1</c> … in a table without headings.</param>
/// <param name="Name">The heading without its unit.</param>
/// <param name="Unit">Its unit, by the heading or by a row of units below it; null where none is known.</param>
public sealed record TableColumn(int Index, string Heading, string Name, ColumnUnit? Unit)
{
    /// <summary>What the row of units says where the heading says another unit; null where they agree.</summary>
    public ColumnUnit? Other { get; init; }

    /// <summary>What stands in the unit's place and is no unit that is known, such as <c>ticks</c> in <c>Time (ticks)</c>; null for nothing.</summary>
    public string? Strange { get; init; }

    /// <summary>Whether it has no heading in a table that has some.</summary>
    public bool IsUnnamed { get; init; }

    /// <summary>What an option calls it: its heading, or its number where the heading is hard to write.</summary>
    public string Called => Heading.Length <= 60 && !Heading.Any(c => char.IsControl(c) || c == '"') ? Heading : (Index + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The heading as a message shows it.</summary>
    public string Shown => CellText.Short(Heading);
}
