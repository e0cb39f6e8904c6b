using Algometer.Measurement.Easing;
using Algometer.Measurement.Hold;

namespace Algometer.Measurement.Tests;

/// <summary>The words promise nothing, ask for nothing and name every state.</summary>
public sealed class EasingWordsTests
{
    [Fact]
    public void Everything_that_can_be_said_has_words_of_its_own()
    {
        Assert.Equal(Enum.GetValues<EasingState>().Length, Enum.GetValues<EasingState>().Select(state => EasingWords.Name(state)).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(Enum.GetValues<EasingVerdict>().Length, Enum.GetValues<EasingVerdict>().Select(EasingWords.Name).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(Enum.GetValues<EasingVerdict>().Length, Enum.GetValues<EasingVerdict>().Select(verdict => EasingWords.Of(verdict, EasingDoubt.None)).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal("Not seen", EasingWords.Name(EasingState.CannotJudge, EasingDoubt.GapAtFall));
    }

    [Fact]
    public void Less_pain_at_less_force_proves_nothing_and_is_no_denial()
    {
        // 6 at 28.7 N, then 4 at 24.4 N, with softening seen.
        var pain = new PainTrack();
        pain.Rate(6, new PainPressure(28.7, double.NaN, 0, true));
        pain.Rate(4, new PainPressure(24.4, 27.4, 0, true));
        Assert.Equal(PainChange.FellAtLessForce, pain.Change);
        string words = EasingWords.WithPain(EasingVerdict.Easing, EasingDoubt.None, pain.Change);
        Assert.Equal("It softened: the force fell more than tissue does by itself. Pain fell too, but at less force: that proves nothing.", words);
        Assert.DoesNotContain("does not confirm", words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(EasingVerdict.Easing, PainChange.Fell, EasingVerdict.Easing)]
    [InlineData(EasingVerdict.PossiblyEasing, PainChange.Fell, EasingVerdict.Easing)]
    [InlineData(EasingVerdict.Easing, PainChange.DidNotFall, EasingVerdict.PossiblyEasing)]
    [InlineData(EasingVerdict.Steady, PainChange.Fell, EasingVerdict.Steady)]
    [InlineData(EasingVerdict.Easing, PainChange.NotRated, EasingVerdict.Easing)]
    [InlineData(EasingVerdict.Easing, PainChange.OnlyOnce, EasingVerdict.Easing)]
    [InlineData(EasingVerdict.Easing, PainChange.FellAtLessForce, EasingVerdict.Easing)]
    [InlineData(EasingVerdict.PossiblyEasing, PainChange.NotComparable, EasingVerdict.PossiblyEasing)]
    public void Only_pain_that_can_be_compared_weighs(EasingVerdict sensor, PainChange pain, EasingVerdict weighed)
    {
        Assert.Equal(weighed, EasingWords.Weighed(sensor, pain));
        Assert.StartsWith(weighed switch { EasingVerdict.Easing => "It softened", EasingVerdict.PossiblyEasing => "It may have softened", _ => "No softening" }, EasingWords.WithPain(sensor, EasingDoubt.None, pain), StringComparison.Ordinal);
    }

    [Fact]
    public void One_rating_confirms_nothing_and_what_cannot_be_told_says_why()
    {
        Assert.EndsWith("Pain was rated once: that confirms nothing.", EasingWords.WithPain(EasingVerdict.Easing, EasingDoubt.None, PainChange.OnlyOnce), StringComparison.Ordinal);
        Assert.Equal("Cannot tell: the hold is shorter than 25 s.", EasingWords.WithPain(EasingVerdict.CannotJudge, EasingDoubt.TooShort, PainChange.NotRated));
    }

    [Fact]
    public void Who_let_off_is_asked_once_a_fall_and_the_answer_is_in_the_verdict()
    {
        var question = new LetOffQuestion();
        Assert.False(question.TryAnswer(true));
        Assert.True(question.Accept(EasingState.LoadFell));
        Assert.False(question.Accept(EasingState.LoadFell));
        Assert.Contains("cannot tell", EasingWords.Of(EasingVerdict.LoadFell, EasingDoubt.None, question.Answer), StringComparison.Ordinal);
        Assert.True(question.TryAnswer(false));
        Assert.Contains("you did not let off", EasingWords.Of(EasingVerdict.LoadFell, EasingDoubt.None, question.Answer), StringComparison.Ordinal);
        question.Accept(EasingState.Steady);
        Assert.True(question.Accept(EasingState.LoadFell));
        Assert.Equal(LetOffAnswer.None, question.Answer);
        Assert.True(question.TryAnswer(true));
        Assert.Contains("You let off during the hold, as you said", EasingWords.Of(EasingVerdict.LoadFell, EasingDoubt.None, question.Answer), StringComparison.Ordinal);
        question.Begin();
        Assert.Equal(LetOffAnswer.None, question.Answer);
        Assert.False(question.IsOpen);
    }

    [Fact]
    public void No_word_asks_for_force_promises_or_says_released()
    {
        foreach (string words in Enum.GetValues<EasingState>().Select(state => EasingWords.Name(state))
            .Concat(Enum.GetValues<EasingVerdict>().Select(EasingWords.Name))
            .Concat(Enum.GetValues<EasingVerdict>().SelectMany(verdict => Enum.GetValues<LetOffAnswer>().SelectMany(answer => Enum.GetValues<PainChange>().Select(pain => EasingWords.WithPain(verdict, EasingDoubt.None, pain, answer)))))
            .Concat(Enum.GetValues<HoldEnd>().Select(HoldWords.Of)))
        {
            Assert.DoesNotMatch("(?i)releas|relief|heal|cure", words);
            Assert.DoesNotMatch("(?i)(?<!no reason to )press (harder|more firmly|more!)", words);
        }
    }
}
