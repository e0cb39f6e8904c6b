using Algometer.Clinic.Runs;
using Algometer.Measurement.Ramp;
using Algometer.Records.People;
using Algometer.Records.Problems;
using Algometer.Web.Pages.Shell;
using Microsoft.AspNetCore.Components;

namespace Algometer.Web.Pages.Results;

/// <summary>Threshold tests and what they found: values first and large, left beside right, judged by what the clinic entered; agreement over people.</summary>
public sealed partial class ResultsPage
{
    private const int PageSize = 12;
    private IReadOnlyList<Person> _people = [];
    private IReadOnlyList<RunLine> _runs = [];
    private RunResultView? _result;
    private PptSettings _settings = new();
    private string _person = "";
    private int _most = PageSize;

    [SupplyParameterFromQuery(Name = "person")]
    private string? OfPerson { get; set; }

    [SupplyParameterFromQuery(Name = "run")]
    private string? OfRun { get; set; }

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        if (Record.Store is not { } store)
        {
            return;
        }

        _people = store.People.List();
        _person = OfPerson ?? "";
        List();
        if ((OfRun ?? _runs.FirstOrDefault()?.Id) is { } first)
        {
            Show(first);
        }
    }

    private void List()
    {
        _most = PageSize;
        _runs = [.. new RunReader(Record.Need).Lines(_person.Length == 0 ? null : _person).Reverse()];
    }

    private void Open(string id)
    {
        Show(id);
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameters("/results", new Dictionary<string, object?>(StringComparer.Ordinal) { ["person"] = _person.Length == 0 ? null : _person, ["run"] = id }), replace: true);
    }

    private void Show(string id)
    {
        try
        {
            _settings = new RunReader(Record.Need).Settings().Value;
            _result = RunResultView.Read(Record.Need, id);
        }
        catch (Exception gone) when (gone is RecordStoreException or ArgumentException)
        {
            _result = null;
        }
    }

    // A study's own MDC was taken over: what is shown is judged anew.
    private void Judge()
    {
        if (_result is not null)
        {
            Show(_result.Line.Id);
        }
    }

    private string Named(RunLine run) => Pages.Shell.Show.Joined(" · ",
        run.Protocol,
        Pages.Shell.Show.DayTime(run.StartedUtc, Time),
        run.PersonId is { } person ? _people.FirstOrDefault(known => string.Equals(known.Id, person, StringComparison.Ordinal))?.Code : null,
        Text["places", run.Places.Count].Value,
        run.Phase == RunPhase.Finished ? null : Text["unfinished"].Value,
        run.Simulated ? Text["simulated"].Value : null);
}
