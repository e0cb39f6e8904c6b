using System.Text.Json;
using Algometer.Measurement.Easing;
using Algometer.Measurement.Home.Rules;
using Algometer.Web.Pages.Shell;
using Microsoft.Extensions.Localization;

namespace Algometer.Web.Pages.Measure;

/// <summary>What is said of a hold, in the reader's language.</summary>
/// <param name="Text">The words of the page.</param>
/// <param name="Judged">The words of judgements, the same as in a recording.</param>
internal sealed record MeasureWords(IStringLocalizer<Words.Measure> Text, IStringLocalizer<Words.Recording> Judged)
{
    private static readonly string[] _force = ["over", "limit", "band", "peak", "zone.fault", "zone.over", "zone.none", "zone.near", "zone.settling", "zone.free", "zone.pressed", "zone.in", "zone.above", "zone.below"];

    /// <summary>What the element of the present force says, as it takes it.</summary>
    /// <param name="text">The words of the page.</param>
    public static string OfForce(IStringLocalizer<Words.Measure> text) => JsonSerializer.Serialize(_force.ToDictionary(word => word, word => text[word].Value, StringComparer.Ordinal));

    /// <summary>State or judgement in a word or two, to be read from across the room.</summary>
    public string Title(HoldLook look) => look.Verdict is { } verdict ? Text["last", Name(verdict, look.Pain)] : Name(look);

    /// <summary>The same in a sentence.</summary>
    public string Sentence(HoldLook look)
    {
        if (look.Verdict is { } verdict)
        {
            EasingVerdict weighed = EasingWords.Weighed(verdict, look.Pain);
            string pain = look.Pain == PainChange.NotRated ? "" : Text["pain." + TextIds.Kebab(look.Pain)].Value;
            return weighed == EasingVerdict.Easing && look.Pain == PainChange.Fell ? Text["pain.with"] : $"{Judgement(weighed, look.Doubt, look.Answer)} {pain}".TrimEnd();
        }

        return look.IsAfterLettingOff ? Text["now.after-letting-off"]
            : look.State == EasingState.CannotJudge && look.Doubt != EasingDoubt.None ? Text["now." + TextIds.Kebab(look.Doubt)]
            : Text["now." + TextIds.Kebab(look.State)];
    }

    /// <summary>What the whole hold shows, in a line; empty before the first.</summary>
    /// <param name="look">The hold.</param>
    /// <param name="shown">The unit of display.</param>
    public string Whole(HoldLook look, ShownUnit shown) => look.Verdict is null && !look.Hold.Running ? "" : Show.Joined(
        " · ",
        look.Verdict is { } verdict ? Name(verdict, look.Pain) : Name(look),
        look.Easing.DropPercent is { } drop ? Text["whole.drop", Show.Number(drop), Show.Number(look.Easing.DropDeviationPercent)].Value : null,
        look.Hold.LowNewtons < look.Hold.PlannedLowNewtons ? Text["whole.lowered", shown.With(look.Hold.LowNewtons)].Value : null);

    private string Name(HoldLook look) => Text[look is { State: EasingState.CannotJudge, Doubt: EasingDoubt.GapAtFall } ? "state.not-seen" : "state." + TextIds.Kebab(look.State)];

    private string Name(EasingVerdict verdict, PainChange pain) => Judged["verdict." + TextIds.Kebab(EasingWords.Weighed(verdict, pain))];

    private string Judgement(EasingVerdict verdict, EasingDoubt doubt, LetOffAnswer answer) => (verdict, doubt, answer) switch
    {
        (EasingVerdict.LoadFell, _, not LetOffAnswer.None) => Judged[$"says.load-fell.{TextIds.Kebab(answer)}"],
        (EasingVerdict.CannotJudge, EasingDoubt.GapAtFall, _) => Judged["says.not-seen"],
        (EasingVerdict.CannotJudge, not EasingDoubt.None, _) => Judged[$"says.cannot-judge.{TextIds.Kebab(doubt)}"],
        _ => Judged["says." + TextIds.Kebab(verdict)],
    };
}
