using System.Data.Common;
using System.Globalization;
using Algometer.Records.Engine;
using Algometer.Records.Keys;
using Algometer.Records.Model;
using Algometer.Records.Problems;
using Algometer.Records.Store;

namespace Algometer.Records.Audit;

/// <summary>
/// The append-only log of who did what: a chain of hashes, its length and end sealed in the database (by HMAC where the record is
/// encrypted) and kept by each station in a file of its own, so that a shortened log shows as well as an altered one.
/// </summary>
public sealed class AuditLog
{
    private const string Columns = """
        SELECT ordinal, at_utc_us, actor, station, action, object_kind, object_id, detail, before_hash, after_hash, previous_hash, hash FROM audit
        """;

    private readonly StoreCore _core;

    internal AuditLog(StoreCore core) => _core = core;

    /// <summary>Appends an entry.</summary>
    /// <param name="happened">What was done.</param>
    /// <param name="actor">Who did it; null for whoever opened the store.</param>
    /// <exception cref="RecordStoreException">It cannot be stored.</exception>
    public AuditEntry Append(AuditEvent happened, string? actor = null)
    {
        AuditEntry? entry = null;
        if (_core.IsWritable)
        {
            _core.Write(transaction => entry = Append(transaction, happened, actor));
        }
        else
        {
            entry = AppendBeside(happened, actor);
        }

        Anchor(entry!);
        return entry!;
    }

    /// <summary>Entries in order.</summary>
    /// <param name="fromOrdinal">First one wanted, 1 for the first of all.</param>
    /// <param name="count">At most this many.</param>
    public IReadOnlyList<AuditEntry> List(long fromOrdinal = 1, int count = int.MaxValue) => _core.Rows(
        Columns + " WHERE ordinal >= @from ORDER BY ordinal LIMIT @count",
        Read,
        ("@from", fromOrdinal),
        ("@count", (long)count));

    /// <summary>When something was last done; null when it never was.</summary>
    /// <param name="action">Such as <see cref="AuditActions.Backup"/>.</param>
    public DateTimeOffset? LastAt(string action) => _core.Rows(
        Columns + " WHERE action = @action ORDER BY ordinal DESC LIMIT 1",
        Read,
        ("@action", action)) is [var last] ? last.AtUtc : null;

    /// <summary>Follows the chain from its first entry, and compares its end with what is kept beside it.</summary>
    public AuditReport Verify()
    {
        // Entries that come while it reads are not broken ones: what did not fit is read again, when the log has grown meanwhile.
        while (true)
        {
            long before = Entries();
            AuditReport report = _core.Query(Verify);
            if (report.IsSound || Entries() == before)
            {
                return report;
            }
        }
    }

    /// <summary>Writes an entry as part of the transaction that does the thing.</summary>
    internal AuditEntry Append(DbTransaction transaction, AuditEvent happened, string? actor)
    {
        // The update comes first: it holds the head until the end of the transaction, so that two stations append one after the other.
        transaction.Run("UPDATE audit_head SET entries = entries + 1 WHERE id = 1");
        (long ordinal, string previous) = transaction.Rows("SELECT entries, hash FROM audit_head WHERE id = 1", r => (r.GetInt64(0), r.GetString(1)))[0];
        var entry = new AuditEntry(ordinal, WallTime.FromMicroseconds(_core.Now), StorableText.Of(actor ?? _core.Actor), _core.Station, Storable(happened), previous, "");
        entry = entry with { Hash = entry.ComputeHash() };
        transaction.Run(
            """
            INSERT INTO audit (ordinal, at_utc_us, actor, station, action, object_kind, object_id, before_hash, after_hash, detail, previous_hash, hash)
            VALUES (@ordinal, @at, @actor, @station, @action, @kind, @id, @before, @after, @detail, @previous, @hash)
            """,
            ("@ordinal", ordinal),
            ("@at", WallTime.ToMicroseconds(entry.AtUtc)),
            ("@actor", entry.Actor),
            ("@station", entry.Station),
            ("@action", entry.Event.Action),
            ("@kind", entry.Event.ObjectKind),
            ("@id", entry.Event.ObjectId),
            ("@before", entry.Event.BeforeHash),
            ("@after", entry.Event.AfterHash),
            ("@detail", entry.Event.Detail),
            ("@previous", previous),
            ("@hash", entry.Hash));
        transaction.Run("UPDATE audit_head SET hash = @hash, seal = @seal WHERE id = 1", ("@hash", entry.Hash), ("@seal", Seal(_core.Vault, ordinal, entry.Hash)));
        return entry;
    }

    /// <summary>Does something and writes it down, both or neither.</summary>
    internal void Record(AuditEvent happened, string? actor, Action<DbTransaction> act) => Record(actor, transaction =>
    {
        act(transaction);
        return happened;
    });

