using System.Globalization;
using Algometer.Station.Activities.ThresholdTest;
using Algometer.Web.Access;
using Algometer.Web.Pages.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace Algometer.Web.Pages.Thresholds;

/// <summary>The guided threshold test: what is tested where and on whom, then step by step as the host leads it, then what it found.</summary>
public sealed partial class ThresholdsPage : InstrumentPage
{
    private TestWish _wish = new();
    private ThresholdTestView? _test;
    private string? _person;
    private string _drawn = "";
    private bool _asked;

    [SupplyParameterFromQuery(Name = "person")]
    private string? OfPerson { get; set; }

    [SupplyParameterFromQuery(Name = "visit")]
    private string? OfVisit { get; set; }

    [SupplyParameterFromQuery(Name = "phase")]
    private string? OfPhase { get; set; }

    [SupplyParameterFromQuery(Name = "protocol")]
    private string? OfProtocol { get; set; }

    [SupplyParameterFromQuery(Name = "places")]
    private string? AtPlaces { get; set; }

    [SupplyParameterFromQuery(Name = "like")]
    private string? LikeRun { get; set; }

    // A test says whom it is about, whoever the page was opened for.
    private string? About => !MayKnow ? null : _test is null ? _person : _test.Person;

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        var wish = MayKnow ? new TestWish(OfPerson, OfVisit, OfPhase, OfProtocol, AtPlaces, LikeRun) : new TestWish(Protocol: OfProtocol, Places: AtPlaces);
        if (_asked && wish == _wish)
        {
            return;
        }

        (_asked, _wish, _person) = (true, wish, wish.Person);

        // Who comes for a new test, or for somebody else, need not put the last one away first.
        if (_test is { IsOver: true } over && (wish.WantsNew || (wish.Person is not null && wish.Person != over.Person)))
        {
            Station.Test.Close();
        }

        Look();
    }

    /// <inheritdoc/>
    protected override bool Look()
    {
        // Somebody's test that is over is not everybody's to read.
        _test = Station.Test.View() is { } run && (MayKnow || run.Person is null) ? run : null;

        // Rate and force change with each sample and are drawn by a module; the rest is drawn where it changes.
        string drawn = _test is not { } test ? "" : string.Create(
            CultureInfo.InvariantCulture,
            $"{test.RunId} {test.Phase} {test.Index} {Math.Ceiling(test.SecondsLeft)} {test.Zero} {test.PressureOn} {test.Pulse} {test.LevelKpa} {test.CutOffKpa} {test.Problem} {test.RatingsWanted} {string.Join(',', test.Ratings)} {test.Entries.Count} {test.Entries.Count(entry => entry.Counts)} {test.Entries.Count(entry => entry.DiscardReason is not null)}");
        bool changed = !string.Equals(drawn, _drawn, StringComparison.Ordinal);
        _drawn = drawn;
        return changed;
    }

    private void Redraw() => Look();
}
