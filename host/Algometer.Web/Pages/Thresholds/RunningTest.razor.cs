using Algometer.Measurement.Ramp;
using Algometer.Station.Activities.ThresholdTest;
using Algometer.Web.Pages.Body;
using Algometer.Web.Pages.Shell;
using Microsoft.AspNetCore.Components;

namespace Algometer.Web.Pages.Thresholds;

/// <summary>The test that runs or is over.</summary>
public sealed partial class RunningTest
{
    private TestWords _words = null!;
    private RunEntry? _asked;
    private int? _undo;
    private string? _problem;
    private string? _said;
    private bool _heard;

    /// <summary>The test.</summary>
    [Parameter, EditorRequired]
    public required ThresholdTestView View { get; set; }

    /// <summary>Something was asked of the test.</summary>
    [Parameter]
    public EventCallback Changed { get; set; }

    private string Progress => Show.Joined(" · ",
        TestWords.Protocol(View.ProtocolId, View.Protocol),
        Text["step", Math.Min(View.Index + 1, View.Count), View.Count].Value,
        View.Next is { } next ? Text["next", BodyWords.Place(next.Place)].Value : null);

    private string Hint => View.IsOver && Record.Store is null ? Shell["nothing-recorded"] : _words.Of(View).Hint;

    private string? Back => TestWish.WayBack(View.Person, View.Visit, View.VisitPhase);

    private bool IsRamp => View.Step?.Kind is StepKind.Ramp or StepKind.Familiarisation;

    private bool IsRated => View.Step?.Kind switch
    {
        StepKind.Pulses => View.Phase is RunPhase.Pressing or RunPhase.Rating,
        StepKind.Level or StepKind.AfterSensation => View.RatingsWanted > View.Ratings.Count,
        StepKind.Conditioning => View is { Phase: RunPhase.Conditioning, SecondsLeft: > 0 },
        _ => false,
    };

    private RunEntry? LastRamp => View.Entries.LastOrDefault(entry => entry is { Trial: not null, DiscardReason: null });

    private IReadOnlyList<BodySpot> Spots =>
    [
        .. BodySpot.Of(Sites),
        .. View.Entries.Select(entry => entry.Place).Append(View.Step?.Place).OfType<TestPlace>().Where(place => place.Own is not null).DistinctBy(place => place.Key, StringComparer.Ordinal).Select(BodySpot.Of),
    ];

    private Dictionary<string, string> Values => FoundPlace.Of(View.Entries).ToDictionary(found => found.Place.Key, found => found.MeanKpa is { } mean ? Show.Number(mean) : found.CutOffKpa is { } cutOff ? ">" + Show.Number(cutOff) : "", StringComparer.Ordinal);

    /// <inheritdoc/>
    protected override void OnParametersSet() => _words ??= new TestWords(Text);

    private Task Do(string? problem)
    {
        (_problem, _said) = (problem, null);
        return Changed.InvokeAsync();
    }

    private void Ask(RunEntry entry) => _asked = entry;

    private async Task DiscardAsync(string reason)
    {
        int ordinal = _asked!.Ordinal;
        _asked = null;
        await Do(Station.Test.Discard(ordinal, reason));
        if (_problem is null)
        {
            (_undo, _said) = (ordinal, Text["discarded-now", _words.Where(View.Entries[ordinal])]);
        }
    }

    private async Task Restore(int ordinal)
    {
        _undo = null;
        await Do(Station.Test.Restore(ordinal));
        _said = _problem is null ? Text["restored"].Value : null;
    }

    private async Task ZeroAsync() => await Do(await Station.Test.ZeroAsync(default));
}
