using Algometer.Clinic.FollowUp;
using Algometer.Measurement.Home.Progress;
using Algometer.Measurement.Home.Session;
using Algometer.Measurement.Ramp;
using Algometer.Measurement.Home.Plans;

namespace Algometer.Clinic.AtHome;

/// <summary>What a patient finds before and after a session.</summary>
/// <param name="Patient">The patient's code; null while nothing was taken.</param>
/// <param name="Clinics">The clinics that this program is paired with.</param>
/// <param name="Plans">The plans, each with what stands against it today.</param>
/// <param name="Evening">The session whose question of the evening is due; null for none.</param>
/// <param name="Feeling">The session that was lost before it could be asked how it felt; null for none.</param>
/// <param name="EmergencyUntil">Until when nothing is pressed after a sign that needs help; null for no such sign.</param>
/// <param name="EmergencyNumber">The number to call where this program stands; null where it is not known.</param>
/// <param name="IsFirst">Whether no session was ever begun: what to expect is then offered to be read.</param>
public sealed record HomeToday(
    string? Patient,
    IReadOnlyList<ClinicIdentity> Clinics,
    IReadOnlyList<PlanToday> Plans,
    QuestionDue? Evening,
    QuestionDue? Feeling,
    DateTimeOffset? EmergencyUntil,
    string? EmergencyNumber,
    bool IsFirst);

/// <summary>A plan today.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Grant">Whether a session may begin, and what is different today.</param>
/// <param name="Refusal">Why the plan is no longer valid; null while it is.</param>
/// <param name="AsksToday">Whether it asks for a session on this day of the week.</param>
/// <param name="Progress">How it goes.</param>
/// <param name="Days">The last two weeks, oldest first.</param>
public sealed record PlanToday(PlanView Plan, SessionGrant Grant, RefusedPlan? Refusal, bool AsksToday, HomeProgress Progress, IReadOnlyList<DayMark> Days);

/// <summary>Why a plan does not hold, as ids of the rules' words.</summary>
public sealed record RefusedPlan(string Reason, string Detail);

/// <summary>A session that a question is open about.</summary>
public sealed record QuestionDue(string Session, DateTimeOffset StartedUtc, string Point, BodySide Side);

/// <summary>A day under a plan: done, heeded a stop, or rested. A missed day is shown like a rest day.</summary>
/// <param name="Day">The day, where the patient is.</param>
/// <param name="Sessions">Sessions in which was pressed.</param>
/// <param name="Stopped">Whether one was stopped or not begun, as was right.</param>
/// <param name="Before">Pain in the movement before the last session, 0 to 10; null where it was not rated.</param>
/// <param name="Pain">First pain of the first hold, 0 to 10; null where it was not rated.</param>
public sealed record DayMark(DateOnly Day, int Sessions, bool Stopped, int? Before, int? Pain);
