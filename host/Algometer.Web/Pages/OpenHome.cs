using System.Globalization;
using Algometer.Measurement.Home;
using Algometer.Records;

namespace Algometer.Web.Pages;

/// <summary>What is known of home sessions, for a page: the rules, the words, the store.</summary>
/// <param name="Store">Plans, sessions and keys.</param>
/// <param name="Content">Rules and words.</param>
public sealed record OpenHome(HomeStore Store, HomeContent Content)
{
    /// <summary>The words of an id in the reader's language; the id itself where there are none.</summary>
    public string Say(string id)
    {
        string language = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;
        return Content.Words.TryGetValue(language, out GuidanceTexts? words) && words.Texts.TryGetValue(id, out string? text) ? text
            : Content.Words.TryGetValue("en", out words) && words.Texts.TryGetValue(id, out text) ? text
            : id;
    }
}
