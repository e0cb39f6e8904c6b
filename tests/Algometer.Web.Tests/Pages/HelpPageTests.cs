using Algometer.Web.Pages.Help;
using Bunit;

namespace Algometer.Web.Tests.Pages;

public sealed class HelpPageTests
{
    [Theory]
    [InlineData("en", "Help", "At an alarm, let go first.")]
    [InlineData("de", "Hilfe", "Bei einem Alarm zuerst loslassen.")]
    [InlineData("zh", "帮助", "报警时先松手")]
    public async Task Help_says_what_is_safe_what_words_mean_and_which_keys_there_are(string language, string title, string safety)
    {
        await using var page = new ComponentPage(language: language);
        var help = page.Open<HelpPage>();
        Assert.Equal(title, help.Find("h1").TextContent);
        Assert.Contains(safety, help.Find("ul").TextContent, StringComparison.Ordinal);
        Assert.Equal(12, help.FindAll(".terms dt").Count);
        Assert.Contains("A", help.FindAll("kbd").Select(key => key.TextContent), StringComparer.Ordinal);

        // A key without its word would be shown as the key.
        Assert.DoesNotContain("word.", help.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("key.", help.Markup, StringComparison.Ordinal);
    }
}
