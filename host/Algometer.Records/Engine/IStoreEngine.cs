using System.Data.Common;

namespace Algometer.Records.Engine;

/// <summary>
/// A database that can hold the record. Everything above it speaks plain SQL over <see cref="DbConnection"/>; what differs between the
/// engines stands in its <see cref="SqlDialect"/> and here.
/// </summary>
internal interface IStoreEngine : IDisposable
{
    /// <summary>Where the record is, for messages; never with a password.</summary>
    string Place { get; }

    SqlDialect Dialect { get; }

    /// <summary>A connection of the caller's own for writing. The schema may be missing or old.</summary>
    DbConnection OpenForWriting();

    /// <summary>A connection for reading beside a writer.</summary>
    DbConnection OpenForReading();

    /// <summary>Commits. When the answer is lost on the way, finds out whether it was done before it fails.</summary>
    void Commit(DbTransaction transaction);

    /// <summary>Before the writing connection goes: leaves the files as small and as whole as they can be.</summary>
    void Settle(DbConnection connection);

    /// <summary>Findings of the engine's own check of its structure; empty when sound.</summary>
    IReadOnlyList<string> CheckStructure(DbConnection connection);

    /// <summary>Makes deleted bytes unreadable in the database's files.</summary>
    void Shred(DbConnection connection);

    /// <summary>Keeps every other station out until <see cref="Share"/>; false when one is at work.</summary>
    bool TryHoldAlone(DbConnection connection);

    /// <summary>Lets others in again.</summary>
    void Share(DbConnection connection);

    /// <summary>Says that this connection is done writing, before it is closed: a closed one may be known to the server a while longer.</summary>
    void Leave(DbConnection connection);
}
