namespace Algometer.Records;

/// <summary>What can be put aside and taken back.</summary>
internal sealed record DeletableKind(string Name, string Table)
{
    public static DeletableKind Session { get; } = new("session", "sessions");

    public static DeletableKind Person { get; } = new("person", "people");

    public static DeletableKind Document { get; } = new("document", "documents");

    public static IReadOnlyList<DeletableKind> All { get; } = [Document, Session, Person];
}

/// <summary>Puts things aside, takes them back, and lets go of them for good when their time is over.</summary>
internal sealed class SoftDeletion(StoreCore core, AuditLog audit)
{
    public void Delete(DeletableKind kind, string id, string beforeHash, string? actor) => audit.Record(
        new AuditEvent(AuditActions.Delete, kind.Name, id, BeforeHash: beforeHash),
        actor,
        transaction =>
        {
            int changed = transaction.Run(
                $"UPDATE {kind.Table} SET deleted_utc_us = @now, deleted_by = @actor WHERE id = @id AND deleted_utc_us IS NULL",
                ("@now", core.Now),
                ("@actor", actor ?? core.Actor),
                ("@id", id));
            if (changed == 0)
            {
                throw new RecordStoreException(RecordStoreProblem.NotFound, $"There is no {kind.Name} '{id}', or it is deleted already.");
            }
        });

    public void Undelete(DeletableKind kind, string id, string? actor) => audit.Record(
        new AuditEvent(AuditActions.Undelete, kind.Name, id),
        actor,
        transaction =>
        {
            int changed = transaction.Run(
                $"UPDATE {kind.Table} SET deleted_utc_us = NULL, deleted_by = NULL WHERE id = @id AND deleted_utc_us IS NOT NULL",
                ("@id", id));
            if (changed == 0)
            {
                throw new RecordStoreException(RecordStoreProblem.NotFound, $"There is no deleted {kind.Name} '{id}': it was taken back already, or its 30 days are over.");
            }
        });

    /// <summary>Removes for good what was deleted long enough ago. A clock that was set back only makes it wait.</summary>
    public int Purge()
    {
        long before = WallTime.ToMicroseconds(core.Time.GetUtcNow() - RecordStore.KeepDeletedFor);
        int purged = 0;
        foreach (DeletableKind kind in DeletableKind.All)
        {
            foreach (string id in core.Rows($"SELECT id FROM {kind.Table} WHERE deleted_utc_us <= @before ORDER BY id", r => r.GetString(0), ("@before", before)))
            {
                audit.Record(new AuditEvent(AuditActions.Purge, kind.Name, id), "algometer", transaction =>
                {
                    if (kind == DeletableKind.Session)
                    {
                        transaction.Run("DELETE FROM session_links WHERE session_id = @id", ("@id", id));
                    }
                    else if (kind == DeletableKind.Person)
                    {
                        transaction.Run("DELETE FROM session_links WHERE person_id = @id", ("@id", id));
                    }

                    transaction.Run($"DELETE FROM {kind.Table} WHERE id = @id", ("@id", id));
                });
                purged++;
            }
        }

        if (purged > 0)
        {
            core.Writer().Use(core.Engine.Shred);
        }

        return purged;
    }
}
