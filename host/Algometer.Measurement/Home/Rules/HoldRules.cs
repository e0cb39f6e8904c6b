using Algometer.Measurement.Ramp;

namespace Algometer.Measurement.Home.Rules;

/// <summary>Which measured force is the upper end of the band.</summary>
public enum BandTop
{
    /// <summary>The force at the upper rating (7).</summary>
    UpperRating,

    /// <summary>The force at the lower rating (5).</summary>
    LowerRating,
}

/// <summary>How a kind of patient is treated at home.</summary>
/// <param name="Id">Name in data.</param>
/// <param name="PainLow">Lower end of the pain that is sought, 0 to 10.</param>
/// <param name="PainHigh">Upper end; from there on nothing asks for more.</param>
/// <param name="BandTop">Upper end of the force band.</param>
/// <param name="BandLowPart">Lower end of the force band, part of the force at the lower rating.</param>
/// <param name="HoldSeconds">In-band time that a hold aims at, s.</param>
/// <param name="Repeats">Holds a session.</param>
/// <param name="ApproachNewtonsPerSecond">Fastest approach, N/s.</param>
/// <param name="Certainty">How sure it is.</param>
public sealed record HomePreset(
    string Id,
    int PainLow,
    int PainHigh,
    BandTop BandTop,
    double BandLowPart,
    double HoldSeconds,
    int Repeats,
    double ApproachNewtonsPerSecond,
    Certainty Certainty);

/// <summary>How pain is asked and what it does.</summary>
/// <param name="AskSeconds">Time between two questions in a hold, s.</param>
/// <param name="UnansweredEnds">How many questions in a row may stay unanswered before the hold ends. [P]</param>
/// <param name="StopAt">Rating at which the hold ends.</param>
/// <param name="EasedPoints">Fall that counts as eased.</param>
/// <param name="EasedPercent">Or part of the first rating, %.</param>
/// <param name="EasedPointsWithPressure">Fall that suffices when the pressure eased too. [P]</param>
/// <param name="RisePoints">Rise at the same force that stops the session and locks the point.</param>
/// <param name="SameForcePercent">What the same force means, %.</param>
/// <param name="RiseLockHours">How long the point is locked after such a rise, h. [P]</param>
/// <param name="Certainty">How sure it is.</param>
public sealed record PainRule(
    double AskSeconds, int UnansweredEnds, int StopAt, int EasedPoints, double EasedPercent, int EasedPointsWithPressure, int RisePoints, double SameForcePercent, double RiseLockHours, Certainty Certainty);

/// <summary>The hold's clock.</summary>
/// <param name="LeastSeconds">Shortest hold that a plan may ask for, s.</param>
/// <param name="HardEndSeconds">A hold is over after this time under load, whatever happens, s.</param>
/// <param name="LetGoSeconds">Below half of the band for this long, the patient has let go, s. [P]</param>
/// <param name="SilentSeconds">A link silent for this long ends the hold, s.</param>
/// <param name="Certainty">How sure it is.</param>
public sealed record HoldRule(double LeastSeconds, double HardEndSeconds, double LetGoSeconds, double SilentSeconds, Certainty Certainty);

/// <summary>How the band is reached.</summary>
/// <param name="NewtonsPerSecond">Fastest approach, N/s.</param>
/// <param name="NothingSeconds">More is asked for this long, s; then, if the ball felt nothing, whether it lies under the spot. [P]</param>
/// <param name="Certainty">How sure it is.</param>
public sealed record ApproachRule(double NewtonsPerSecond, double NothingSeconds, Certainty Certainty);

/// <summary>When the unloaded ball counts as at rest.</summary>
/// <param name="Newtons">Largest force, N.</param>
/// <param name="DeviationNewtons">Largest standard deviation, N.</param>
/// <param name="Seconds">For how long, s.</param>
/// <param name="Certainty">How sure it is.</param>
public sealed record ZeroRule(double Newtons, double DeviationNewtons, double Seconds, Certainty Certainty);

/// <summary>When a held breath or a braced body is noticed: trembling between two frequencies against the patient's own baseline.</summary>
/// <param name="TimesBaseline">How many times the baseline.</param>
/// <param name="Seconds">For how long, s.</param>
/// <param name="BaselineSeconds">Length of the baseline, s. [P]</param>
/// <param name="Certainty">How sure it is.</param>
public sealed record BracingRule(double TimesBaseline, double Seconds, double BaselineSeconds, Certainty Certainty);

/// <summary>The pace of breath that is shown.</summary>
/// <param name="InSeconds">Breathing in, s. [P]</param>
/// <param name="OutSeconds">Breathing out, s. [P]</param>
/// <param name="Certainty">How sure it is.</param>
public sealed record BreathRule(double InSeconds, double OutSeconds, Certainty Certainty);

/// <summary>
/// The code by which the ball itself answers the question about pain: short let-ups, never extra presses, so that an answer can only lower
/// the force. One: less than the band. Two: within it. Three: too much.
/// </summary>
/// <param name="DipPercent">How far the force must fall to be a let-up, % of the level before.</param>
/// <param name="BackPercent">How far it must come back, % of the level before.</param>
/// <param name="ShortestSeconds">Shortest let-up, s.</param>
/// <param name="LongestSeconds">Longest; beyond it the patient is letting go, s.</param>
/// <param name="GapSeconds">Longest time from one let-up to the next of the same answer, s.</param>
/// <param name="ListenSeconds">How long after the question the code is listened for, s.</param>
/// <param name="Certainty">How sure it is.</param>
public sealed record LetUpRule(
    double DipPercent, double BackPercent, double ShortestSeconds, double LongestSeconds, double GapSeconds, double ListenSeconds, Certainty Certainty);
