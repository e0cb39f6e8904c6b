using Algometer.Measurement.Home.Rules;
using Algometer.Clinic.Review;
using Algometer.Measurement.Easing;
using Algometer.Records.Model;
using Algometer.Web.Pages.Shell;
using Microsoft.Extensions.Localization;

namespace Algometer.Web.Pages.Recordings;

/// <summary>What stands in a record, in the reader's words. What is not known by name is shown as it stands.</summary>
/// <param name="Text">The words of a recording.</param>
internal sealed record RecordingWords(IStringLocalizer<Words.Recording> Text)
{
    private static readonly Dictionary<string, string> _sentences = Sentences();

    /// <summary>An event in a word or two.</summary>
    public string Of(EventView happened)
    {
        string value = Show.Number(happened.Value, happened.Value is { } number && Math.Abs(number - Math.Round(number)) < 1e-9 ? 0 : 1);
        string said = happened.Kind switch
        {
            "easing-verdict" => Text["verdict." + TextIds.Kebab((EasingVerdict)(int)(happened.Value ?? 0))],
            LetOffEvent.Kind => Text[$"event.{happened.Kind}.{(happened.Value is > 0 ? 1 : 0)}"],
            _ => Known("event." + happened.Kind, value) ?? happened.Kind.Replace('-', ' '),
        };
        return happened.Text is { Length: > 0 } text and not ['{', ..] ? $"{said}: {text}" : said;
    }

    /// <summary>What of a fault is wrong.</summary>
    public string Of(FaultView fault) => string.Join(", ", fault.Kinds.Select(kind => Known("fault." + kind) ?? kind));

    /// <summary>How many are missing, and why.</summary>
    public string Of(GapView gap) => Text["missing", Show.Number(gap.Count), Known("gap." + gap.Reason) ?? gap.Reason.Replace('-', ' ')];

    /// <summary>A verdict in a word or two.</summary>
    public string Title(HoldReport hold) => Known("verdict." + hold.Verdict) ?? hold.Title ?? hold.Verdict;

    /// <summary>A verdict in a sentence. It was written in English when the hold was judged.</summary>
    public string Sentence(HoldReport hold) => _sentences.TryGetValue(hold.Words, out string? key) ? Text[key] : hold.Words;

    /// <summary>A state in a word or two.</summary>
    public string Of(StateReport state) => Known("state." + state.State) ?? state.Words ?? state.State;

    /// <summary>What a hold was judged as, and how that is known.</summary>
    public string Of(PlanReport plan) => Text["plan." + plan.Source, Told(plan.Tool, plan.HoldS, plan.TargetN, plan.BandLowN, plan.BandHighN)];

    /// <summary>What all holds of a session were judged as.</summary>
    public string Of(AnalysisOptions? options) => options is null ? Text["as-planned"]
        : Told(options.Tool == PressingTool.Ball ? "ball" : "probe", options.HoldSeconds, options.TargetNewtons, options.BandLowNewtons, options.BandHighNewtons)
            + (options.Possible is { } possible ? ", " + Text["evidence", Show.Number(possible, 1), Show.Number(options.Likely, 1)].Value : "");

    private string Told(string tool, double seconds, double? target, double? low, double? high) => Show.Joined(", ",
        Text["tool." + tool],
        Show.Number(seconds) + " s",
        target is { } aim ? Text["target", Show.Number(aim, 1)].Value : null,
        low is { } from && high is { } to ? Text["band", Show.Number(from, 1), Show.Number(to, 1)].Value : null);

    private string? Known(string key, params object[] values) => Text[key, values] is { ResourceNotFound: false } found ? found.Value : null;

    private static Dictionary<string, string> Sentences()
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (EasingVerdict verdict in Enum.GetValues<EasingVerdict>())
        {
            string key = "says." + TextIds.Kebab(verdict);
            all.TryAdd(EasingWords.Of(verdict, EasingDoubt.None), key);
            foreach (LetOffAnswer answer in (LetOffAnswer[])[LetOffAnswer.Mine, LetOffAnswer.NotMine])
            {
                all.TryAdd(EasingWords.Of(verdict, EasingDoubt.None, answer), $"{key}.{TextIds.Kebab(answer)}");
            }

            foreach (EasingDoubt doubt in Enum.GetValues<EasingDoubt>().Except([EasingDoubt.None, EasingDoubt.GapAtFall]))
            {
                all.TryAdd(EasingWords.Of(verdict, doubt), $"{key}.{TextIds.Kebab(doubt)}");
            }
        }

        // The same sentence is written for a hold that nobody judged and for one whose fall nobody saw.
        all.TryAdd(EasingWords.Of(EasingState.CannotJudge, EasingDoubt.GapAtFall), "says.not-seen");
        return all;
    }
}
