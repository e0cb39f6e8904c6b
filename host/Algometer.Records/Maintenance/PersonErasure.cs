using System.Data.Common;
using System.Globalization;
using Algometer.Records.Audit;
using Algometer.Records.Documents;
using Algometer.Records.Engine;
using Algometer.Records.Model;
using Algometer.Records.People;
using Algometer.Records.Problems;
using Algometer.Records.Reading;
using Algometer.Records.Store;

namespace Algometer.Records.Maintenance;

/// <summary>
/// Erases a person wholly: every row, revision, name, trace and journal, and then the bytes themselves from the database's files. What
/// others share with the person stays; of a shared session only the person's stretches are cut out.
/// </summary>
internal sealed class PersonErasure(StoreCore core, AuditLog audit, PeopleStore people)
{
    private const int ShortestTelling = 3;
    private readonly SessionLinks _links = new(core);
    private readonly SessionReader _sessions = new(core);

    /// <summary>Erases.</summary>
    /// <param name="person">Who.</param>
    /// <param name="moreSessions">Sessions known to be the person's alone that no link names.</param>
    /// <param name="actor">Who erases.</param>
    public ErasureReport Erase(Person person, IReadOnlyCollection<string> moreSessions, string? actor)
    {
        string? name = Believed(() => people.ReadName(person.Id));
        List<Part> parts = Parts(person.Id, moreSessions);
        Check(parts);
        int documents = (int)core.Query(c => c.Scalar("SELECT CAST(COUNT(*) AS BIGINT) FROM documents WHERE person_id = @id", ("@id", person.Id)));
        List<Part> whole = parts.FindAll(p => p.Stretches.Count == 0);
        List<Part> shared = parts.FindAll(p => p.Stretches.Count > 0);
        var report = new ErasureReport(person.Id, whole.Count, shared.Sum(p => p.Stretches.Count), documents, []);
        string detail = string.Create(CultureInfo.InvariantCulture, $"{report.Sessions} sessions, {report.Stretches} stretches of shared sessions, {report.Documents} documents");
        audit.Record(new AuditEvent(AuditActions.Erase, "person", person.Id, detail), actor, transaction =>
        {
            RecordSet.Hold(transaction, core.Vault);
            foreach (Part part in shared)
            {
                part.Stretches.ForEach(stretch => new StretchErasure(core, transaction, part.SessionId).Cut(stretch.From, stretch.To));
            }

            foreach (Part part in whole)
            {
                RecordSet.TakeSession(transaction, core.Vault, part.SessionId);
                transaction.Run("DELETE FROM sessions WHERE id = @id", ("@id", part.SessionId));
            }

            RecordSet.TakePerson(transaction, core.Vault, person.Id);
            transaction.Run("DELETE FROM session_links WHERE person_id = @id", ("@id", person.Id));
            transaction.Run("DELETE FROM people WHERE id = @id", ("@id", person.Id));
        });
        parts.ForEach(part => RemoveJournals(part.SessionId));
        core.Writer().Use(core.Engine.Shred);
        return report with { StillNamedIn = Mentions([person.Id, person.Code, name ?? ""]) };
    }

    private List<Part> Parts(string personId, IReadOnlyCollection<string> moreSessions)
    {
        ILookup<string, SessionLink> links = _links.OfPersonWithAltered(personId).ToLookup(l => l.SessionId, StringComparer.Ordinal);
        var parts = new List<Part>();
        foreach (string id in links.Select(l => l.Key).Union(moreSessions, StringComparer.Ordinal))
        {
            SessionLink[] others = [.. _links.OfSessionWithAltered(id).Where(l => l.PersonId is { } other && !string.Equals(other, personId, StringComparison.Ordinal))];
            parts.Add(new Part(id, others.Length > 0 ? [.. links[id].Select(l => Stretch(l, others))] : []));
        }

        return parts;
    }

    // A stretch that a crash left without an end lasts until somebody else's begins.
    private static (long From, long To) Stretch(SessionLink link, SessionLink[] others)
    {
        long from = link.FromDeviceMicroseconds ?? long.MinValue;
        return (from, link.ToDeviceMicroseconds ?? others.Select(o => o.FromDeviceMicroseconds).Where(next => next > from).Min() - 1 ?? long.MaxValue);
    }

    private void Check(List<Part> parts)
    {
        foreach (Part part in parts)
        {
            if (_sessions.Header(part.SessionId).IsOpen)
            {
                throw new RecordStoreException(RecordStoreProblem.InUse, $"Session '{part.SessionId}' is being recorded. End it, then erase the person; nothing was erased yet.");
            }

            if (part.Stretches.Exists(s => s.From == long.MinValue && s.To == long.MaxValue))
            {
                throw new RecordStoreException(
                    RecordStoreProblem.Conflict,
                    $"Session '{part.SessionId}' holds other people's measurements too, and nothing says which part is whose. Delete that session first if all of it may go; nothing was erased yet.");
            }
        }
    }

    private void RemoveJournals(string sessionId)
    {
        foreach (string path in Directory.EnumerateFiles(core.Directory, $"journal-{sessionId}-*"))
        {
            File.WriteAllBytes(path, new byte[new FileInfo(path).Length]);
            File.Delete(path);
        }
    }

    private List<string> Mentions(IEnumerable<string> words)
    {
        string[] telling = [.. words.Where(w => w.Length >= ShortestTelling)];
        return [.. core.Rows(
            "SELECT id, revision, body FROM documents ORDER BY id",
            r => (Id: r.GetString(0), Body: Believed(() => core.Vault.Open(r.GetString(2), "documents", DocumentStore.Row(r.GetString(0), r.GetInt64(1)), "body")) ?? ""))
            .Where(document => telling.Any(word => document.Body.Contains(word, StringComparison.OrdinalIgnoreCase)))
            .Select(document => document.Id)];
    }

    // What somebody altered names nobody, and keeps nobody from being erased.
    private static string? Believed(Func<string?> read)
    {
        try
        {
            return read();
        }
        catch (RecordStoreException altered) when (altered.Problem == RecordStoreProblem.Tampered)
        {
            return null;
        }
    }

    /// <summary>What of a session goes: named stretches, or with none the whole.</summary>
    private sealed record Part(string SessionId, List<(long From, long To)> Stretches);
}
