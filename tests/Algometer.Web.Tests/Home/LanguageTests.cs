using System.Text.RegularExpressions;
using System.Xml.Linq;
using Algometer.Cli.Composition;
using Algometer.Measurement.Home;
using Algometer.Measurement.Home.Rules;
using Algometer.Measurement.Visits;
using Algometer.Seeds;


namespace Algometer.Web.Tests.Home;

/// <summary>Six languages, each whole, kind and truthful; and each fits a phone.</summary>
public sealed partial class LanguageTests
{
    private static readonly string[] _languages = ["en", "es", "de", "fr", "pt", "zh"];

    // Words that are the same in two languages, and right in both.
    private static readonly Dictionary<string, string[]> _same = new(StringComparer.Ordinal)
    {
        ["es"] = ["preset.normal"],
        ["de"] = ["tool.ball", "preset.normal"],
        ["fr"] = ["plan.position"],
        ["pt"] = [],
        ["zh"] = [],
    };

    public static TheoryData<string> Languages => [.. _languages];

    public static TheoryData<string> Translations => [.. _languages.Skip(1)];

    [Theory]
    [MemberData(nameof(Translations))]
    public void Every_key_is_there_once_and_translated(string language)
    {
        Dictionary<string, string> english = All("en");
        Dictionary<string, string> translated = All(language);
        Assert.Empty(english.Keys.Except(translated.Keys, StringComparer.Ordinal));
        Assert.Empty(translated.Keys.Except(english.Keys, StringComparer.Ordinal));
        Assert.Equal(_same[language].Order(StringComparer.Ordinal), english.Keys.Where(key => english[key] == translated[key]).Order(StringComparer.Ordinal));
        Assert.All(english.Keys, key => Assert.False(string.IsNullOrWhiteSpace(translated[key]), key));
        Assert.All(english.Keys, key => Assert.Equal(Places(english[key]), Places(translated[key])));
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void The_rules_have_all_their_words_and_none_is_left_over(string language)
    {
        HomeRules rules = SeedFile.Read<HomeRules>(HomeRules.File);
        GuidanceTexts words = SeedFile.Read<GuidanceTexts>(language == "en" ? GuidanceTexts.File : HomeContentFiles.FileOf(language));
        Assert.Equal(language, words.Language);
        Assert.Empty(words.Missing(rules));
        Assert.Empty(words.Unused(rules));
        Dictionary<string, string> page = Page(language);
        Assert.All(SeedFile.Read<VisitLists>("visit.json").Movements, movement => Assert.True(page.ContainsKey("movement." + movement.Id), movement.Id));
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Nothing_urges_harder_pressing_or_says_released_or_promises_relief(string language)
    {
        Regex forbidden = Forbidden(language);
        Assert.Empty(All(language).Where(text => forbidden.IsMatch(text.Value)).Select(text => $"{text.Key}: {text.Value}"));
    }

    [Theory]
    [InlineData("en", "Press harder now.")]
    [InlineData("en", "The muscle has released.")]
    [InlineData("en", "This will relieve your pain.")]
    [InlineData("es", "Apriete más fuerte.")]
    [InlineData("de", "Drücken Sie stärker.")]
    [InlineData("fr", "Appuyez plus fort.")]
    [InlineData("pt", "Pressione com mais força.")]
    [InlineData("zh", "请用力按压。")]
    public void Such_words_would_be_found(string language, string text) => Assert.Matches(Forbidden(language), text);

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task Each_language_fits_a_phone_at_every_step(string language)
    {
        await using var steps = await DrawnSteps.OpenAsync(language, 360, 740);
        var problems = new List<string>();
        await steps.EachAsync(async (step, page) =>
        {
            problems.AddRange((await page.EvaluateAsync<string[]>(Overflow)).Select(text => $"{step}: {text}"));
            await Shots.StepAsync(page, $"lang-{language}-{step}");
        });
        Assert.Empty(problems);
    }

    [Fact]
    public async Task The_steps_are_drawn_in_the_language_that_was_asked_for()
    {
        await using var steps = await DrawnSteps.OpenAsync("zh", 360, 740);
        await steps.EachAsync(async (step, page) => Assert.Matches(@"\p{IsCJKUnifiedIdeographs}", await page.InnerTextAsync("#stage h2")));
    }

    // Whatever is wider than the screen, or cut off in its own box.
    private const string Overflow = """
        () => [
          ...(document.documentElement.scrollWidth > innerWidth ? [`page is ${document.documentElement.scrollWidth} wide`] : []),
          ...[...document.querySelectorAll("body *")].filter((node) => node.checkVisibility() && !node.closest(".heard, svg, #toast, textarea") && node.scrollWidth > node.clientWidth + 1 && node.clientWidth > 0 && getComputedStyle(node).display !== "inline").map((node) => `${node.tagName} ${node.id} ${node.className}: ${node.textContent.slice(0, 40)}`),
        ]
        """;

    private static Regex Forbidden(string language) => language switch
    {
        "en" => EnglishForbidden(),
        "es" => SpanishForbidden(),
        "de" => GermanForbidden(),
        "fr" => FrenchForbidden(),
        "pt" => PortugueseForbidden(),
        _ => ChineseForbidden(),
    };

    private static string[] Places(string text) => [.. Placeholder().Matches(text).Select(match => match.Value).Order(StringComparer.Ordinal)];

    private static Dictionary<string, string> All(string language) => new(
        Page(language).Concat(SeedFile.Read<GuidanceTexts>(language == "en" ? GuidanceTexts.File : HomeContentFiles.FileOf(language)).Texts), StringComparer.Ordinal);

    private static Dictionary<string, string> Page(string language) => new[] { "Home", "HomeAlarm" }
        .SelectMany(file => XDocument.Load(Path.Combine(Checkout.Root, "host", "Algometer.Web", "Words", language == "en" ? $"{file}.resx" : $"{file}.{language}.resx")).Root!.Elements("data").Select(word => (Key: file == "Home" ? word.Attribute("name")!.Value : "home-alarm." + word.Attribute("name")!.Value, word.Element("value")!.Value)))
        .ToDictionary(word => word.Key, word => word.Value, StringComparer.Ordinal);

    [GeneratedRegex(@"\{\w+\}", RegexOptions.None, 1000)]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"\b(press|push|lean)\w* (much )?(harder|firmer|more\b(?! slowly| gently))|more (pressure|force)|\breleased\b|\bcure|\bheal(s|ed|ing)?\b(?! over)|relieve|\bguarantee|pain[- ]free|no pain no gain", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex EnglishForbidden();

    [GeneratedRegex(@"más (fuerte|fuerza|presión)|apriete|liberad|\bcura\b|curar|aliviar|sanar|garantiz|sin dolor", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SpanishForbidden();

    [GeneratedRegex(@"(drück|press|lehn)\w*( Sie)?( sich)? (stärker|fester|kräftiger)|mehr (Druck|Kraft)\b|\bgelöst|\bheilt|heilung|lindern|lindert|garantier|schmerzfrei", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex GermanForbidden();

    [GeneratedRegex(@"plus (fort\b|de pression|de force)|libér|relâché|soulag|guéri|garanti|sans douleur", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FrenchForbidden();

    [GeneratedRegex(@"mais (força|forte|pressão)|aperte|liberad|\bcura\b|curar|aliviará|alívio|sarar|garanti|sem dor", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PortugueseForbidden();

    [GeneratedRegex(@"用力|更大的力|加大|更重|已释放|释放|治愈|治好|保证|缓解|无痛", RegexOptions.None, 1000)]
    private static partial Regex ChineseForbidden();
}
