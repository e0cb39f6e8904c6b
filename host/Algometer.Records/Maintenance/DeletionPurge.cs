using System.Data.Common;
using System.Globalization;
using Algometer.Records.Audit;
using Algometer.Records.Engine;
using Algometer.Records.Keys;
using Algometer.Records.Store;

namespace Algometer.Records.Maintenance;

/// <summary>
/// Removes for good what was deleted 30 days ago. Its clock is not simply the machine's: a clock that was set wrong would take the 30 days
/// away, so from one opening to the next it goes on by a week at most. A clock that was set back makes it wait.
/// </summary>
internal sealed class DeletionPurge(StoreCore core, AuditLog audit, TimeSpan keepFor)
{
    private const string Clock = "purge-clock";
    private static readonly TimeSpan _longestStep = TimeSpan.FromDays(7);

    public int Run()
    {
        long now = Advance();
        long before = now - (keepFor.Ticks / TimeSpan.TicksPerMicrosecond);
        int purged = 0;
        foreach (DeletableKind kind in DeletableKind.All)
        {
            foreach (string id in core.Rows($"SELECT id FROM {kind.Table} WHERE deleted_utc_us <= @before ORDER BY id", r => r.GetString(0), ("@before", before)))
            {
                audit.Record(new AuditEvent(AuditActions.Purge, kind.Name, id), "algometer", transaction => Remove(transaction, core.Vault, kind, id));
                purged++;
            }
        }

        if (purged > 0)
        {
            core.Writer().Use(core.Engine.Shred);
        }

        return purged;
    }

    private static void Remove(DbTransaction transaction, Vault vault, DeletableKind kind, string id)
    {
        RecordSet.Hold(transaction, vault);
        if (kind == DeletableKind.Document)
        {
            RecordSet.TakeDocument(transaction, vault, id);
        }
        else if (kind == DeletableKind.Session)
        {
            RecordSet.TakeSession(transaction, vault, id);
        }

        if (kind == DeletableKind.Person)
        {
            RecordSet.TakePerson(transaction, vault, id);
            transaction.Run("DELETE FROM session_links WHERE person_id = @id", ("@id", id));
        }

        transaction.Run($"DELETE FROM {kind.Table} WHERE id = @id", ("@id", id));
    }

    private long Advance()
    {
        long now = core.Now;
        core.Write(transaction =>
        {
            List<string> last = transaction.Rows("SELECT value FROM store_info WHERE name = @name", r => r.GetString(0), ("@name", Clock));
            if (last is [var text] && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long before))
            {
                now = Math.Min(now, before + (_longestStep.Ticks / TimeSpan.TicksPerMicrosecond));
            }

            StoreInfo.Write(transaction, Clock, now.ToString(CultureInfo.InvariantCulture));
        });
        return now;
    }
}
