using Algometer.Measurement.Ramp;

namespace Algometer.Measurement.Home.Rules;

/// <summary>How the safe range is measured.</summary>
/// <param name="RampNewtonsPerSecond">Fastest ramp, N/s.</param>
/// <param name="LowerRating">Rating whose force is the lower mark.</param>
/// <param name="UpperRating">Rating whose force is the upper mark.</param>
/// <param name="Repeats">How many ramps.</param>
/// <param name="AgreementPercent">How far both may differ, % of their mean.</param>
/// <param name="LimitPart">Limit as part of the force at the upper rating.</param>
/// <param name="ValidDays">For how many days it may be used.</param>
/// <param name="Certainty">How sure it is.</param>
public sealed record SafeRangeRule(
    double RampNewtonsPerSecond, int LowerRating, int UpperRating, int Repeats, double AgreementPercent, double LimitPart, int ValidDays, Certainty Certainty);

/// <summary>How long a plan lives.</summary>
/// <param name="ValidDays">Longest time from signing to expiry, days.</param>
/// <param name="Certainty">How sure it is.</param>
public sealed record PlanRule(int ValidDays, Certainty Certainty);

/// <summary>What holds without a plan: a low limit, no band, nothing that asks for more.</summary>
/// <param name="LimitNewtons">Limit, N; the region's cap if that is lower.</param>
/// <param name="HoldSeconds">Time under load after which a hold is over, s.</param>
/// <param name="Repeats">Holds a session.</param>
/// <param name="PainLow">Lower end of the pain that is aimed at, 0 to 10.</param>
/// <param name="PainHigh">Upper end; above it the cue is to ease off.</param>
/// <param name="Certainty">How sure it is.</param>
public sealed record FreeModeRule(double LimitNewtons, double HoldSeconds, int Repeats, int PainLow, int PainHigh, Certainty Certainty);

/// <summary>How often and how close together one point is pressed.</summary>
/// <param name="HoldsAPoint">Most holds of a point in a session.</param>
/// <param name="SessionsADay">Most sessions a day.</param>
/// <param name="RestSeconds">Least rest between two holds, s.</param>
/// <param name="Certainty">How sure it is.</param>
public sealed record OverTreatmentRule(int HoldsAPoint, int SessionsADay, double RestSeconds, Certainty Certainty);

/// <summary>When the movement is rated again. When a change counts stands in <c>visit.json</c>.</summary>
/// <param name="WithinSeconds">At the latest, s after the last hold.</param>
/// <param name="Certainty">How sure it is.</param>
public sealed record RecheckRule(double WithinSeconds, Certainty Certainty);

/// <summary>What tingling after the release means.</summary>
/// <param name="LogSeconds">Gone this soon, it is only written down, s.</param>
/// <param name="LockSeconds">Still there after this, the point is locked, s. In between the session ends without a lock. [P]</param>
/// <param name="LockHours">For how long, h. [P]</param>
/// <param name="Certainty">How sure it is.</param>
public sealed record TinglingRule(double LogSeconds, double LockSeconds, double LockHours, Certainty Certainty);

/// <summary>What follows when the rest of the day was worse.</summary>
/// <param name="BandPercent">By how much the band's upper end falls, %.</param>
/// <param name="RestHours">Rest, h.</param>
/// <param name="LockTimes">Worse this often …</param>
/// <param name="LockDays">… within this many days locks the point until a new plan.</param>
/// <param name="Certainty">How sure it is.</param>
public sealed record WorseAfterRule(double BandPercent, double RestHours, int LockTimes, int LockDays, Certainty Certainty);

/// <summary>What follows when it was too much: pain at which a hold ends, the limit passed, the movement or the feeling worse afterwards.</summary>
/// <param name="BandPercent">By how much both ends of the band fall for the rest of the day, %.</param>
/// <param name="LockTimes">This often …</param>
/// <param name="LockDays">… within this many days locks the point, and the therapist should know.</param>
/// <param name="LockHours">For how long, h.</param>
/// <param name="Certainty">How sure it is.</param>
public sealed record TooMuchRule(double BandPercent, int LockTimes, int LockDays, double LockHours, Certainty Certainty)
{
    /// <summary>Whether a place rests after so many times.</summary>
    /// <param name="times">How often it was too much there, since it rested last.</param>
    public bool Locks(int times) => times >= LockTimes;
}

/// <summary>What follows an answer that needs help at once.</summary>
/// <param name="LockHours">How long nothing is pressed anywhere, h.</param>
/// <param name="Numbers">Numbers to call, by country.</param>
/// <param name="Certainty">How sure the time is.</param>
public sealed record EmergencyRule(double LockHours, IReadOnlyList<EmergencyNumber> Numbers, Certainty Certainty);

/// <summary>A country's number for medical emergencies.</summary>
/// <param name="Id">Country, two letters of ISO 3166.</param>
/// <param name="Number">As it is dialled.</param>
public sealed record EmergencyNumber(string Id, string Number);

/// <summary>What follows a stop.</summary>
public enum StopAction
{
    /// <summary>The movement is rated again and the session ends.</summary>
    EndSession,

    /// <summary>The session ends and the point is locked for some hours.</summary>
    LockPoint,

    /// <summary>Tingling: it depends on how soon it is gone.</summary>
    WatchTingling,

    /// <summary>The session ends, the point is locked, and the emergency words are shown.</summary>
    Emergency,

    /// <summary>The session may go on after a rest.</summary>
    MayGoOn,
}

/// <summary>Why a session was stopped.</summary>
/// <param name="Id">Name in data; its words are <c>stop.ID</c>, what follows is said by <c>stop.ID.then</c>.</param>
/// <param name="Action">What follows.</param>
/// <param name="LockHours">How long the point is locked, h; 0 for not. [P]</param>
/// <param name="TellTherapist">Whether the therapist is told.</param>
/// <param name="Certainty">How sure it is.</param>
public sealed record StopReason(string Id, StopAction Action, double LockHours, bool TellTherapist, Certainty Certainty);

/// <summary>What a yes to a screening question does.</summary>
public enum ScreeningAction
{
    /// <summary>No session on this point, unless the signed plan names the question as cleared by the clinician.</summary>
    RefuseOrOverride,

    /// <summary>A red flag: no session, see a doctor; the therapist is told.</summary>
    RedFlag,

    /// <summary>No session and the emergency words, whatever any plan says.</summary>
    Emergency,
}

/// <summary>A question before each session.</summary>
/// <param name="Id">Name in data; the words are <c>screen.ID</c>, a yes is answered by <c>screen.ID.yes</c>.</param>
/// <param name="Action">What a yes does.</param>
/// <param name="Regions">Regions for which it is asked; empty for all.</param>
/// <param name="Overridable">Whether a signed plan may clear a red flag that lies in the past, such as a healed cancer. [P]</param>
/// <param name="Certainty">How sure it is.</param>
public sealed record ScreeningQuestion(string Id, ScreeningAction Action, IReadOnlyList<string> Regions, bool Overridable, Certainty Certainty);

/// <summary>When to talk about another way at home, beside the rule of <c>visit.json</c> for days, sessions and pain.</summary>
/// <param name="AdherencePercent">Only when at least this part of the plan was done, %.</param>
/// <param name="ReliefHours">Relief shorter than this …, h.</param>
/// <param name="ReliefTimes">… in this many …</param>
/// <param name="ReliefOf">… of the last sessions.</param>
/// <param name="Certainty">How sure it is.</param>
public sealed record PlateauRule(double AdherencePercent, double ReliefHours, int ReliefTimes, int ReliefOf, Certainty Certainty);
