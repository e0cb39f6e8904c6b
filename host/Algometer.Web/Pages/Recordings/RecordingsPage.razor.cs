using Algometer.Clinic.Review;
using Algometer.Records.People;
using Algometer.Web.Pages.Shell;
using Microsoft.AspNetCore.Components;

namespace Algometer.Web.Pages.Recordings;

/// <summary>The list of recordings: found, narrowed, opened, compared.</summary>
public sealed partial class RecordingsPage
{
    private const int PageSize = 100;
    private const int MostCompared = 4;
    private readonly RecordingFilter _filter = new();
    private readonly List<string> _compared = [];
    private IReadOnlyList<Person> _people = [];
    private SessionPage _found = new(0, 0, []);
    private int _offset;
    private bool _narrowed;

    [SupplyParameterFromQuery(Name = "person")]
    private string? OfPerson { get; set; }

    [SupplyParameterFromQuery(Name = "search")]
    private string? WithWords { get; set; }

    [SupplyParameterFromQuery(Name = "deleted")]
    private string? Deleted { get; set; }

    private string CompareAddress => "/recordings/compare?" + string.Join('&', _compared.Select(id => "item=session:" + id));

    private string CountWords => (_found.All == 0 ? Text["none"] : _found.Total == _found.All ? Text["count", _found.All] : Text["count.some", _found.Total, _found.All]).Value;

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        _filter.Person = OfPerson ?? "";
        _filter.Search = WithWords ?? "";
        _narrowed = _filter.IsNarrowed;
        _people = Record.Store?.People.List() ?? [];
        Read();
    }

    private void Read() => Read(0);

    private void Read(int offset)
    {
        _offset = offset;
        if (Record.Store is { } store)
        {
            _found = _filter.Query(offset, PageSize, Time).Read(store);
        }
    }

    private void Turn(int pages) => Read(Math.Max(0, _offset + (pages * PageSize)));

    private void Choose(string name, ChangeEventArgs changed)
    {
        _filter[name] = changed.Value?.ToString() ?? "";
        Read();
    }

    private void Pick(string id)
    {
        if (!_compared.Remove(id))
        {
            _compared.Add(id);
        }
    }

    private string Title(SessionView session) => session.Title.Length > 0 ? session.Title : Text["untitled", Show.DayTime(session.StartedUtc, Time)].Value;

    private string Remarks(SessionView session) => string.Join(" · ", new[]
    {
        session.Altered ? "! " + Text["altered"].Value : "",
        session.Simulated ? "◇ " + Text["simulated.yes"].Value : "",
        session.Source is "live" ? "" : Text["kind." + session.Source].Value,
        session.Gaps > 0 ? Text["gaps.count", session.Gaps].Value : "",
        session.End is "closed" ? "" : Text["end." + session.End.Replace(' ', '-')].Value,
    }.Where(text => text.Length > 0));
}
