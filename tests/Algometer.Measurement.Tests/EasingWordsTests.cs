using Algometer.Measurement.Easing;

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
        pain.Rate(6, 28.7);
        pain.Rate(4, 24.4);
        Assert.True(pain.FellAtLessForce);
        string words = EasingWords.WithPain(EasingVerdict.Easing, pain.Eased, pain.FellAtLessForce);
        Assert.Equal("It may have softened: the force fell a little more than tissue does by itself. Pain fell too, but at less force: that proves nothing.", words);
        Assert.DoesNotContain("confirm", words, StringComparison.Ordinal);
        pain.Rate(6, 24.4);
        Assert.False(pain.FellAtLessForce);
    }

    [Fact]
    public void Sensor_and_pain_together_say_softened_the_sensor_alone_only_may_have()
    {
        Assert.StartsWith("It softened", EasingWords.WithPain(EasingVerdict.Easing, true), StringComparison.Ordinal);
        Assert.StartsWith("It may have softened", EasingWords.WithPain(EasingVerdict.Easing, false), StringComparison.Ordinal);
        Assert.StartsWith("It may have softened", EasingWords.WithPain(EasingVerdict.Easing, null), StringComparison.Ordinal);
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
            .Concat(Enum.GetValues<EasingVerdict>().SelectMany(verdict => Enum.GetValues<LetOffAnswer>().Select(answer => EasingWords.WithPain(verdict, null, true, answer))))
            .Concat(Enum.GetValues<HoldEnd>().Select(HoldWords.Of)))
        {
            Assert.DoesNotMatch("(?i)releas|relief|heal|cure", words);
            Assert.DoesNotMatch("(?i)(?<!no reason to )press (harder|more firmly|more!)", words);
        }
    }
}
