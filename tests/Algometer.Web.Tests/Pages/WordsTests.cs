using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Algometer.Web.Tests.Pages;

/// <summary>Every word of the pages of components stands in a file of words, in every language; and every word there is used.</summary>
public sealed partial class WordsTests
{
    private static readonly string[] _languages = ["de", "es", "fr", "pt", "zh"];
    private static readonly string _web = Path.Combine(Checkout.Root, "host", "Algometer.Web");

    public static TheoryData<string> Features() => [.. Directory.EnumerateFiles(Path.Combine(_web, "Words"), "*.resx").Select(Path.GetFileNameWithoutExtension).Where(name => !name!.Contains('.', StringComparison.Ordinal)).Select(name => name!)];

    public static TheoryData<string> Components() => [.. Directory.EnumerateFiles(Path.Combine(_web, "Pages"), "*.razor", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(_web, file))];

    [Theory]
    [MemberData(nameof(Features))]
    public void Every_language_has_every_word_with_the_same_places_for_values(string feature)
    {
        Dictionary<string, string> source = Read(feature + ".resx");
        foreach (string language in _languages)
        {
            Dictionary<string, string> translated = Read($"{feature}.{language}.resx");
            Assert.Equal(source.Keys.Order(StringComparer.Ordinal), translated.Keys.Order(StringComparer.Ordinal));
            Assert.All(translated, word => Assert.Equal(Holes(source[word.Key]), Holes(word.Value)));
            Assert.All(translated, word => Assert.False(word.Value.Length == 0 && source[word.Key].Length > 0, $"{feature}.{language}: {word.Key} is empty"));
        }
    }

    [Theory]
    [MemberData(nameof(Components))]
    public void A_component_has_no_words_of_its_own(string component) => Assert.Empty(OwnWords(File.ReadAllText(Path.Combine(_web, component))));

    [Theory]
    [InlineData("<p>Words</p>", "Words")]
    [InlineData("<p>@Text[\"a\"] more</p>", "more")]
    [InlineData("<input placeholder=\"Find\">", "Find")]
    [InlineData("<div aria-label=\"People\"></div>", "People")]
    [InlineData("@if (x)\n{\n    <b>No</b>\n}", "No")]
    public void Words_in_markup_are_found(string markup, string found) => Assert.Equal([found], OwnWords(markup));

    [Theory]
    [InlineData("@if (x)\n{\n    <b title=\"@Text[\"a b\"]\">@(x ? \"a\" : \"b\") · @Text[\"c\", 1]</b>\n}\nelse\n{\n<i>@x.Name</i>\n}\n@code {\n    string a = \"words\";\n}")]
    [InlineData("@foreach (string x in new[] { \"a\" })\n{\n    <kbd>@x</kbd>\n}\n@* words *@")]
    public void Code_is_not_taken_for_words(string markup) => Assert.Empty(OwnWords(markup));

    private static Dictionary<string, string> Read(string file) => XDocument.Load(Path.Combine(_web, "Words", file)).Root!.Elements("data")
        .ToDictionary(word => word.Attribute("name")!.Value, word => word.Element("value")!.Value, StringComparer.Ordinal);

    private static string[] Holes(string text) => [.. Hole().Matches(text).Select(hole => hole.Value).Order(StringComparer.Ordinal)];

    /// <summary>Letters between tags, and in attributes that are read out or shown.</summary>
    private static string[] OwnWords(string razor)
    {
        string markup = Code().Replace(Comment().Replace(razor, ""), "");
        markup = Directive().Replace(markup, "");
        markup = Expression().Replace(markup, "");
        IEnumerable<string> attributes = Shown().Matches(markup).Select(match => match.Groups["words"].Value);
        IEnumerable<string> texts = Tag().Replace(markup, "\n").Split('\n').Where(line => !Flow().IsMatch(line));
        return [.. attributes.Concat(texts).SelectMany(text => Word().Matches(text).Select(word => word.Value)).Where(word => word is not ("Algometer" or "doctype" or "html"))];
    }

    [GeneratedRegex(@"\{\d+[^}]*\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Hole();

    [GeneratedRegex(@"^@code\s*\{.*", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Code();

    [GeneratedRegex(@"@\*.*?\*@", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Comment();

    [GeneratedRegex(@"^@(page|inject|using|attribute|inherits|implements|typeparam|layout|rendermode|namespace)\b.*$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Directive();

    // @name, @name.Member["key", value].More(…), @(…): brackets may stand in brackets.
    [GeneratedRegex("""@(?!if\b|foreach\b|for\b|switch\b|else\b|code\b)(await )?[A-Za-z_][\w.?!]*((?<b>\((?>[^()"]|"[^"]*"|\((?<d>)|\)(?<-d>))*\))|\[(?>[^\[\]"]|"[^"]*")*\]|[\w.?!]+)*|@\((?>[^()"]|"[^"]*"|\((?<e>)|\)(?<-e>))*(?(e)(?!))\)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Expression();

    [GeneratedRegex("""\b(aria-label|title|placeholder|alt|label)="(?<words>[^"]*)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Shown();

    [GeneratedRegex("""</?[A-Za-z!][^<>"]*("[^"]*"[^<>"]*)*>""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Tag();

    [GeneratedRegex(@"^\s*(@?(if|foreach|for|switch|while)\s*\(.*|else( if\s*\(.*)?|case\b.*:|default:|break;|return;|[{}]*|(string|int|var|bool)\s.*;)\s*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Flow();

    [GeneratedRegex(@"\p{L}{2,}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Word();
}
