using System.Globalization;
using Algometer.Measurement.Ramp;
using Algometer.Station.Activities.ThresholdTest;
using Algometer.Web.Pages.Body;
using Algometer.Web.Pages.Shell;
using Microsoft.Extensions.Localization;

namespace Algometer.Web.Pages.Thresholds;

/// <summary>What a test asks for and what came of it, in the reader's language.</summary>
/// <param name="text">The words.</param>
internal sealed class TestWords(IStringLocalizer<Words.Thresholds> text)
{
    private static readonly KnownWords _protocols = new(typeof(Words.Thresholds));
    private static readonly TrialFlaws[] _flaws = [.. Enum.GetValues<TrialFlaws>().Where(flaw => flaw is not (TrialFlaws.None or TrialFlaws.Discarded))];

    /// <summary>A protocol's name; with a rate of its own, that too.</summary>
    public static string Protocol(string id, string name)
    {
        string[] parts = id.Split('+');
        int rate = parts.Length == 2 ? name.LastIndexOf(", ", StringComparison.Ordinal) : -1;
        return rate < 0 ? _protocols.Of("protocol." + id, name) : $"{_protocols.Of("protocol." + parts[0], name[..rate])}, {parts[1]} kPa/s";
    }

    /// <summary>A protocol by its name alone.</summary>
    public static string Protocol(string name) => _protocols.Said(name);

    /// <summary>A headline, and what to do.</summary>
    public (string Head, string Hint) Of(ThresholdTestView view) => view.Phase switch
    {
        RunPhase.Resting => (view.SecondsLeft > 0 ? text["rest-for", Seconds(view.SecondsLeft)] : text["moment"], Refusal(view.Zero) is { Length: > 0 } refusal ? refusal : text[view.SecondsLeft > 0 ? "rest.is" : "moment.is"]),
        RunPhase.Ready => (text[view.Step?.Kind == StepKind.Familiarisation ? "ready-try" : "ready"], Ready(view)),
        RunPhase.Pressing => Pressing(view),
        RunPhase.Releasing => (text["releasing"], text["releasing.is"]),
        RunPhase.Reviewing => (text["reviewing"], view.Entries.Count > 0 ? string.Join(' ', Reasons(view.Entries[^1])) : ""),
        RunPhase.Rating => (view.SecondsLeft > 0 ? text["rating-in", Seconds(view.SecondsLeft)] : text["rating"], view.Step is { Kind: StepKind.AfterSensation } after ? text["rating.after", Show.Number(after.Seconds)] : text["rating.pain"]),
        RunPhase.Conditioning => view.SecondsLeft > 0 ? ($"{Seconds(view.SecondsLeft)} s", text["conditioned.is"]) : (text["conditioning"], text["conditioning.is", view.Conditioning]),
        RunPhase.Finished => (text["finished"], text["finished.is"]),
        _ => (text["stopped"], text["stopped.is"]),
    };

    /// <summary>The same for ears: without running seconds, and with the place before each press.</summary>
    public string Spoken(ThresholdTestView view) => view.Phase switch
    {
        RunPhase.Resting => text["rest"],
        RunPhase.Rating => text["rating"],
        RunPhase.Conditioning => text["conditioning"],
        RunPhase.Ready when view.Step is { } step => $"{Of(view).Head}. {BodyWords.Place(step.Place)}",
        _ => Of(view).Head,
    };

    /// <summary>What an entry found.</summary>
    public string Result(RunEntry entry) => entry switch
    {
        { Trial.ThresholdKpa: { } threshold } => Kpa(threshold),
        { Trial: { Censored: true } censored } => text["above", Show.Number(censored.CutOffKpa)],
        { Trial: not null } => text["no-answer"],
        { Kind: StepKind.AfterSensation } => text["after", entry.Ratings[0], Show.Number(entry.AfterSeconds)],
        { Kind: StepKind.Conditioning } => text["stimulus"],
        { LevelKpa: { } level, Ratings.Count: > 0 } => $"{Kpa(level)}: {string.Join(' ', entry.Ratings)}",
        { LevelKpa: { } level } => text["ended", Kpa(level)],
        _ => Show.Nothing,
    };

    /// <summary>Where, which repeat and which try.</summary>
    public string Where(RunEntry entry) => Show.Joined(" · ",
        BodyWords.Place(entry.Place) + (entry.Conditioned ? $" ({text["conditioned"].Value})" : ""),
        entry.Round > 0 ? entry.Round.ToString(CultureInfo.CurrentCulture) : null,
        entry.Attempt > 1 ? text["try", entry.Attempt].Value : null);

    /// <summary>Whether it counts.</summary>
    public string State(RunEntry entry) => entry.Counts ? text["counts"] : entry switch
    {
        { DiscardReason: not null } => text["counts-not"],
        { Kind: StepKind.Familiarisation } => text["practice"],
        _ => text["counts-not"],
    };

    /// <summary>Why it does not count.</summary>
    public IReadOnlyList<string> Reasons(RunEntry entry)
    {
        TrialFlaws flaws = entry.Flaws | (entry.Trial?.Flaws ?? TrialFlaws.None);
        return [.. entry.DiscardReason is { } reason ? (string[])[text["discarded", reason]] : [], .. _flaws.Where(flaw => (flaws & flaw) != TrialFlaws.None).Select(flaw => text["flaw." + flaw].Value)];
    }

    /// <summary>What belongs to a threshold: the reaction's bias, the peak, where the answer came from.</summary>
    public string Notes(RunEntry entry) => entry.Trial is not { ThresholdKpa: not null } trial ? "" : Show.Joined(" · ",
        trial is { ReactionBiasLowKpa: { } low, ReactionBiasHighKpa: { } high } ? text["reaction", Show.Number(low), Show.Number(high)].Value : null,
        trial.OvershootKpa is > 0 ? text["peak", Show.Number(trial.PeakKpa)].Value : null,
        entry.AnsweredBy == AnswerSource.Key ? text["by-key"].Value : null);

    private string Ready(ThresholdTestView view) => view.Step?.Kind switch
    {
        StepKind.Pulses => text["ready.pulses", Show.Number(view.LevelKpa), view.Pulses],
        StepKind.Level => text["ready.level", Show.Number(view.LevelKpa)],
        _ => text["ready.is", Show.Number(view.TargetRate)],
    };

    private (string Head, string Hint) Pressing(ThresholdTestView view) => view.Step?.Kind switch
    {
        StepKind.Pulses => (view.PressureOn == true ? text["pulse", view.Pulse, view.Pulses] : text["off"], text["pulse.is", Show.Number(view.LevelKpa)]),
        StepKind.Level => (text["level", Show.Number(view.LevelKpa)], text["level.is"]),
        _ => (text["pressing"], text["pressing.is", Show.Number(view.CutOffKpa)]),
    };

    private string Refusal(ZeroRefusal zero) => zero.Problem == ZeroProblem.None ? "" : text["zero." + zero.Problem, Show.Number(zero.Amount, 1)];

    private static string Seconds(double left) => Show.Number(Math.Ceiling(left));

    private static string Kpa(double value) => Show.Number(value) + " kPa";
}