    /// <summary>Does something and writes it down as what it turned out to be, both or neither.</summary>
    internal void Record(string? actor, Func<DbTransaction, AuditEvent> act)
    {
        AuditEntry? entry = null;
        _core.Write(transaction => entry = Append(transaction, act(transaction), actor));
        Anchor(entry!);
    }

    /// <summary>Seals the log's end anew, when the key has come or changed.</summary>
    internal static void Reseal(DbTransaction transaction, Vault vault)
    {
        (long entries, string hash) = transaction.Rows("SELECT entries, hash FROM audit_head WHERE id = 1", r => (r.GetInt64(0), r.GetString(1)))[0];
        transaction.Run("UPDATE audit_head SET seal = @seal WHERE id = 1", ("@seal", Seal(vault, entries, hash)));
    }

    internal void Anchor(AuditEntry entry)
    {
        try
        {
            AuditAnchor.Advance(_core, entry, HashAt);
        }
        catch (Exception e) when (RecordStoreException.IsExpected(e))
        {
            // The entry is in the log; the anchor follows with the next one.
        }
    }

    /// <summary>Keeps what this station has seen of the record, when it is done with it.</summary>
    internal void Leave()
    {
        try
        {
            AuditAnchor.Leave(_core);
        }
        catch (Exception e) when (RecordStoreException.IsExpected(e))
        {
            // What was seen before is kept.
        }
    }

    /// <summary>Writes down that the record was put in the place of the one that this station has seen, and goes on from there.</summary>
    internal AuditEntry Accept(AuditEvent happened)
    {
        AuditEntry? entry = null;
        _core.Write(transaction =>
        {
            if (_core.Vault.Counts)
            {
                RecordSet.Restart(transaction, _core.Vault);
            }

            entry = Append(transaction, happened, null);
        });
        AuditAnchor.Accept(_core, entry!);
        return entry!;
    }

    // Opened for reading, because another program records here. The log is the one thing that is written all the same: the database lets two
    // programs write one after the other.
    private AuditEntry AppendBeside(AuditEvent happened, string? actor)
    {
        try
        {
            using DbConnection connection = _core.Engine.OpenForWriting();
            AuditEntry entry;
            using (DbTransaction transaction = connection.BeginTransaction())
            {
                entry = Append(transaction, happened, actor);
                _core.Engine.Commit(transaction);
            }

            _core.Engine.Leave(connection);
            return entry;
        }
        catch (Exception e) when (RecordStoreException.IsExpected(e))
        {
            throw RecordStoreException.From(e, _core.Engine.Place);
        }
    }

    private static string Seal(Vault vault, long entries, string hash) =>
        vault.Authenticate(string.Create(CultureInfo.InvariantCulture, $"{entries}|{hash}")) is { } mac ? Convert.ToHexStringLower(mac) : "";

    private static AuditEvent Storable(AuditEvent e) => new(
        StorableText.Of(e.Action),
        StorableText.Of(e.ObjectKind),
        StorableText.Of(e.ObjectId),
        StorableText.Of(e.Detail),
        StorableText.Of(e.BeforeHash),
        StorableText.Of(e.AfterHash));

    private static AuditEntry Read(DbDataReader r) => new(
        r.GetInt64(0),
        WallTime.FromMicroseconds(r.GetInt64(1)),
        r.GetString(2),
        r.GetString(3),
        new AuditEvent(r.GetString(4), r.GetString(5), r.GetString(6), r.GetString(7), r.GetString(8), r.GetString(9)),
        r.GetString(10),
        r.GetString(11));

    private string? HashAt(long ordinal) => _core.Rows("SELECT hash FROM audit WHERE ordinal = @ordinal", r => r.GetString(0), ("@ordinal", ordinal)) is [var only] ? only : null;

    private long Entries() => _core.Query(c => c.Scalar("SELECT entries FROM audit_head WHERE id = 1"));

    private AuditReport Verify(DbConnection connection)
    {
        (long entries, string head, string seal) = connection.Rows(
            "SELECT entries, hash, seal FROM audit_head WHERE id = 1",
            r => (r.GetInt64(0), r.GetString(1), r.GetString(2))) is [var only] ? only : (0, "", "");
        Seen? anchor = AuditAnchor.Read(_core.Directory, _core.Place, _core.Vault);
        var chain = new AuditChain(anchor);
        using DbCommand command = connection.Command(Columns + " ORDER BY ordinal");
        using DbDataReader row = command.ExecuteReader();
        while (row.Read())
        {
            if (chain.Follow(Read(row)) is { } broken)
            {
                return broken;
            }
        }

        return chain.End(entries, head, SealFits(entries, head, seal), _core.Vault.HasKey);
    }

    private bool SealFits(long entries, string head, string seal) =>
        entries == 0 || string.Equals(Seal(_core.Vault, entries, head), seal, StringComparison.Ordinal);
}
