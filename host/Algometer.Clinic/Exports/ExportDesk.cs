using Algometer.Records;
using Algometer.Records.Audit;
using Algometer.Records.Problems;
using Algometer.Reports;
using Algometer.Reports.Exchange;
using Algometer.Reports.Exchange.Pseudonyms;

namespace Algometer.Clinic.Exports;

/// <summary>Where exports are asked for: what is chosen becomes a job, and what leaves is noted in the audit log.</summary>
/// <param name="store">The record; null when nothing is recorded.</param>
/// <param name="dataDirectory">The record's folder: files wait there, and the key of pseudonyms stays there; null for none.</param>
public sealed class ExportDesk(RecordStore? store, string? dataDirectory) : IAsyncDisposable
{
    /// <summary>The exports of this run of the program.</summary>
    public ExportJobs Jobs { get; } = Emptied(store, new ExportJobs(dataDirectory));

    // Only who holds the record for writing is the one program of its folder.
    private static ExportJobs Emptied(RecordStore? store, ExportJobs jobs)
    {
        if (store is { IsWritable: true })
        {
            jobs.Empty();
        }

        return jobs;
    }

    /// <summary>The record.</summary>
    /// <exception cref="ArgumentException">Nothing is recorded.</exception>
    public RecordStore Store => store ?? throw new ArgumentException("Nothing is recorded here: start `algometer run` with a record.");

    /// <summary>What a choice takes from the record.</summary>
    /// <param name="what">session, person or all.</param>
    /// <param name="id">Which; empty for all.</param>
    /// <exception cref="ArgumentException">There is no such; the message says what to choose.</exception>
    public ExportSelection Choose(string what, string id)
    {
        var catalogue = new ExportCatalogue(Store);
        return what switch
        {
            "all" => catalogue.All(),
            "person" => catalogue.Of(catalogue.People.FirstOrDefault(person => string.Equals(person.Id, id, StringComparison.Ordinal)) ?? throw new ArgumentException("Choose a person.")),
            "session" => catalogue.Session(catalogue.Sessions.FirstOrDefault(session => string.Equals(session.Id, id, StringComparison.Ordinal)) ?? throw new ArgumentException("Choose a session.")),
            _ => throw new ArgumentException("Choose a session, a person or everything."),
        };
    }

    /// <summary>Begins an export.</summary>
    /// <param name="what">As for <see cref="Choose"/>.</param>
    /// <param name="id">Likewise.</param>
    /// <param name="format">Name of the format.</param>
    /// <param name="pseudonymise">Whether codes, dates and free text are taken out.</param>
    /// <exception cref="ArgumentException">The choice or the format is none, or too many run already; the message says what to do.</exception>
    public ExportJob Begin(string what, string id, string format, bool pseudonymise)
    {
        ExportSelection selection = Choose(what, id);
        IExportFormat chosen = ExportFormats.Named(format);
        if (pseudonymise)
        {
            string path = Path.Combine(dataDirectory ?? throw new ArgumentException("There is no folder for the key of pseudonyms."), "pseudonym-key.json");
            var key = PseudonymKey.Open(path);
            selection = Pseudonymiser.Of(selection, key);
            key.SaveAsync(path).GetAwaiter().GetResult();
        }

        return Jobs.Begin(chosen, selection, Note);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Jobs.DisposeAsync();

    // What left the record and when; never whose it was in words.
    private void Note(ExportJob job)
    {
        string kind = job.Selection.Sessions is [_] ? "session" : "record";
        string id = job.Selection.Sessions is [var session] && !job.Selection.Pseudonymised ? session.Id : "";
        try
        {
            Store.Audit.Append(new AuditEvent(AuditActions.Export, kind, id, Detail: $"{job.Format.Name}, {job.Selection.Sessions.Count} sessions, {job.Files.Count} files{(job.Selection.Pseudonymised ? ", pseudonymised" : "")}"));
        }
        catch (RecordStoreException failure) when (failure.Problem == RecordStoreProblem.ReadOnly)
        {
            // Looking only: there is no log to write to.
        }
    }
}
