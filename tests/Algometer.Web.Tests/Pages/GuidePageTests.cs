using Algometer.Web.Pages.AtHome;
using Bunit;

namespace Algometer.Web.Tests.Pages;

/// <summary>What a patient reads before the first session.</summary>
public sealed class GuidePageTests
{
    [Theory]
    [InlineData("en")]
    [InlineData("de")]
    [InlineData("es")]
    [InlineData("fr")]
    [InlineData("pt")]
    [InlineData("zh")]
    public async Task Each_statement_says_how_sure_it_is_and_each_picture_what_it_shows(string language)
    {
        await using var page = new ComponentPage(language: language);
        var guide = page.Open<GuidePage>();
        Assert.Equal(8, guide.FindAll("[data-known]").Count);
        Assert.All(guide.FindAll("[data-known]"), known => Assert.NotEmpty(known.QuerySelector(".sure")!.TextContent));
        Assert.Equal(3, guide.FindAll("svg[role=img]").Count);
        Assert.All(guide.FindAll("svg[role=img]"), picture => Assert.NotEmpty(picture.GetAttribute("aria-label")!));
        Assert.Equal(5, guide.FindAll(".steps li").Count);

        // A word that is missing stands as its key.
        Assert.All((string[])["step.", "know.", "sure.", "cable.", "point."], key => Assert.DoesNotContain(">" + key, guide.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nothing_is_promised_and_nobody_is_told_to_press_harder()
    {
        await using var page = new ComponentPage();
        string words = page.Open<GuidePage>().Find("main").TextContent;
        Assert.DoesNotContain("released", words, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Pressing harder is not.", words, StringComparison.Ordinal);
        Assert.Contains("Nothing here promises relief.", words, StringComparison.Ordinal);
    }
}
