namespace Algometer.Tables;

/// <summary>A column of a table.</summary>
/// <param name="Index">Its place, from 0.</param>
/// <param name="Heading">Its heading as written; <c>column 1</c> … in a table without headings.</param>
/// <param name="Name">The heading without its unit.</param>
/// <param name="Unit">Its unit, by the heading or by a row of units below it; null where none is known.</param>
public sealed record TableColumn(int Index, string Heading, string Name, ColumnUnit? Unit)
{
    /// <summary>The heading as a message shows it.</summary>
    public string Shown => CellText.Short(Heading);
}
