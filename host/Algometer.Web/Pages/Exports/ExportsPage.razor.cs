using System.Globalization;
using Algometer.Clinic.Exports;
using Algometer.Records.Model;
using Algometer.Records.People;
using Algometer.Records.Problems;
using Algometer.Reports;
using Algometer.Reports.Exchange;
using Algometer.Web.Pages.Shell;
using Microsoft.AspNetCore.Components;

namespace Algometer.Web.Pages.Exports;

/// <summary>Exports: choose what and how, see what it contains before, watch it grow, cancel it, take it home.</summary>
public sealed partial class ExportsPage : WatchingPage
{
    private const int MostListed = 500;
    private IReadOnlyList<SessionSummary> _sessions = [];
    private IReadOnlyList<Person> _people = [];
    private IReadOnlyList<ExportJob> _jobs = [];
    private string _what = "session";
    private string _session = "";
    private string _person = "";
    private string _format = ExportFormats.All[0].Name;
    private string _contains = "";
    private string _problem = "";
    private bool _pseudonymise;
    private bool _running;

    [SupplyParameterFromQuery(Name = "session")]
    private string? OfSession { get; set; }

    [SupplyParameterFromQuery(Name = "person")]
    private string? OfPerson { get; set; }

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        if (Record.Store is not { } store)
        {
            return;
        }

        _people = store.People.List();
        SessionSummary[] all = [.. store.ListSessions().Reverse()];

        // The list ends with the newest: an older one that a link names is added.
        _sessions = [.. all.Take(MostListed), .. all.Skip(MostListed).Where(session => string.Equals(session.Id, OfSession, StringComparison.Ordinal))];
        _session = OfSession ?? _sessions.Select(session => session.Id).FirstOrDefault("");
        _person = OfPerson ?? _people.Select(person => person.Id).FirstOrDefault("");
        _what = OfPerson is not null && OfSession is null ? "person" : "session";
        Tell();
        List();
    }

    /// <inheritdoc/>
    protected override TimeSpan Every => TimeSpan.FromMilliseconds(300);

    /// <inheritdoc/>
    protected override bool Look()
    {
        if (!_running)
        {
            return false;
        }

        List();
        return true;
    }

    // Whether anything ran when it was drawn: a job that ends meanwhile has to be drawn once more.
    private void List()
    {
        _jobs = Desk.Jobs.List();
        _running = _jobs.Any(job => !job.IsOver);
    }

    private string Id => _what switch { "session" => _session, "person" => _person, _ => "" };

    private void Choose(string what)
    {
        _what = what;
        Tell();
    }

    // What would leave, before it does.
    private void Tell()
    {
        try
        {
            ExportSelection selection = Desk.Choose(_what, Id);
            _contains = Text["contains", selection.Sessions.Count, selection.Runs.Count, selection.Visits.Count, selection.People.Count, selection.Documents.Count];
        }
        catch (ArgumentException)
        {
            _contains = "";
        }
    }

    private void Begin()
    {
        _problem = "";
        try
        {
            Desk.Begin(_what, Id, _format, _pseudonymise);
        }
        catch (Exception failure) when (failure is ArgumentException or FormatException or IOException)
        {
            _problem = failure.Words();
        }

        List();
    }

    private string Named(SessionSummary session) =>
        $"{Show.DayTime(session.StartedUtc, Time)} · {session.Description.Title}{(session.Description.Simulated ? " · " + Text["simulated"].Value : "")} · {Text["samples", Show.Number(session.SampleCount)].Value}";

    private static string Part(ExportJob job) => job.Part.ToString("0.###", CultureInfo.InvariantCulture);

    private static string Size(long bytes) => bytes > 1_048_576 ? $"{Show.Number(bytes / 1_048_576.0, 1)} MiB" : $"{Show.Number(Math.Max(1, Math.Round(bytes / 1024.0)))} KiB";
}
