using Algometer.Records;
using Algometer.Records.Audit;
using Algometer.Records.Documents;
using Algometer.Records.Model;
using Algometer.Records.People;
using Algometer.Records.Problems;
using Algometer.Reports.Exchange;
using Algometer.Reports.Exchange.Archives;
using Algometer.Reports.Exchange.Fhir;

namespace Algometer.Clinic.Exports;

/// <summary>Takes a checked archive into the record: each session in one transaction; what is there already is left as it is.</summary>
public static class ArchiveImport
{
    /// <summary>Whether a file is an archive by its ending or its first bytes.</summary>
    public static bool IsArchive(string path)
    {
        if (path.EndsWith(ArchiveFormat.Ending, StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        using FileStream stream = File.OpenRead(path);
        Span<byte> first = stackalloc byte[2];
        return stream.ReadAtLeast(first, 2, throwOnEndOfStream: false) == 2 && first.SequenceEqual("PK"u8);
    }

    /// <summary>Takes it in.</summary>
    /// <param name="store">Open for writing.</param>
    /// <param name="archive">Checked.</param>
    public static Report Run(RecordStore store, ArchiveReader archive)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(archive);
        var report = new Report();
        HashSet<string> known = [.. store.People.List().Select(person => person.Id)];
        var here = new Dictionary<string, Person>(StringComparer.Ordinal);
        foreach (Person person in archive.People)
        {
            report.Try(() =>
            {
                Person taken = store.People.Import(person);
                here[person.Id] = taken;
                report.Count(known.Contains(taken.Id) ? ImportOutcome.AlreadyThere : ImportOutcome.Imported, () =>
                {
                    store.Audit.Append(new AuditEvent(AuditActions.Import, "person", taken.Id));
                    report.People++;
                });
            });
        }

        HashSet<string> about = [];
        foreach (ExportedSession session in archive.Sessions)
        {
            report.Try(() =>
            {
                report.Count(store.ImportSession(Complete(session)), () => report.Sessions++);
                about.Add(session.Summary.Id);
                if (session.Person is { } person && here.GetValueOrDefault(person.Id) is { } taken)
                {
                    store.LinkSession(new SessionLink(session.Summary.Id, taken.Id, null, null, null));
                }
            });
        }

        foreach (StoredDocument document in archive.Documents)
        {
            report.Try(() => report.Count(store.Documents.Import(Checked(document, here, about)), () => report.Documents++));
        }

        return report;
    }

    // What comes in is clinical, as its own type reads it, and about people and sessions that came with it or were known as the same: an archive
    // says nothing of anybody else's, and nothing at all of accounts, keys and settings.
    private static StoredDocument Checked(StoredDocument document, Dictionary<string, Person> people, HashSet<string> sessions)
    {
        ClinicalKinds.Check(document);

        // Somebody known here by code may have another identity than there.
        string? person = document.PersonId is null ? null
            : people.TryGetValue(document.PersonId, out Person? known) ? known.Id
            : throw new ArgumentException($"Document '{document.Id}' is about a person who did not come with it: it was left out.");
        return document.SessionId is null || sessions.Contains(document.SessionId)
            ? document with { PersonId = person }
            : throw new ArgumentException($"Document '{document.Id}' is about a session that did not come with it: it was left out.");
    }

    /// <summary>A session as the record takes it.</summary>
    public static CompleteSession Complete(ExportedSession session) => new()
    {
        Summary = session.Summary,
        Calibrations = session.Calibrations,
        ClockPoints = session.ClockPoints,
        Events = session.Events,
        Gaps = session.Gaps,
        Samples = session.Samples,
    };

    /// <summary>What became of it.</summary>
    public sealed class Report
    {
        private readonly List<string> _left = [];

        /// <summary>Sessions taken in.</summary>
        public int Sessions { get; set; }

        /// <summary>People taken in.</summary>
        public int People { get; set; }

        /// <summary>Documents taken in.</summary>
        public int Documents { get; set; }

        /// <summary>What was there already.</summary>
        public int AlreadyThere { get; private set; }

        /// <summary>What was not taken in, and why.</summary>
        public IReadOnlyList<string> Left => _left;

        /// <summary>Counts one.</summary>
        public void Count(ImportOutcome outcome, Action imported)
        {
            if (outcome == ImportOutcome.AlreadyThere)
            {
                AlreadyThere++;
            }
            else
            {
                imported();
            }
        }

        /// <summary>One that cannot be taken in does not keep the others out.</summary>
        public void Try(Action take)
        {
            try
            {
                take();
            }
            catch (Exception failure) when (failure is RecordStoreException { Problem: RecordStoreProblem.Conflict or RecordStoreProblem.Damaged or RecordStoreProblem.NotFound } or ArgumentException)
            {
                _left.Add(failure.Words());
            }
        }
    }
}
