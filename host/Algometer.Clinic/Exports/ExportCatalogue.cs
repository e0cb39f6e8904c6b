using System.Text.Json;
using Algometer.Clinic.Review;
using Algometer.Measurement.Ramp;
using Algometer.Measurement.Visits;
using Algometer.Records;
using Algometer.Records.Documents;
using Algometer.Records.Model;
using Algometer.Records.People;
using Algometer.Reports.Exchange;
using Algometer.Reports.Exchange.Fhir;

namespace Algometer.Clinic.Exports;

/// <summary>Puts together what an export takes from the record: one session, one person with everything, or all.</summary>
public sealed class ExportCatalogue
{
    // What is written about sessions themselves: remarks, and analyses beside the original.
    private static readonly string[] _ofSessions = [SessionNotes.Kind, HoldAnalysis.Kind];
    private readonly RecordStore _store;
    private readonly IReadOnlyList<SessionSummary> _sessions;
    private readonly IReadOnlyList<Person> _people;
    private readonly List<ExportedRun> _runs = [];
    private readonly List<ExportedVisit> _visits = [];
    private readonly List<StoredDocument> _documents = [];
    private readonly Dictionary<string, string> _personOfSession;

    /// <summary>Reads the record's tables; samples stay where they are.</summary>
    public ExportCatalogue(RecordStore store)
    {
        _store = store;
        _sessions = store.ListSessions();
        _people = store.People.List();
        ReadRuns();
        ReadVisits();
        foreach (string kind in _ofSessions)
        {
            _documents.AddRange(store.Documents.List(kind));
        }

        _personOfSession = Links();
    }

    /// <summary>Everybody.</summary>
    public IReadOnlyList<Person> People => _people;

    /// <summary>Every session.</summary>
    public IReadOnlyList<SessionSummary> Sessions => _sessions;

    /// <summary>Everything.</summary>
    public ExportSelection All() => Select("all", _sessions, _people, _runs, _visits, _documents);

    /// <summary>A session with the person, the tests and the documents that belong to it.</summary>
    public ExportSelection Session(SessionSummary session)
    {
        ExportedRun[] runs = [.. _runs.Where(run => string.Equals(run.SessionId, session.Id, StringComparison.Ordinal))];
        HashSet<string> about = [.. runs.Select(run => run.Id)];
        Person[] people = _personOfSession.TryGetValue(session.Id, out string? id) ? [.. _people.Where(person => string.Equals(person.Id, id, StringComparison.Ordinal))] : [];
        return Select(session.Id, [session], people, runs, [], [.. _documents.Where(document => document.SessionId == session.Id || document.Body.Contains(session.Id, StringComparison.Ordinal) || about.Any(run => document.Id == run || document.Body.Contains(run, StringComparison.Ordinal)))]);
    }

    /// <summary>A person with every session, test, visit and document.</summary>
    public ExportSelection Of(Person person)
    {
        SessionSummary[] sessions = [.. _sessions.Where(session => _personOfSession.TryGetValue(session.Id, out string? id) && string.Equals(id, person.Id, StringComparison.Ordinal))];
        HashSet<string> chosen = [.. sessions.Select(session => session.Id)];
        return Select(
            person.Code,
            sessions,
            [person],
            [.. _runs.Where(run => string.Equals(run.PersonId, person.Id, StringComparison.Ordinal))],
            [.. _visits.Where(visit => string.Equals(visit.PersonId, person.Id, StringComparison.Ordinal))],
            [.. _documents.Where(document => string.Equals(document.PersonId, person.Id, StringComparison.Ordinal) || (document.PersonId is null && document.SessionId is { } about && chosen.Contains(about)))]);
    }

    private ExportSelection Select(string name, IReadOnlyList<SessionSummary> sessions, IReadOnlyList<Person> people, IReadOnlyList<ExportedRun> runs, IReadOnlyList<ExportedVisit> visits, IReadOnlyList<StoredDocument> documents)
    {
        Dictionary<string, Person> byId = people.ToDictionary(person => person.Id, StringComparer.Ordinal);
        HashSet<string> chosen = [.. sessions.Select(session => session.Id)];
        Dictionary<string, string> links = _personOfSession.Where(pair => chosen.Contains(pair.Key) && byId.ContainsKey(pair.Value)).ToDictionary(StringComparer.Ordinal);
        return new ExportSelection
        {
            Name = name,
            Sessions = sessions,
            Open = session => ExportedSession.From(_store, session, links.TryGetValue(session.Id, out string? id) ? byId[id] : null),
            People = people,
            Runs = runs,
            Visits = visits,
            Documents = documents,
            PersonOfSession = links,
        };
    }

    private void ReadRuns()
    {
        ILookup<string, RunEntry> entries = Read<EntryDocument>(EntryDocument.Kind).ToLookup(pair => pair.Body.RunId, pair => pair.Body.Entry, StringComparer.Ordinal);
        foreach ((StoredDocument document, RunDocument run) in Read<RunDocument>(RunDocument.Kind))
        {
            _runs.Add(new ExportedRun
            {
                Id = document.Id,
                PersonId = document.PersonId,
                SessionId = run.SessionId,
                StartedUtc = document.CreatedUtc,
                Protocol = run.Protocol,
                Entries = [.. entries[document.Id].OrderBy(entry => entry.Ordinal)],
                DeviceId = run.DeviceId,
                CalibrationId = run.CalibrationId,
                Simulated = run.Simulated,
                VisitId = run.VisitId,
                VisitPhase = run.VisitPhase,
                Finished = run.Phase == RunPhase.Finished,
            });
        }
    }

    private void ReadVisits() => _visits.AddRange(Read<Visit>(DocumentKinds.Visit).Select(pair => new ExportedVisit(pair.Document.Id, pair.Document.PersonId, pair.Body)));

    private List<(StoredDocument Document, T Body)> Read<T>(string kind)
        where T : class
    {
        IReadOnlyList<StoredDocument> documents = _store.Documents.List(kind);
        _documents.AddRange(documents);
        return [.. _store.Documents.Readable(documents, document => DocumentBody.Read<T>(document))];
    }

    // A session that several people share belongs to none of them here: its trace must not travel under one name.
    private Dictionary<string, string> Links() => _store.ListLinks().Where(link => link.PersonId is not null).Select(link => (Session: link.SessionId, Person: link.PersonId!))
        .Concat(_runs.Where(run => run is { SessionId: not null, PersonId: not null }).Select(run => (Session: run.SessionId!, Person: run.PersonId!)))
        .Concat(_visits.Where(visit => visit.PersonId is not null).SelectMany(visit => visit.Visit.Treatments.Where(treatment => treatment.SessionId is not null).Select(treatment => (Session: treatment.SessionId!, Person: visit.PersonId!))))
        .GroupBy(link => link.Session, StringComparer.Ordinal)
        .Where(group => group.Select(link => link.Person).Distinct(StringComparer.Ordinal).Count() == 1)
        .ToDictionary(group => group.Key, group => group.First().Person, StringComparer.Ordinal);
}
