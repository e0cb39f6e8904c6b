using Algometer.Measurement.Home.Session;
using Algometer.Measurement.Signal;

namespace Algometer.Home.Tests;

/// <summary>
/// Holds each cue against the rules, written from the rules and not from the program: what may be said with this force, this pain, this time and this
/// body. A sentence for the first contradiction of each kind.
/// </summary>
internal sealed class CueContradictions
{
    private readonly SortedSet<string> _found = new(StringComparer.Ordinal);
    private double _targetAt = double.NaN;
    private int _hold;

    /// <summary>What was found, a kind each.</summary>
    public IReadOnlyCollection<string> Found => _found;

    /// <summary>Looks at one sample.</summary>
    public void Look(GuidedSession session, SessionView view, in Sample sample)
    {
        double force = view.Newtons;
        bool pressing = view.Phase is SessionPhase.Approach or SessionPhase.Hold;
        if (view.HoldNumber != _hold)
        {
            (_hold, _targetAt) = (view.HoldNumber, double.NaN);
        }

        if (view.InBandSeconds >= view.TargetSeconds && double.IsNaN(_targetAt))
        {
            _targetAt = session.Now;
        }

        int top = session.PainHigh;
        Is(sample.ForceNewtons > view.LimitNewtons && pressing, "a hold goes on above the limit");
        Is(sample.ForceNewtons > view.LimitNewtons && view.HoldNumber > 0 && view.Cue != SessionCue.LetGo, "above the limit it does not say let go");
        Is(pressing && !double.IsNaN(_targetAt), "a hold goes on after its planned time");
        Is(pressing && view.HeldSeconds > view.HardEndSeconds + 0.1, "a hold goes on after the hard end");
        Is(view.Phase == SessionPhase.Release && force > 2 && view.Cue is not (SessionCue.Done or SessionCue.EaseOff or SessionCue.LetGo), "after the end it does not say to ease off");
        Is(view.Phase is SessionPhase.Rest or SessionPhase.Trouble && force > 2.1 && view.Cue != SessionCue.LetGo, "a load in a rest or a trouble is not told off");
        if (view.Cue == SessionCue.More)
        {
            Is(!(force < view.LowNewtons), "more in or above the band");
            Is(view.LatestPain >= top, "more at the top of the pain that is sought");
            Is(view.Bracing, "more to a braced body");
            Is(!pressing, "more outside a hold");
        }

        Is(view.Cue == SessionCue.Less && view.HasBand && force < view.LowNewtons - 0.01, "less below the band");
        if (view.Cue == SessionCue.Hold)
        {
            Is(view.HasBand && force < view.LowNewtons - 0.01, "praise below the band");
            Is(force > view.HighNewtons + 0.01 && view.HasBand, "praise above the band");
            Is(view.Bracing, "praise to a braced body");
            Is(!pressing, "praise outside a hold");
            Is(view.TooFast, "praise to who presses too fast");
        }
    }

    private void Is(bool so, string what)
    {
        if (so)
        {
            _found.Add(what);
        }
    }
}
