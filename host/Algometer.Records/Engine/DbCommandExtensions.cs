using System.Data.Common;
using Algometer.Records.Model;
using Algometer.Records.Problems;

namespace Algometer.Records.Engine;

/// <summary>Short forms for one-line statements. Parameters are named <c>@name</c>, which both engines read.</summary>
internal static class DbCommandExtensions
{
    public static void Execute(this DbConnection connection, string sql)
    {
        using DbCommand command = connection.Command(sql);
        command.ExecuteNonQuery();
    }

    public static long Scalar(this DbConnection connection, string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using DbCommand command = connection.Command(sql, parameters);
        return command.ExecuteScalar() is long value ? value : 0;
    }

    public static DbCommand Command(this DbConnection connection, string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        DbCommand command = connection.CreateCommand();
        command.CommandText = sql;
        foreach ((string name, object? value) in parameters)
        {
            DbParameter parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = Storable(value);
            command.Parameters.Add(parameter);
        }

        return command;
    }

    /// <summary>Every row of a query.</summary>
    public static List<T> Rows<T>(this DbConnection connection, string sql, Func<DbDataReader, T> read, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using DbCommand command = connection.Command(sql, parameters);
        return ReadAll(command, read);
    }

    /// <summary>Every row of a query inside the transaction.</summary>
    public static List<T> Rows<T>(this DbTransaction transaction, string sql, Func<DbDataReader, T> read, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using DbCommand command = transaction.Connection!.Command(sql, parameters);
        command.Transaction = transaction;
        return ReadAll(command, read);
    }

    /// <summary>Runs one statement inside the transaction and returns how many rows it changed.</summary>
    public static int Run(this DbTransaction transaction, string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using DbCommand command = transaction.Connection!.Command(sql, parameters);
        command.Transaction = transaction;
        return command.ExecuteNonQuery();
    }

    public static string? TextOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static long? LongOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);

    public static DateTimeOffset? TimeOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : WallTime.FromMicroseconds(row.GetInt64(column));

    private static List<T> ReadAll<T>(DbCommand command, Func<DbDataReader, T> read)
    {
        using DbDataReader reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(reader.Take(read, command.Connection!));
        }

        return rows;
    }

    /// <summary>Reads a row. One that is not as the schema has it (a damaged page reads as empty cells) is damage, told as such.</summary>
    public static T Take<T>(this DbDataReader row, Func<DbDataReader, T> read, DbConnection connection)
    {
        try
        {
            return read(row);
        }
        catch (Exception e) when (e is InvalidOperationException or InvalidCastException or FormatException or OverflowException or ArgumentException)
        {
            throw new RecordStoreException(
                RecordStoreProblem.Damaged,
                $"'{connection.DataSource}' is damaged: a row cannot be read. Keep a copy of it, then restore the latest backup: algometer restore BACKUP --data FOLDER",
                e);
        }
    }

    // Whole numbers have one type in the schema; text is what both engines can hold.
    private static object Storable(object? value) => value switch
    {
        null => DBNull.Value,
        bool yes => yes ? 1L : 0L,
        int whole => (long)whole,
        uint whole => (long)whole,
        string text => StorableText.Of(text),
        _ => value,
    };
}
