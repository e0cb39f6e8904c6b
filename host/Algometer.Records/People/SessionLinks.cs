using Algometer.Records.Engine;
using Algometer.Records.Model;
using Algometer.Records.Store;

namespace Algometer.Records.People;

/// <summary>Whom or what a session, or a stretch of it, is about.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="PersonId">The person; null when the link is to a document only.</param>
/// <param name="DocumentId">The run, visit or plan it was recorded for; null when none.</param>
/// <param name="FromDeviceMicroseconds">Where the stretch begins on the device's clock, in µs; null for the session's start.</param>
/// <param name="ToDeviceMicroseconds">Where it ends, in µs; null for the session's end.</param>
public sealed record SessionLink(string SessionId, string? PersonId, string? DocumentId = null, long? FromDeviceMicroseconds = null, long? ToDeviceMicroseconds = null);

/// <summary>Reads and writes links. Without them nobody could find, export or erase what was measured of a person.</summary>
internal sealed class SessionLinks(StoreCore core)
{

    public void Add(SessionLink link)
    {
        ArgumentNullException.ThrowIfNull(link);
        (string Name, object? Value)[] fields =
        [
            ("@session", link.SessionId),
            ("@person", link.PersonId ?? ""),
            ("@document", link.DocumentId ?? ""),
            ("@from", link.FromDeviceMicroseconds ?? long.MinValue),
            ("@to", link.ToDeviceMicroseconds ?? long.MaxValue),
        ];
        const string Same = "WHERE t.session_id = @session AND t.person_id = @person AND t.document_id = @document AND t.from_us = @from";
        core.Write(transaction =>
        {
            RecordRow.Links.Require(transaction, core.Vault, Same, fields[..4]);
            transaction.Run(
            """
            INSERT INTO session_links (session_id, person_id, document_id, from_us, to_us) VALUES (@session, @person, @document, @from, @to)
            ON CONFLICT (session_id, person_id, document_id, from_us) DO UPDATE SET to_us = excluded.to_us
            """,
            fields);
            RecordRow.Links.Renew(transaction, core.Vault, Same, fields[..4]);
        });
    }

    public IReadOnlyList<SessionLink> OfSession(string id) => Read("WHERE t.session_id = @id", false, ("@id", id));

    public IReadOnlyList<SessionLink> OfPerson(string id) => Read("WHERE t.person_id = @id", false, ("@id", id));

    public IReadOnlyList<SessionLink> All() => Read("", false);

    /// <summary>A person's links, those included that are not what was written: an erasure leaves nothing.</summary>
    public IReadOnlyList<SessionLink> OfPersonWithAltered(string id) => Read("WHERE t.person_id = @id", true, ("@id", id));

    /// <summary>A session's links, those included that are not what was written.</summary>
    public IReadOnlyList<SessionLink> OfSessionWithAltered(string id) => Read("WHERE t.session_id = @id", true, ("@id", id));

    // A link that is not what was written says nothing of anybody: it is left out, and the check of the record names it.
    private List<SessionLink> Read(string where, bool altered, params (string Name, object? Value)[] parameters) => [.. core.Rows(
        RecordRow.Links.Select + where + " ORDER BY t.session_id, t.from_us",
        r => !altered && !RecordRow.Links.Fits(core.Vault, r) ? null : new SessionLink(
            r.GetString(0),
            r.GetString(1) is { Length: > 0 } person ? person : null,
            r.GetString(2) is { Length: > 0 } document ? document : null,
            r.GetInt64(3) is var from && from == long.MinValue ? null : from,
            r.GetInt64(4) is var to && to == long.MaxValue ? null : to),
        parameters).OfType<SessionLink>()];
}
