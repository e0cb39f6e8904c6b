using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Algometer.Records.Engine;

namespace Algometer.Records.Transfer;

/// <summary>Reads a table's rows in order of its key, some at a time, and sums them up. Cells are taken as they stand, sealed or not.</summary>
internal static class TableReader
{
    public static List<object?[]> Next(DbConnection connection, StoreTable table, object?[]? after, int count)
    {
        string keys = string.Join(", ", table.Key);
        string where = after is null ? "" : $"WHERE ({keys}) > ({string.Join(", ", table.Key.Select((_, i) => Name(i)))})";
        (string Name, object? Value)[] parameters = [.. (after ?? []).Take(table.Key.Count).Select((value, i) => (Name(i), value)), ("@count", (object?)(long)count)];
        return connection.Rows($"SELECT {string.Join(", ", table.All)} FROM {table.Name} {where} ORDER BY {keys} LIMIT @count", r => Read(r, table.All.Count), parameters);
    }

    /// <summary>The key of the last row; null for an empty table.</summary>
    public static object?[]? LastKey(DbConnection connection, StoreTable table) => connection.Rows(
        $"SELECT {string.Join(", ", table.Key)} FROM {table.Name} ORDER BY {string.Join(", ", table.Key.Select(key => key + " DESC"))} LIMIT 1",
        r => Read(r, table.Key.Count)) is [var only] ? only : null;

    /// <summary>How many rows there are, and SHA-256 (hex) over all of them in order.</summary>
    public static TableSum Sum(DbConnection connection, StoreTable table, Func<object?[], bool> counts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using DbCommand command = connection.Command($"SELECT {string.Join(", ", table.All)} FROM {table.Name} ORDER BY {string.Join(", ", table.Key)}");
        using DbDataReader row = command.ExecuteReader();
        long rows = 0;
        while (row.Read())
        {
            object?[] values = Read(row, table.All.Count);
            if (counts(values))
            {
                rows++;
                Add(hash, values);
            }
        }

        return new TableSum(table.Name, rows, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    public static string Name(int i) => string.Create(CultureInfo.InvariantCulture, $"@p{i}");

    private static object?[] Read(DbDataReader row, int count)
    {
        object?[] values = new object?[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = row.IsDBNull(i) ? null : row.GetValue(i);
        }

        return values;
    }

    private static void Add(IncrementalHash hash, object?[] values)
    {
        foreach (object? value in values)
        {
            byte[] bytes = value switch
            {
                null => [],
                byte[] blob => blob,
                string text => Encoding.UTF8.GetBytes(text),
                double real => BitConverter.GetBytes(BitConverter.DoubleToInt64Bits(real)),
                IConvertible whole => BitConverter.GetBytes(whole.ToInt64(CultureInfo.InvariantCulture)),
                _ => throw new InvalidDataException($"A cell of type {value.GetType().Name} cannot be copied."),
            };
            char kind = value switch { null => 'n', byte[] => 'b', string => 't', double => 'r', _ => 'i' };
            hash.AppendData(BitConverter.GetBytes(((long)bytes.Length << 8) | kind));
            hash.AppendData(bytes);
        }
    }
}

/// <summary>A table's rows, counted and summed up.</summary>
/// <param name="Table">The table.</param>
/// <param name="Rows">How many.</param>
/// <param name="Sha256">SHA-256 (hex) over all of them in order.</param>
public sealed record TableSum(string Table, long Rows, string Sha256);
