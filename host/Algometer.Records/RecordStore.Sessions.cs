using Algometer.Measurement.Signal;
using Algometer.Records.Audit;
using Algometer.Records.Maintenance;
using Algometer.Records.Model;
using Algometer.Records.People;
using Algometer.Records.Problems;
using Algometer.Records.Reading;

namespace Algometer.Records;

/// <summary>Sessions: list, read, delete, import, link.</summary>
public sealed partial class RecordStore
{
    /// <summary>Every session that is not deleted, oldest first; quick also for ten thousand. An altered one is marked.</summary>
    public IReadOnlyList<SessionSummary> ListSessions() => _reader.List();

    /// <summary>Deleted sessions that can be taken back, latest deletion first.</summary>
    public IReadOnlyList<SessionSummary> ListDeletedSessions() => _reader.ListDeleted();

    /// <summary>One session without its samples, deleted or not.</summary>
    /// <param name="id">The session.</param>
    public SessionSummary ReadSession(string id) => _reader.Session(id);

    /// <summary>Calibrations in order of the sequence they apply from; the first of a session applies from the lowest possible one.</summary>
    /// <param name="id">The session.</param>
    public IReadOnlyList<CalibrationInForce> ReadCalibrations(string id) => _reader.Calibrations(id);

    /// <summary>Moments read from both clocks, in order; <see cref="ClockMapping.Fit"/> makes offset and skew of them.</summary>
    /// <param name="id">The session.</param>
    public IReadOnlyList<ClockPoint> ReadClockPoints(string id) => _reader.ClockPoints(id);

    /// <summary>Samples in order of sequence, each once, force by the calibration in force (NaN with a fault). Damaged blocks are left out
    /// and stand in <see cref="ReadGaps"/>. Of a running session the journal's samples are included.</summary>
    /// <param name="id">The session.</param>
    /// <param name="fromSequence">First sequence wanted; null from the start.</param>
    /// <param name="toSequence">Last sequence wanted; null to the end.</param>
    public IEnumerable<Sample> ReadSamples(string id, long? fromSequence = null, long? toSequence = null) =>
        _reader.Samples(id, fromSequence ?? long.MinValue, toSequence ?? long.MaxValue);

    /// <summary>Events in order of device time.</summary>
    /// <param name="id">The session.</param>
    public IReadOnlyList<SessionEvent> ReadEvents(string id) => _reader.Events(id);

    /// <summary>Missing samples with their reason, damaged blocks included.</summary>
    /// <param name="id">The session.</param>
    public IReadOnlyList<RecordedGap> ReadGaps(string id) => _reader.Gaps(id);

    /// <summary>How many gaps are recorded, without reading blocks for damage; a list has it in <see cref="SessionSummary.GapCount"/>.</summary>
    /// <param name="id">The session.</param>
    public int CountGaps(string id) => _reader.CountGaps(id);

    /// <summary>Lowest and highest force of about equal stretches of device time; single samples where they are few.</summary>
    /// <param name="id">The session.</param>
    /// <param name="points">How many stretches, at least 1; those without samples are left out.</param>
    /// <param name="fromMicroseconds">Device time where the drawing begins, in µs; null from the start.</param>
    /// <param name="toMicroseconds">Device time where it ends, in µs; null to the end.</param>
    public IReadOnlyList<EnvelopePoint> ReadEnvelope(string id, int points, long? fromMicroseconds = null, long? toMicroseconds = null) =>
        new EnvelopeReader(_core, _reader).Read(id, points, fromMicroseconds ?? long.MinValue, toMicroseconds ?? long.MaxValue);

    /// <summary>Checks the database's structure, and CRC and seal of every block.</summary>
    public IntegrityReport VerifyIntegrity() => _reader.Verify();

    /// <summary>A new identity for a session from elsewhere.</summary>
    public string NewSessionId() => SessionId.New(_core.Time.GetUtcNow());

