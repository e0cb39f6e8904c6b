namespace Algometer.Measurement.Home.Session;

/// <summary>Everything that decides what the patient is told to do with the force, known at one moment.</summary>
public readonly record struct CueFacts
{
    /// <summary>Whether a hold is being approached or held.</summary>
    public bool IsPressing { get; init; }

    /// <summary>Whether a load is on that must go at once: over the limit, too much pain, a stop, a failure, a rest.</summary>
    public bool MustLetGo { get; init; }

    /// <summary>Whether the planned time was held and the load is still on.</summary>
    public bool IsTimeUp { get; init; }

    /// <summary>Whether the hold is over for another reason and the load is still on.</summary>
    public bool IsHoldOver { get; init; }

    /// <summary>Whether pain is above what is sought, and the force has not fallen since.</summary>
    public bool IsPainTooHigh { get; init; }

    /// <summary>Whether the force is above the band.</summary>
    public bool IsAboveBand { get; init; }

    /// <summary>Whether breath seems to be held or the body braced.</summary>
    public bool IsBracing { get; init; }

    /// <summary>Whether the force has gone back since the body braced: less of it is no answer any more.</summary>
    public bool HasEasedSince { get; init; }

    /// <summary>Whether the force rises faster than it may.</summary>
    public bool IsTooFast { get; init; }

    /// <summary>Whether more was asked for, for long, and the ball felt nothing.</summary>
    public bool FeelsNothing { get; init; }

    /// <summary>Whether the force is below the band and does not come up by itself.</summary>
    public bool WaitsBelowBand { get; init; }

    /// <summary>Whether anything may ask for more force now.</summary>
    public bool MayAskForMore { get; init; }

    /// <summary>Whether the force has reached the band's lower end.</summary>
    public bool HasReachedBand { get; init; }
}

/// <summary>The one place where a cue is decided.</summary>
public static class CueRule
{
    /// <summary>The cue for what is known, worst first: nothing that speaks against pressing is ever hidden by praise or by a wish for more.</summary>
    public static SessionCue Decide(in CueFacts facts) =>
        facts.MustLetGo ? SessionCue.LetGo
        : facts.IsTimeUp ? SessionCue.Done
        : facts.IsHoldOver ? SessionCue.EaseOff
        : !facts.IsPressing ? SessionCue.None
        : facts.IsPainTooHigh ? SessionCue.EaseOff
        : facts.IsAboveBand || (facts.IsBracing && !facts.HasEasedSince) ? SessionCue.Less
        : facts.IsTooFast ? SessionCue.Slower
        : facts.IsBracing ? SessionCue.Breathe
        : facts.FeelsNothing ? SessionCue.FeelsNothing
        : facts.MayAskForMore && facts.WaitsBelowBand ? SessionCue.More
        : facts.HasReachedBand ? SessionCue.Hold
        : SessionCue.None;
}
