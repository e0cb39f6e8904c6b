using System.Data.Common;
using Algometer.Records.Engine;

namespace Algometer.Records.Store;

/// <summary>Single values of the store: its identity, its key, how far a copy is.</summary>
internal static class StoreInfo
{
    /// <summary>The store's own identity; a copy of the store keeps it.</summary>
    public const string Identity = "store";

    public static string? Read(DbConnection connection, string name) =>
        connection.Rows("SELECT value FROM store_info WHERE name = @name", r => r.GetString(0), ("@name", name)) is [var only] ? only : null;

    public static void Write(DbTransaction transaction, string name, string? value)
    {
        if (value is null)
        {
            transaction.Run("DELETE FROM store_info WHERE name = @name", ("@name", name));
            return;
        }

        transaction.Run(
            "INSERT INTO store_info (name, value) VALUES (@name, @value) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            ("@name", name),
            ("@value", value));
    }

    /// <summary>The store's identity, made at the first opening.</summary>
    public static string Identify(DbConnection connection, string candidate)
    {
        using DbTransaction transaction = connection.BeginTransaction();
        transaction.Run("INSERT INTO store_info (name, value) VALUES (@name, @value) ON CONFLICT (name) DO NOTHING", ("@name", Identity), ("@value", candidate));
        string identity = transaction.Rows("SELECT value FROM store_info WHERE name = @name", r => r.GetString(0), ("@name", Identity))[0];
        transaction.Commit();
        return identity;
    }
}
