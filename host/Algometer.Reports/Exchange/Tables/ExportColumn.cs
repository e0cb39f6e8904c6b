namespace Algometer.Reports.Exchange.Tables;

/// <summary>What a column holds.</summary>
public enum ColumnType
{
    /// <summary>Text (UTF-8).</summary>
    Text,

    /// <summary>A whole number of 64 bits.</summary>
    Whole,

    /// <summary>A number in double precision.</summary>
    Number,

    /// <summary>True or false.</summary>
    Flag,

    /// <summary>A moment in UTC with microseconds.</summary>
    Moment,

    /// <summary>A day without time.</summary>
    Day,
}

/// <summary>A column of a table, the same in CSV and Parquet.</summary>
/// <typeparam name="T">A row.</typeparam>
/// <param name="Name">Its name, with the unit where there is one.</param>
/// <param name="Type">What it holds; every column may be empty.</param>
/// <param name="Unit">Its unit in UCUM; empty for none.</param>
/// <param name="Meaning">What it says, in a sentence.</param>
/// <param name="Read">Reads it from a row: string, long, double, bool, DateTimeOffset, DateOnly or null.</param>
public sealed record ExportColumn<T>(string Name, ColumnType Type, string Unit, string Meaning, Func<T, object?> Read);

/// <summary>A column without its rows, for the documentation.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">What it holds.</param>
/// <param name="Unit">Its unit in UCUM; empty for none.</param>
/// <param name="Meaning">What it says.</param>
public sealed record ColumnDescription(string Name, ColumnType Type, string Unit, string Meaning);

/// <summary>A table of an export.</summary>
/// <typeparam name="T">A row.</typeparam>
/// <param name="Name">Its name, the stem of its file.</param>
/// <param name="Meaning">What a row is.</param>
/// <param name="Columns">Its columns in order.</param>
public sealed record ExportTable<T>(string Name, string Meaning, IReadOnlyList<ExportColumn<T>> Columns) : IExportTable
{
    /// <inheritdoc/>
    public IReadOnlyList<ColumnDescription> Descriptions => [.. Columns.Select(column => new ColumnDescription(column.Name, column.Type, column.Unit, column.Meaning))];
}

/// <summary>A table of an export, whatever its rows.</summary>
public interface IExportTable
{
    /// <summary>Its name, the stem of its file.</summary>
    string Name { get; }

    /// <summary>What a row is.</summary>
    string Meaning { get; }

    /// <summary>Its columns in order.</summary>
    IReadOnlyList<ColumnDescription> Descriptions { get; }
}