    /// <summary>A session with everything that belongs to it; its samples are read when they are asked for.</summary>
    /// <param name="id">The session.</param>
    public CompleteSession ReadCompleteSession(string id) => _import.Read(id);

    /// <summary>SHA-256 (hex) of a session's content; equal for equal sessions, whatever record they are in.</summary>
    /// <param name="id">The session.</param>
    public string HashSession(string id) => ReadCompleteSession(id).Hash();

    /// <summary>Writes a session from elsewhere under its own identity, in one transaction, with an audit entry.</summary>
    /// <param name="session">The whole session; it must have ended.</param>
    /// <param name="actor">Who imports; null for whoever opened the store.</param>
    /// <exception cref="ArgumentException">A field cannot be used; the message says which.</exception>
    /// <exception cref="RecordStoreException">Another session has the identity, or it cannot be stored. Nothing was written.</exception>
    public ImportOutcome ImportSession(CompleteSession session, string? actor = null)
    {
        ArgumentNullException.ThrowIfNull(session);
        return _import.Import(session, actor);
    }

    /// <summary>Puts a session aside; it can be taken back for <see cref="KeepDeletedFor"/>. A running one must be ended first.</summary>
    /// <param name="id">The session.</param>
    /// <param name="actor">Who deletes it; null for whoever opened the store.</param>
    /// <exception cref="RecordStoreException">There is no such session, or it is running or deleted.</exception>
    public void DeleteSession(string id, string? actor = null)
    {
        if (_reader.Header(id).IsOpen)
        {
            throw new RecordStoreException(RecordStoreProblem.InUse, $"Session '{id}' is being recorded. End it before you delete it.");
        }

        _deletion.Delete(DeletableKind.Session, id, HashOrNone(id), actor);
    }

    // What somebody altered can be put aside too; there is no sum of it then.
    private string HashOrNone(string id)
    {
        try
        {
            return HashSession(id);
        }
        catch (RecordStoreException altered) when (altered.Problem == RecordStoreProblem.Tampered)
        {
            return "";
        }
    }

    /// <summary>Takes a deletion back.</summary>
    /// <param name="id">The session.</param>
    /// <param name="actor">Who takes it back; null for whoever opened the store.</param>
    /// <exception cref="RecordStoreException">There is no such deleted session.</exception>
    public void UndeleteSession(string id, string? actor = null) => _deletion.Undelete(DeletableKind.Session, id, actor);

    /// <summary>Says whom and what a session, or a stretch of it, is about. The same link again only moves its end.</summary>
    /// <param name="link">The link.</param>
    public void LinkSession(SessionLink link) => _links.Add(link);

    /// <summary>A session's links, in order of time.</summary>
    /// <param name="sessionId">The session.</param>
    public IReadOnlyList<SessionLink> ReadLinks(string sessionId) => _links.OfSession(sessionId);

    /// <summary>A person's links, by session.</summary>
    /// <param name="personId">The person.</param>
    public IReadOnlyList<SessionLink> ListLinks(string personId) => _links.OfPerson(personId);

    /// <summary>Every link, by session.</summary>
    public IReadOnlyList<SessionLink> ListLinks() => _links.All();

    /// <summary>
    /// Erases a person wholly, at once and for good: rows, revisions, names, traces, journals, and their bytes in the database's files. The
    /// audit log keeps an entry with the identity alone. Backups and exports made before are out of reach.
    /// </summary>
    /// <param name="personId">The person, deleted or not.</param>
    /// <param name="moreSessions">Sessions known to be the person's alone although no link says so; null for none.</param>
    /// <param name="actor">Who erases; null for whoever opened the store.</param>
    /// <exception cref="RecordStoreException">There is no such person, or a session of theirs is running or cannot be told apart from others'. Nothing was erased.</exception>
    public ErasureReport ErasePerson(string personId, IReadOnlyCollection<string>? moreSessions = null, string? actor = null) =>
        new PersonErasure(_core, Audit, People).Erase(People.ReadAsItStands(personId), moreSessions ?? [], actor);
}
