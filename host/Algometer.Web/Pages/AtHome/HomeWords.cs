using System.Globalization;
using Algometer.Web.Pages.Shell;
using Microsoft.Extensions.Localization;

namespace Algometer.Web.Pages.AtHome;

/// <summary>The words of the patient's page in the reader's language: the page's own, else those of the rules.</summary>
/// <param name="page">The page's own.</param>
/// <param name="home">The rules'.</param>
/// <param name="time">Source of the local time zone.</param>
internal sealed class HomeWords(IStringLocalizer<Words.Home> page, OpenHome home, TimeProvider time)
{
    /// <summary>The words of an id, with values in their places; the id itself where there are none.</summary>
    public string this[string id, params object?[] values]
    {
        get
        {
            LocalizedString own = page[id];
            string text = own.ResourceNotFound ? home.Say(id) : own.Value;
            return values.Length == 0 ? text : string.Format(CultureInfo.CurrentCulture, text, values);
        }
    }

    /// <summary>A message whose words may hold the time until which it counts.</summary>
    public string Until(string id, DateTimeOffset? until) => this[id, until is { } moment ? Show.WeekdayTime(moment, time) : ""];

    /// <summary>A place on the body, with its side.</summary>
    public string Place(string point, Measurement.Ramp.BodySide side) =>
        side == Measurement.Ramp.BodySide.Midline ? this["point." + point] : $"{this["point." + point]}, {this["side." + Measurement.Home.Rules.TextIds.Kebab(side)]}";

    /// <summary>An answer of the program: an id, or an id and a time behind a bar, or a sentence.</summary>
    public string Answer(string answer)
    {
        string[] parts = answer.Split('|', 2);
        return Until(parts[0], parts.Length > 1 && DateTimeOffset.TryParse(parts[1], CultureInfo.InvariantCulture, out DateTimeOffset until) ? until : null);
    }

    /// <summary>Several texts as sentences, so that a voice pauses between them.</summary>
    public static string Sentences(params IEnumerable<string> parts) => string.Join(' ', parts.Where(part => part.Length > 0).Select(part => ".?!。？！…".Contains(part[^1], StringComparison.Ordinal) ? part : part + "."));
}
