using System.Globalization;
using Algometer.Clinic.Runs;
using Algometer.Measurement.Ramp;
using Algometer.Records.People;
using Algometer.Records.Problems;
using Algometer.Station.Activities.ThresholdTest;
using Algometer.Web.Access;
using Algometer.Web.Pages.Body;
using Algometer.Web.Pages.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace Algometer.Web.Pages.Thresholds;

/// <summary>What a test is started with. Places of the clinic's own come back with the person on whom they were measured.</summary>
public sealed partial class TestSetup
{
    private static readonly double[] _tips = [1, 0.5];
    private readonly List<BodySpot> _spots = [];
    private readonly List<string> _chosen = [];
    private IReadOnlyList<Person> _people = [];
    private string _protocol = "";
    private int _repeats;
    private double _rate;
    private bool _familiarisation;
    private bool _mayKnow;
    private string? _problem;

    /// <summary>What the page was opened for.</summary>
    [Parameter, EditorRequired]
    public required TestWish Wish { get; set; }

    /// <summary>Whom the test is about; null for nobody.</summary>
    [Parameter]
    public string? Person { get; set; }

    /// <summary>Somebody else was chosen.</summary>
    [Parameter]
    public EventCallback<string?> PersonChanged { get; set; }

    /// <summary>The test has begun.</summary>
    [Parameter]
    public EventCallback Started { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> Seen { get; set; } = null!;

    private TestProtocol Protocol => Protocols.Named(_protocol);

    // The tip is fitted to the device, not to the page: one for all who look.
    private double Tip => Station.Pipeline.TipAreaCm2;

    private IEnumerable<double> Tips => Tip > 0 && !_tips.Contains(Tip) ? [.. _tips, Tip] : _tips;

    private bool IsOtherTip => Math.Abs(Tip - Protocol.TipAreaCm2) > 0.001;

    private string OtherTip => Text["other-tip", Show.Short(Protocol.TipAreaCm2), Show.Short(Tip)];

    private string Chosen => _chosen.Count == 0 ? Text["choose"] : string.Join(" · ", _chosen.Select(key => Spot(key).Label));

    private string Source => Protocol.Source + (Protocol.Certainty == Certainty.Proposed ? Text["proposed"].Value : "") + ".";

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        _mayKnow = Record.Store is not null && VisitorIdentity.Of((await Seen).User).Role == Role.Therapist;
        _spots.AddRange(BodySpot.Of(Sites));
        _people = _mayKnow ? Record.Need.People.List() : [];
        _protocol = Protocols.Protocols.FirstOrDefault(known => known.Id == Wish.Protocol)?.Id ?? Protocols.Protocols[0].Id;
        Take();
        AddOwn();
        Repeat();
        foreach (string key in Wish.Keys.Where(key => _spots.Exists(spot => spot.Key == key)))
        {
            Choose(key);
        }
    }

    private BodySpot Spot(string key) => _spots.First(spot => spot.Key == key);

    private void Take() => (_repeats, _rate, _familiarisation) = (Protocol.Repeats, Protocol.RateKpaPerSecond, Protocol.Familiarisation);

    private void Toggle(string key)
    {
        if (!_chosen.Remove(key))
        {
            _chosen.Add(key);
        }
    }

    private void Choose(string key)
    {
        if (!_chosen.Contains(key, StringComparer.Ordinal))
        {
            _chosen.Add(key);
        }
    }

    private void Add(BodySpot spot)
    {
        _spots.Add(spot);
        Choose(spot.Key);
    }

    private void AddOwn()
    {
        if (!_mayKnow || Person is not { Length: > 0 } person)
        {
            return;
        }

        foreach (TestPlace place in new RunReader(Record.Need).Lines(person).SelectMany(run => run.Places).Where(place => place.Own is not null))
        {
            Know(place);
        }
    }

    private void Know(TestPlace place)
    {
        if (!_spots.Exists(spot => spot.Key == place.Key))
        {
            _spots.Add(BodySpot.Of(place));
        }
    }

    // The same test again: protocol, rate, repeats and places as they were; what is asked is known by now.
    private void Repeat()
    {
        if (!_mayKnow || Wish.Like is not { } like)
        {
            return;
        }

        try
        {
            StoredRun before = new RunReader(Record.Need).Read(like);
            TestProtocol protocol = before.Run.Protocol;
            string id = protocol.Id.Split('+')[0];
            if (Protocols.Protocols.Any(known => known.Id == id))
            {
                (_protocol, _rate, _repeats, _familiarisation) = (id, protocol.RateKpaPerSecond, protocol.Repeats, false);
            }

            foreach (TestPlace place in before.Run.Places.Where(place => place.Own is not null || _spots.Exists(spot => spot.Key == place.Key)))
            {
                Know(place);
                Choose(place.Key);
            }
        }
        catch (Exception gone) when (gone is RecordStoreException or ArgumentException)
        {
            _problem = gone.Words();
        }
    }

    private async Task ForAsync(ChangeEventArgs changed)
    {
        Person = changed.Value?.ToString() is { Length: > 0 } person ? person : null;
        AddOwn();
        await PersonChanged.InvokeAsync(Person);
    }

    private void Fit(ChangeEventArgs changed)
    {
        if (double.TryParse(changed.Value?.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out double area))
        {
            _problem = Station.Controls.FitTip(area);
        }
    }

    private async Task BeginAsync()
    {
        _problem = _chosen.Count == 0 ? Text["choose-one"] : IsOtherTip ? OtherTip : Station.Test.Start(new ThresholdTestRequest(
            _protocol,
            [.. _chosen.Select(Spot).Select(spot => new ThresholdTestRequest.Wanted(spot.SiteId, spot.Side, spot.Own?.Name, spot.Own?.Place))],
            Tip,
            Repeats: _repeats,
            Familiarisation: _familiarisation,
            RateKpaPerSecond: _rate,
            Person: _mayKnow ? Person : null,
            Visit: _mayKnow ? Wish.Visit : null,
            VisitPhase: _mayKnow ? Wish.Phase : null));
        if (_problem is null)
        {
            await Started.InvokeAsync();
        }
    }

    private static string Exact(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
