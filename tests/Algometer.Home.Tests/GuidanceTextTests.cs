using Algometer.Measurement.Home.Rules;

namespace Algometer.Home.Tests;

public sealed class GuidanceTextTests
{
    // Nothing urges more force, promises that pain will go, or says what a force sensor cannot know.
    private static readonly string[] _forbidden =
    [
        "press harder", "push through", "harder is", "no pain, no gain", "grit", "bear it", "endure", "will feel better", "will be gone", "will ease", "will help", "cure", "heal you", "relief",
        "guarantee", "promise that", "release the muscle", "released", "muscle releases", "knot", "break up", "more force", "more pressure is", "lasting", "pain-free", "must press", "keep pressing",
    ];

    [Fact]
    public void Every_word_that_the_rules_need_is_there_and_none_is_left_over()
    {
        Assert.Empty(Given.Texts.Missing(Given.Rules));
        Assert.Empty(Given.Texts.Unused(Given.Rules));
    }

    [Fact]
    public void No_text_urges_more_force_or_promises_anything()
    {
        foreach ((string id, string text) in Given.Texts.Texts)
        {
            Assert.All(_forbidden, word => Assert.False(text.Contains(word, StringComparison.OrdinalIgnoreCase), $"{id}: '{text}' says '{word}'"));
        }
    }

    [Fact]
    public void Only_the_cue_below_the_band_asks_for_more()
    {
        string[] more = [.. Given.Texts.Texts.Where(text => text.Value.Contains("more", StringComparison.OrdinalIgnoreCase) && !text.Key.StartsWith("lock.", StringComparison.Ordinal)).Select(text => text.Key)];
        Assert.All(more, id => Assert.Contains(id, (string[])["cue.more", "cue.slower", "pain.ease-off", "stop.too-strong.then", "plan.too-much", "ramp.too-fast", "screen.worsening.yes", "range.ramps-differ", "range.no-band", "change.worse", "red-flag.notice", "plateau.threshold", "evening.worse"], StringComparer.Ordinal));
    }

    [Fact]
    public void A_language_that_lacks_a_word_is_refused_with_the_word()
    {
        GuidanceTexts cut = Given.Texts with { Texts = Given.Texts.Texts.Where(text => text.Key != "cue.let-go").ToDictionary(StringComparer.Ordinal) };
        Assert.Contains("cue.let-go", Assert.Throws<FormatException>(() => cut.Checked(Given.Rules)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Words_are_short_enough_to_be_spoken_and_placeholders_are_the_known_one()
    {
        Assert.All(Given.Texts.Texts, text => Assert.InRange(text.Value.Length, 2, 180));
        Assert.All(Given.Texts.Texts, text => Assert.True(text.Value.Replace("{0}", "", StringComparison.Ordinal).IndexOfAny(['{', '}']) < 0, text.Key));
    }
}
