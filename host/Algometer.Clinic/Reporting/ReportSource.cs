using System.Text.Json;
using Algometer.Clinic.Runs;
using Algometer.Clinic.Settings;
using Algometer.Measurement.Calibration;
using Algometer.Measurement.Ramp;
using Algometer.Measurement.Signal;
using Algometer.Measurement.Visits;
using Algometer.Records;
using Algometer.Records.Documents;
using Algometer.Records.Engine;
using Algometer.Records.Model;
using Algometer.Records.People;
using Algometer.Records.Problems;
using Algometer.Records.Store;
using Algometer.Reports.Documents;

namespace Algometer.Clinic.Reporting;

/// <summary>Gathers what a report is made of from the record.</summary>
/// <param name="store">The record.</param>
/// <param name="sites">Where sites lie.</param>
/// <param name="lists">The words of visits.</param>
/// <param name="time">Says when a report is made, and in which zone.</param>
public sealed class ReportSource(RecordStore store, SiteCatalogue sites, VisitLists lists, TimeProvider time)
{
    private const int MostDots = 260;
    private readonly RunReader _runs = new(store);

    /// <summary>A run, a visit or a person by identity, the start of one (at least 6 letters), or a person's code.</summary>
    /// <param name="what">Which.</param>
    /// <param name="named">Whether the person's name is in the report; without it only the code is.</param>
    /// <exception cref="ArgumentException">Nothing or more than one thing is called that; the message says what to do.</exception>
    public ReportContent Find(string what, bool named)
    {
        IReadOnlyList<Person> people = store.People.List();
        if (people.FirstOrDefault(person => string.Equals(person.Code, what, StringComparison.OrdinalIgnoreCase)) is { } coded)
        {
            return Person(coded.Id, named);
        }

        (string Id, Func<ReportContent> Make)[] all =
        [
            .. people.Select(person => (person.Id, new Func<ReportContent>(() => Person(person.Id, named)))),
            .. store.Documents.List(RunDocument.Kind).Select(run => (run.Id, new Func<ReportContent>(() => Run(run.Id, named)))),
            .. store.Documents.List(DocumentKinds.Visit).Select(visit => (visit.Id, new Func<ReportContent>(() => Visit(visit.Id, named)))),
        ];
        (string Id, Func<ReportContent> Make)[] found = [.. all.Where(known => what.Length >= 6 && known.Id.StartsWith(what, StringComparison.OrdinalIgnoreCase))];
        return found.Length switch
        {
            1 => found[0].Make(),
            0 => throw new ArgumentException($"There is no run, visit or person '{what}': give a person's code such as P-017, or an identity from the pages."),
            _ => throw new ArgumentException($"'{what}' fits {found.Length} runs, visits or people: give more of it."),
        };
    }

    /// <summary>A run.</summary>
    public ReportContent Run(string id, bool named)
    {
        StoredRun run = _runs.Read(id);
        return Content(run.Line.PersonId, named) with { Run = Report(run, traces: true, compared: true) };
    }

    /// <summary>A visit with its runs.</summary>
    public ReportContent Visit(string id, bool named)
    {
        StoredDocument document = store.Documents.Read(id);
        return Content(document.PersonId, named) with { Visit = Report(document) };
    }

    /// <summary>A person's course.</summary>
    public ReportContent Person(string id, bool named) => Content(id, named) with
    {
        Runs = [.. _runs.All(id).Where(run => run.Results().Count > 0).Select(run => Report(run, traces: false, compared: false))],
        Visits = [.. store.Documents.Readable(store.Documents.List(DocumentKinds.Visit, id), Report).Select(stored => stored.Body).OrderBy(visit => visit.Visit.Date)],
    };

    private ReportContent Content(string? personId, bool named)
    {
        Person? person = personId is null ? null : store.People.Read(personId);
        return new ReportContent
        {
            Subject = new ReportSubject(
                person?.Code,
                named && personId is not null ? store.People.ReadName(personId) : null,
                person?.BirthDecade,
                person is null or { Sex: Sex.NotTold } ? "" : person.Sex.ToString().ToLowerInvariant(),
                person?.Notes ?? "") { Id = personId ?? "" },
            Letterhead = new SettingsStore(store).Current.Letterhead,
            Mdc = _runs.Settings().Value.Mdc(),
            Sites = sites,
            Lists = lists,
            Software = $"Algometer {ProgramVersion.Text}",
            MadeUtc = time.GetUtcNow(),
            Zone = time.LocalTimeZone,
        };
    }

