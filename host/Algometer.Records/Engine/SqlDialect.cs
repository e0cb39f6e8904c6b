using System.Data.Common;
using Algometer.Records.Problems;

namespace Algometer.Records.Engine;

/// <summary>What the engines say differently. Statements are written as SQLite reads them and translated here.</summary>
internal abstract class SqlDialect
{
    /// <summary>The schema's version; 0 for an empty database.</summary>
    /// <exception cref="RecordStoreException">The database belongs to another program.</exception>
    public abstract int ReadVersion(DbConnection connection, string place);

    /// <summary>Writes the version, as part of the transaction.</summary>
    public abstract void WriteVersion(DbTransaction transaction, int version);

    /// <summary>Keeps two programs from changing the schema at once; until the end of the transaction.</summary>
    public abstract void LockSchema(DbTransaction transaction);

    /// <summary>A statement of the schema, as this engine says it.</summary>
    public abstract IEnumerable<string> Translate(string statement);

    /// <summary>After rows came with their own numbers: the next number follows them.</summary>
    public abstract void ContinueNumbers(DbTransaction transaction, string table, string column);

    /// <summary>Whether a statement failed because a unique value is there already.</summary>
    public abstract bool IsDuplicate(Exception? e);

    /// <summary>The table that a statement of the form <c>APPEND ONLY table</c> protects; null for any other.</summary>
    protected static string? AppendOnlyTable(string statement)
    {
        const string form = "APPEND ONLY ";
        return statement.StartsWith(form, StringComparison.Ordinal) ? statement[form.Length..].Trim() : null;
    }
}
