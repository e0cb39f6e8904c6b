using System.Globalization;
using Algometer.Clinic.Runs;
using Algometer.Clinic.Visits;
using Algometer.Measurement.Ramp;
using Algometer.Measurement.Visits;
using Algometer.Records.Problems;
using Algometer.Web.Pages.Shell;
using Microsoft.AspNetCore.Components;

namespace Algometer.Web.Pages.Visits;

/// <summary>A visit in steps. Every change is written by itself; nothing typed is lost when somebody else changed the visit meanwhile.</summary>
public sealed partial class VisitPage : IDisposable
{
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(400);
    private static readonly KnownWords _checks = new(typeof(Words.VisitLists));
    private VisitEditor? _editor;
    private ITimer? _timer;
    private string? _person;
    private string? _shown;
    private string? _problem;
    private string _state = "new";
    private DateTimeOffset _savedUtc;
    private VisitStep _step = VisitStep.Intake;

    /// <summary>The person, by identity or code.</summary>
    [Parameter]
    public string Id { get; set; } = "";

    /// <summary>The visit; null for a new one.</summary>
    [Parameter]
    public string? VisitId { get; set; }

    [SupplyParameterFromQuery(Name = "step")]
    private int? AtStep { get; set; }

    private VisitDesk Desk => new(Record.Need, Lists);

    private string Saved => Text["saved." + _state, _state == "saved" ? Show.DayTime(_savedUtc, Time) : ""];

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        string shown = $"{Id} {VisitId}";

        // A new visit gets its address when it is written first: it is the one that stands here.
        if (shown == _shown || (_editor?.Id is { } mine && mine == VisitId))
        {
            _shown = shown;
            return;
        }

        Flush();
        (_shown, _editor, _problem, _state) = (shown, null, null, "new");
        _person = Record.Patient(Id)?.Id;
        if (_person is null)
        {
            return;
        }

        _step = AtStep is >= (int)VisitStep.Intake and <= (int)VisitStep.Summary ? (VisitStep)AtStep : VisitStep.Intake;
        Open(_person);
    }

    private void Open(string person)
    {
        if (VisitId is null)
        {
            var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(Time.GetUtcNow(), Time.LocalTimeZone).DateTime);
            _editor = new VisitEditor(Changed, person) { Redraw = StateHasChanged, Visit = Desk.Begin(person, today), Last = Desk.Before(person, today, null) };
            return;
        }

        try
        {
            VisitView view = Desk.Read(VisitId);
            if (view.PersonId != person)
            {
                return;
            }

            _editor = new VisitEditor(Changed, person) { Redraw = StateHasChanged, Visit = view.Visit, Id = view.Id, View = view, Last = Desk.Before(person, view.Visit.Date, view.Id) };
            (_state, _savedUtc) = ("saved", view.UpdatedUtc);
            TakeRuns(_editor);
        }
        catch (Exception gone) when (gone is RecordStoreException or ArgumentException)
        {
            _editor = null;
        }
    }

    // A test that was made for this visit is its test, before or after, until somebody chooses another.
    private void TakeRuns(VisitEditor editor)
    {
        RunLine? Made(string phase) => new RunReader(Record.Need).Lines(editor.PersonId).LastOrDefault(run => run.VisitId == editor.Id && run.VisitPhase == phase && run.Phase == RunPhase.Finished);
        if (!editor.IsLocked && editor.Visit.PptBefore is null && Made("before") is { } before)
        {
            editor.Change(visit => visit with { PptBefore = before.Id });
        }

        if (!editor.IsLocked && editor.Visit.PptAfter is null && Made("after") is { } after)
        {
            editor.Change(visit => visit with { PptAfter = after.Id });
        }
    }

    private void Changed()
    {
        _state = "saving";
        _timer?.Dispose();
        _timer = Time.CreateTimer(_ => _ = InvokeAsync(() =>
        {
            Flush();
            StateHasChanged();
        }), null, _pause, Timeout.InfiniteTimeSpan);
        StateHasChanged();
    }

    /// <summary>Writes what is not written yet.</summary>
    private void Flush()
    {
        _timer?.Dispose();
        _timer = null;
        if (_editor is not { } editor || _state != "saving")
        {
            return;
        }

        try
        {
            bool isNew = editor.Id is null;
            editor.View = Desk.Keep(editor.PersonId, editor.Id, editor.View?.Revision ?? 0, editor.Visit);
            editor.Id = editor.View.Id;
            (_state, _problem, _savedUtc) = ("saved", null, editor.View.UpdatedUtc);
            if (isNew)
            {
                Navigation.NavigateTo($"/patients/{editor.PersonId}/visits/{editor.Id}", replace: true);
            }
        }
        catch (RecordStoreException refused)
        {
            (_state, _problem) = ("not", refused.Problem == RecordStoreProblem.Changed ? Text["conflict"].Value : refused.Message);
        }
        catch (ArgumentException wrong)
        {
            (_state, _problem) = ("not", _checks.Said(wrong.Message));
        }
    }

    private void Go(VisitStep step)
    {
        Flush();
        _editor!.Guide(null);
        _step = step;
    }

    private void Close()
    {
        _editor!.Change(visit => visit with { Closed = true });
        Flush();
    }

    private void Reopen()
    {
        _editor!.Change(visit => visit with { Closed = false });
        Flush();
    }

    // The same thresholds again, right after: as they were measured before. Before, the places are the points found.
    private void Measure(bool after)
    {
        if (_editor!.Id is null)
        {
            _state = "saving";
        }

        Flush();
        Visit visit = _editor.Visit;
        if (_editor.Id is not { } id)
        {
            return;
        }

        string? protocol = Lists.Presets.FirstOrDefault(preset => preset.Id == visit.Preset)?.Protocol;
        string places = string.Join(',', visit.Points.Where(point => point.Site.Length > 0).Select(point => $"{point.Site}/{point.Side.ToString().ToLowerInvariant()}").Distinct(StringComparer.Ordinal));
        bool like = after && visit.PptBefore is not null;
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameters("/thresholds", new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["person"] = _editor.PersonId,
            ["visit"] = id,
            ["phase"] = after ? "after" : "before",
            ["like"] = like ? visit.PptBefore : null,
            ["protocol"] = like ? null : protocol,
            ["places"] = like || places.Length == 0 ? null : places,
        }));
    }

    private bool IsDone(VisitStep step) => _editor!.Visit is var visit && step switch
    {
        VisitStep.Intake => visit.Intake.Pain is not null || visit.Intake.Marks.Count > 0,
        VisitStep.Points => visit.Points.Count > 0,
        VisitStep.Before => visit.Before.Count > 0 || visit.PptBefore is not null,
        VisitStep.Treatment => visit.Treatments.Count > 0,
        VisitStep.After => visit.After.Count > 0 || visit.PptAfter is not null,
        VisitStep.Advice => visit.Expectations.Count > 0 || visit.Plan.Count > 0,
        _ => visit.Closed,
    };

    /// <inheritdoc/>
    public void Dispose()
    {
        // Who leaves at once loses nothing: what was typed last is written before the page is gone.
        string state = _state;
        if (state == "saving" && _editor is { Id: null } editor)
        {
            _timer?.Dispose();
            TryKeep(editor);
            return;
        }

        Flush();
    }

    private void TryKeep(VisitEditor editor)
    {
        try
        {
            Desk.Keep(editor.PersonId, null, 0, editor.Visit);
        }
        catch (Exception refused) when (refused is RecordStoreException or ArgumentException)
        {
            // Nobody is there to be told.
        }
    }
}
