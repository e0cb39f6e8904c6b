namespace Algometer.Records.Tests;

/// <summary>What a record is kept in. Every test of a contract runs over each.</summary>
public enum EngineKind
{
    Sqlite,
    SqliteEncrypted,
    Postgres,
    PostgresEncrypted,
}
