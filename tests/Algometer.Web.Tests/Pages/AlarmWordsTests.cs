using System.Globalization;
using System.Text.RegularExpressions;
using Algometer.Measurement.Guard;
using Algometer.Measurement.Signal;
using Algometer.Web.Pages.Shell;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Algometer.Web.Tests.Pages;

/// <summary>Every sentence with which the program says an alarm has words in each language of the pages.</summary>
public sealed class AlarmWordsTests
{
    public static TheoryData<string> Sentences() =>
    [
        .. Enum.GetValues<SampleFlags>().Select(flag => AlarmWords.Of(flag, StreamDoubt.None))
            .Concat(Enum.GetValues<StreamDoubt>().Select(AlarmWords.Of))
            .Concat([AlarmWords.Silent, AlarmWords.TooFew, AlarmWords.HeardNothing])
            .Concat(Board()).Distinct(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Sentences))]
    public async Task A_sentence_of_the_program_has_words_in_every_language(string sentence)
    {
        foreach (string language in (string[])["de", "es", "fr", "pt", "zh"])
        {
            await using var page = new ComponentPage(language: language);
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
            IReadOnlyDictionary<string, string> words = Alarms.Words(page.Services.GetRequiredService<IStringLocalizer<Words.Alarm>>());
            Assert.Contains(words, word => word.Key.StartsWith(Alarms.Sentence, StringComparison.Ordinal) && !word.Key.EndsWith(word.Value, StringComparison.Ordinal)
                && Regex.IsMatch(sentence, "^" + Hole().Replace(Regex.Escape(word.Key[Alarms.Sentence.Length..]), ".+") + "$", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)));
        }
    }

    // What the board says besides, read from where it is said, so that a new sentence is found.
    private static IEnumerable<string> Board() => Regex.Matches(File.ReadAllText(Path.Combine(Checkout.Root, "host", "Algometer.Measurement", "Guard", "AlarmBoard.cs")), "\"(?<said>[A-Z][^\"]*[a-z.}][^\"]*)\"", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1))
        .Select(match => Regex.Replace(match.Groups["said"].Value, @"\{[^}]*\}", "7", RegexOptions.None, TimeSpan.FromSeconds(1)));

    private static Regex Hole() => new(@"\\\{\d}", RegexOptions.None, TimeSpan.FromSeconds(1));
}
