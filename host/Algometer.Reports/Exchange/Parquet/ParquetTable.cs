using Algometer.Reports.Exchange.Tables;
using Parquet;
using Parquet.Schema;

namespace Algometer.Reports.Exchange.Parquet;

/// <summary>Writes a table as Apache Parquet: one row group, every column optional, moments as microseconds since 1970 (UTC).</summary>
internal static class ParquetTable
{
    public static async Task WriteAsync<T>(ExportTable<T> table, IReadOnlyList<T> rows, Stream stream, IReadOnlyDictionary<string, string> metadata, CancellationToken cancellationToken)
    {
        DataField[] fields = [.. table.Columns.Select(column => Field(column.Name, column.Type))];
        await using ParquetWriter writer = await ParquetWriter.CreateAsync(new ParquetSchema(fields), stream, Options, append: false, cancellationToken);
        writer.CustomMetadata = new Dictionary<string, string>(metadata, StringComparer.Ordinal) { ["algometer.table"] = table.Name, ["algometer.units"] = ParquetFormat.Units(table.Descriptions) };
        using ParquetRowGroupWriter group = writer.CreateRowGroup();
        for (int i = 0; i < fields.Length; i++)
        {
            await WriteAsync(group, fields[i], table.Columns[i], rows, cancellationToken);
        }
    }

    public static ParquetOptions Options { get; } = new() { CompressionMethod = CompressionMethod.Snappy };

    private static DataField Field(string name, ColumnType type) => type switch
    {
        ColumnType.Text => new DataField<string>(name),
        ColumnType.Number => new DataField<double?>(name),
        ColumnType.Flag => new DataField<bool?>(name),
        ColumnType.Moment => new DateTimeDataField(name, DateTimeFormat.DateAndTimeMicros, isAdjustedToUTC: true, isNullable: true),
        ColumnType.Day => new DataField<DateOnly?>(name),
        _ => new DataField<long?>(name),
    };

    private static Task WriteAsync<T>(ParquetRowGroupWriter group, DataField field, ExportColumn<T> column, IReadOnlyList<T> rows, CancellationToken cancellationToken) => column.Type switch
    {
        ColumnType.Text => group.WriteAsync(field, [.. rows.Select(row => (string)column.Read(row)!)], null),
        ColumnType.Number => group.WriteAsync<double>(field, Values(rows, row => (double?)column.Read(row)), null, null, cancellationToken),
        ColumnType.Flag => group.WriteAsync<bool>(field, Values(rows, row => (bool?)column.Read(row)), null, null, cancellationToken),
        ColumnType.Moment => group.WriteAsync<DateTime>(field, Values(rows, row => ((DateTimeOffset?)column.Read(row))?.UtcDateTime), null, null, cancellationToken),
        ColumnType.Day => group.WriteAsync<DateOnly>(field, Values(rows, row => (DateOnly?)column.Read(row)), null, null, cancellationToken),
        _ => group.WriteAsync<long>(field, Values(rows, row => (long?)column.Read(row)), null, null, cancellationToken),
    };

    private static ReadOnlyMemory<TValue?> Values<T, TValue>(IReadOnlyList<T> rows, Func<T, TValue?> read)
        where TValue : struct => rows.Select(read).ToArray();
}
