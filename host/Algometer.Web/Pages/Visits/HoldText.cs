using Algometer.Measurement.Visits;
using Algometer.Web.Pages.Shell;
using Microsoft.Extensions.Localization;

namespace Algometer.Web.Pages.Visits;

/// <summary>A guided hold in a line: band, time, verdict, pain.</summary>
internal static class HoldText
{
    public static string Of(GuidedHold hold, IStringLocalizer<Words.Visits> text) => Show.Joined(" · ",
        text["held", Show.Number(hold.LowNewtons), Show.Number(hold.HighNewtons), Show.Clock(hold.InBandSeconds)].Value,
        hold.Verdict.Length > 0 ? VisitWords.Verdict(hold.Verdict) : null,
        (hold.PainFirst, hold.PainLast) switch
        {
            ({ } first, { } last) => text["pain-course", first, last].Value,
            ({ } once, null) => text["pain-once", once].Value,
            _ => null,
        });
}
