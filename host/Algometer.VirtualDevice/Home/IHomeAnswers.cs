namespace Algometer.VirtualDevice;

/// <summary>What a simulated patient at home says when asked. Asked by a test, a page driven by one, or the command line.</summary>
public interface IHomeAnswers
{
    /// <summary>Answers a screening question.</summary>
    /// <param name="question">Its id.</param>
    bool Yes(string question);

    /// <summary>Rates the movement, 0 to 10.</summary>
    /// <param name="after">Whether after the session.</param>
    int MovementPain(bool after);

    /// <summary>Rates the pain of this moment, 0 to 10; null for one who does not answer.</summary>
    int? Pain();

    /// <summary>Why the patient wants to stop now, as a stop reason; null for going on.</summary>
    string? WantsToStop();

    /// <summary>How it feels at the end.</summary>
    string Feeling { get; }

    /// <summary>Whether the rest of the day was worse.</summary>
    bool WorseThatDay { get; }

    /// <summary>How long it felt easier, h.</summary>
    double ReliefHours { get; }

    /// <summary>How long after the release tingling lasts, s; 0 for none.</summary>
    double TinglingSeconds { get; }
}

/// <summary>What a guided session asks of the hand; the same names as the session's own cues.</summary>
public enum HomeCue
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A little more.</summary>
    More,

    /// <summary>Stay so.</summary>
    Hold,

    /// <summary>A little less.</summary>
    Less,

    /// <summary>More slowly.</summary>
    Slower,

    /// <summary>Ease off.</summary>
    EaseOff,

    /// <summary>Let go.</summary>
    LetGo,

    /// <summary>The planned time was held: ease off slowly.</summary>
    Done,

    /// <summary>The ball feels nothing.</summary>
    FeelsNothing,

    /// <summary>Breathe; nothing about the force.</summary>
    Breathe,
}

/// <summary>What a patient at home sees and hears of the session.</summary>
/// <param name="Pressing">Whether a hold is asked for: from the approach to its end.</param>
/// <param name="Cue">What to do with the force.</param>
/// <param name="LowNewtons">Lower end of the band, N; 0 where there is none.</param>
/// <param name="HighNewtons">Upper end, N; 0 where there is none.</param>
/// <param name="BreatheTold">Whether the session says that breath may be held.</param>
public readonly record struct HomeSeen(bool Pressing, HomeCue Cue, double LowNewtons, double HighNewtons, bool BreatheTold = false);