    private ReportVisit Report(StoredDocument document)
    {
        Visit visit = string.Equals(document.Kind, DocumentKinds.Visit, StringComparison.Ordinal)
            ? DocumentBody.Read<Visit>(document)
            : throw new ArgumentException($"'{document.Id}' is no visit.");
        ReportRun? before = Linked(visit.PptBefore);
        return new ReportVisit(document.Id, visit, before, Linked(visit.PptAfter) is { } after ? after with { Previous = before ?? after.Previous } : null);
    }

    // A run that a visit names may have been deleted since: the visit is then told without it.
    private ReportRun? Linked(string? id)
    {
        try
        {
            return string.IsNullOrEmpty(id) ? null : Report(_runs.Read(id), traces: false, compared: true);
        }
        catch (RecordStoreException missing) when (missing.Problem == RecordStoreProblem.NotFound)
        {
            return null;
        }
    }

    private ReportRun Report(StoredRun stored, bool traces, bool compared)
    {
        RunDocument run = stored.Run;
        SessionSummary? session = Session(run.SessionId);
        return new ReportRun
        {
            Id = stored.Line.Id,
            StartedUtc = stored.Line.StartedUtc,
            Protocol = run.Protocol,
            Places = run.Places,
            Entries = stored.Entries,
            Traces = traces && session is not null ? Traces(session.Id, stored.Entries) : new Dictionary<int, IReadOnlyList<TraceDot>>(),
            Finished = run.Phase == RunPhase.Finished,
            Simulated = run.Simulated,
            Seed = run.Seed,
            DeviceId = run.DeviceId,
            Firmware = session?.Description.FirmwareVersion ?? "",
            RecordedBy = session?.Description.SoftwareVersion ?? "",
            SessionId = run.SessionId,
            CalibrationId = run.CalibrationId,
            Calibration = Calibration(run),
            Previous = compared && _runs.Before(stored) is { } before ? Report(before, traces: false, compared: false) : null,
        };
    }

    private SessionSummary? Session(string? id)
    {
        try
        {
            return id is null ? null : store.ReadSession(id);
        }
        catch (RecordStoreException missing) when (missing.Problem == RecordStoreProblem.NotFound)
        {
            return null;
        }
    }

    // The number is the device's own: another device may have one of the same number.
    private CalibrationReport? Calibration(RunDocument run) => run.CalibrationId == 0 ? null
        : CalibrationHistory.Reports(store.Documents).LastOrDefault(report => report.Id == run.CalibrationId && string.Equals(report.DeviceId, run.DeviceId, StringComparison.Ordinal));

    private Dictionary<int, IReadOnlyList<TraceDot>> Traces(string session, IReadOnlyList<RunEntry> entries)
    {
        var traces = new Dictionary<int, IReadOnlyList<TraceDot>>();
        foreach ((int ordinal, TrialOutcome trial) in entries.Where(entry => entry.Trial is { LastSequence: > 0, ContactMicroseconds: > 0 }).Select(entry => (entry.Ordinal, entry.Trial!)))
        {
            Sample[] samples = [.. store.ReadSamples(session, trial.FirstSequence, trial.LastSequence).Where(sample => sample.DeviceMicroseconds >= trial.ContactMicroseconds)];
            if (samples.Length > 0)
            {
                traces[ordinal] = Dots(samples, trial);
            }
        }

        return traces;
    }

    private static List<TraceDot> Dots(Sample[] samples, TrialOutcome trial)
    {
        int every = (samples.Length + MostDots - 1) / MostDots;
        var dots = new List<TraceDot>(MostDots + 8);
        for (int i = 0; i < samples.Length; i++)
        {
            double seconds = (samples[i].DeviceMicroseconds - trial.ContactMicroseconds) * 1e-6;
            bool hole = i > 0 && samples[i].Sequence != samples[i - 1].Sequence + 1;
            if (hole)
            {
                dots.Add(new TraceDot(seconds, double.NaN));
            }

            if (hole || i % every == 0 || i == samples.Length - 1 || double.IsNaN(samples[i].ForceNewtons))
            {
                dots.Add(new TraceDot(seconds, 10 * samples[i].ForceNewtons / trial.TipAreaCm2));
            }
        }

        return dots;
    }
}
