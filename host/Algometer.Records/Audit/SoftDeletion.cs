using Algometer.Records.Engine;
using Algometer.Records.People;
using Algometer.Records.Problems;
using Algometer.Records.Store;

namespace Algometer.Records.Audit;

/// <summary>What can be put aside and taken back.</summary>
internal sealed record DeletableKind(string Name, string Table)
{
    public static DeletableKind Session { get; } = new("session", "sessions");

    public static DeletableKind Person { get; } = new("person", "people");

    public static DeletableKind Document { get; } = new("document", "documents");

    public static IReadOnlyList<DeletableKind> All { get; } = [Document, Session, Person];
}

/// <summary>Puts things aside and takes them back.</summary>
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
}
