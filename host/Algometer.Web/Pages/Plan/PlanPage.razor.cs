using System.Globalization;
using Algometer.Clinic.FollowUp;
using Algometer.Link;
using Algometer.Measurement.Home.Plans;
using Algometer.Records.People;
using Algometer.Station.Activities.SafeRanges;
using Algometer.Web.Pages.Shell;
using Microsoft.AspNetCore.Components;

namespace Algometer.Web.Pages.Plan;

/// <summary>The therapist's plan for home: safe range by supervised ramps, the plan made from it, its signature, its hand-over.</summary>
public sealed partial class PlanPage : WatchingPage
{
    private Person? _person;
    private SafeRangeView? _range;
    private IReadOnlyList<MeasuredRange> _ranges = [];
    private IReadOnlyList<WrittenPlan> _plans = [];
    private WrittenPlan? _handed;
    private string? _measured;
    private string _drawn = "";
    private bool _connected;

    /// <summary>The person, by identity or code.</summary>
    [Parameter]
    public string Id { get; set; } = "";

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (_person?.Id != Id && Record.Patient(Id) is { } person)
        {
            _person = person;
            Read();
        }
    }

    /// <inheritdoc/>
    protected override bool Look()
    {
        // Somebody else's measurement is nobody's business here.
        _range = Station.Range.View() is { } running && running.PersonId == _person?.Id ? running : null;
        _connected = Station.Pipeline.State == LinkState.Connected;
        if (_range?.DocumentId is { } measured && measured != _measured)
        {
            _measured = measured;
            Read();
        }

        string drawn = string.Create(CultureInfo.InvariantCulture, $"{_connected} {_range?.Phase} {_range?.NewtonsPerSecond:0} {_range?.Ramps.Count} {_range?.Flaw} {_range?.Why} {_range?.Problem} {_range?.DocumentId}");
        bool changed = !string.Equals(drawn, _drawn, StringComparison.Ordinal);
        _drawn = drawn;
        return changed;
    }

    private PlanDesk Desk => new(Home.Store, Home.Content);

    private void Read()
    {
        _ranges = [.. Desk.Ranges(_person!.Id).Where(range => range.IsUsable)];
        _plans = Desk.Plans(_person.Id);
    }

    private void Redraw() => Look();

    private void HandOver(WrittenPlan plan)
    {
        _handed = plan;
        Read();
    }

    private string Named(WrittenPlan written)
    {
        HomePlan plan = written.Plan;
        return Show.Joined(" · ",
            $"{Home.Say("point." + plan.Point)}, {Text["side." + plan.Side].Value}",
            $"{Show.Number(plan.LowNewtons, 1)}–{Show.Number(plan.HighNewtons, 1)} N",
            Text["revision", plan.Revision].Value,
            Text[written.IsOver ? "ended" : "valid", Show.Day(plan.ExpiresUtc, Time)].Value);
    }
}
