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
    private const string Columns = "SELECT session_id, person_id, document_id, from_us, to_us FROM session_links";

    public void Add(SessionLink link)
    {
        ArgumentNullException.ThrowIfNull(link);
        core.Write(transaction => transaction.Run(
            """
            INSERT INTO session_links (session_id, person_id, document_id, from_us, to_us) VALUES (@session, @person, @document, @from, @to)
            ON CONFLICT (session_id, person_id, document_id, from_us) DO UPDATE SET to_us = excluded.to_us
            """,
            ("@session", link.SessionId),
            ("@person", link.PersonId ?? ""),
            ("@document", link.DocumentId ?? ""),
            ("@from", link.FromDeviceMicroseconds ?? long.MinValue),
            ("@to", link.ToDeviceMicroseconds ?? long.MaxValue)));
    }

    public IReadOnlyList<SessionLink> OfSession(string id) => Read(Columns + " WHERE session_id = @id ORDER BY session_id, from_us", ("@id", id));

    public IReadOnlyList<SessionLink> OfPerson(string id) => Read(Columns + " WHERE person_id = @id ORDER BY session_id, from_us", ("@id", id));

    public IReadOnlyList<SessionLink> All() => Read(Columns + " ORDER BY session_id, from_us");

    private List<SessionLink> Read(string sql, params (string Name, object? Value)[] parameters) => core.Rows(
        sql,
        r => new SessionLink(
            r.GetString(0),
            r.GetString(1) is { Length: > 0 } person ? person : null,
            r.GetString(2) is { Length: > 0 } document ? document : null,
            r.GetInt64(3) is var from && from == long.MinValue ? null : from,
            r.GetInt64(4) is var to && to == long.MaxValue ? null : to),
        parameters);
}
