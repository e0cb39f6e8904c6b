using Algometer.Measurement.Home.Session;

namespace Algometer.Home.Tests;

/// <summary>Every combination of what can be known: no cue ever contradicts a rule.</summary>
public sealed class CueRuleTests
{
    private const int Facts = 13;

    [Fact]
    public void No_combination_gives_a_cue_that_contradicts_what_is_known()
    {
        var seen = new HashSet<SessionCue>();
        for (int bits = 0; bits < 1 << Facts; bits++)
        {
            CueFacts facts = Of(bits);
            SessionCue cue = CueRule.Decide(facts);
            seen.Add(cue);
            bool againstPressing = facts.MustLetGo || facts.IsTimeUp || facts.IsHoldOver || facts.IsPainTooHigh || facts.IsAboveBand || facts.IsBracing || facts.IsTooFast;
            Assert.False(cue == SessionCue.More && (againstPressing || facts.FeelsNothing || !facts.MayAskForMore || !facts.WaitsBelowBand || !facts.IsPressing), $"more: {facts}");
            Assert.False(cue == SessionCue.Hold && (againstPressing || facts.FeelsNothing || !facts.IsPressing || !facts.HasReachedBand), $"praise: {facts}");
            Assert.False(cue == SessionCue.None && (facts.MustLetGo || facts.IsTimeUp || facts.IsHoldOver || (facts.IsPressing && againstPressing)), $"silence: {facts}");
            Assert.False(facts.MustLetGo && cue != SessionCue.LetGo, $"not let go: {facts}");
            Assert.False(facts.IsTimeUp && cue is not (SessionCue.LetGo or SessionCue.Done), $"not done: {facts}");
            Assert.False(facts.IsPressing && facts.IsPainTooHigh && cue is not (SessionCue.LetGo or SessionCue.Done or SessionCue.EaseOff), $"pain: {facts}");
            Assert.False(cue == SessionCue.Less && !facts.IsAboveBand && (!facts.IsBracing || facts.HasEasedSince), $"less of what has gone back: {facts}");
            Assert.False(cue is SessionCue.Less or SessionCue.Slower or SessionCue.FeelsNothing or SessionCue.Breathe && !facts.IsPressing, $"guided without a hold: {facts}");
        }

        Assert.Equal(Enum.GetValues<SessionCue>().Order(), seen.Order());
    }

    [Fact]
    public void Whatever_becomes_worse_never_makes_the_cue_milder()
    {
        SessionCue[] mildToGrave = [SessionCue.More, SessionCue.Hold, SessionCue.None, SessionCue.FeelsNothing, SessionCue.Breathe, SessionCue.Slower, SessionCue.Less, SessionCue.EaseOff, SessionCue.Done, SessionCue.LetGo];
        for (int bits = 0; bits < 1 << Facts; bits++)
        {
            if (!Of(bits).IsPressing)
            {
                continue;
            }

            int before = Array.IndexOf(mildToGrave, CueRule.Decide(Of(bits)));
            for (int worse = 1; worse <= 8; worse++)
            {
                int after = Array.IndexOf(mildToGrave, CueRule.Decide(Of(bits | (1 << worse))));
                Assert.True(after >= before, $"{Of(bits)}, then {Of(1 << worse)}");
            }
        }
    }

    private static CueFacts Of(int bits) => new()
    {
        IsPressing = Has(bits, 0),
        MustLetGo = Has(bits, 1),
        IsTimeUp = Has(bits, 2),
        IsHoldOver = Has(bits, 3),
        IsPainTooHigh = Has(bits, 4),
        IsAboveBand = Has(bits, 5),
        IsBracing = Has(bits, 6),
        IsTooFast = Has(bits, 7),
        FeelsNothing = Has(bits, 8),
        WaitsBelowBand = Has(bits, 9),
        MayAskForMore = Has(bits, 10),
        HasReachedBand = Has(bits, 11),
        HasEasedSince = Has(bits, 12),
    };

    private static bool Has(int bits, int which) => (bits & (1 << which)) != 0;
}
