using Algometer.Measurement.Home.Plans;
using Algometer.Measurement.Home.Rules;

namespace Algometer.Measurement.Home.Session;

/// <summary>What a session may do today, after what happened before.</summary>
/// <param name="Allowed">Whether a session on this point may begin.</param>
/// <param name="Reason">Text id that says why not, or what is different today; empty for nothing.</param>
/// <param name="UntilUtc">Until when it may not; null for a reason that only a new plan ends, or for none.</param>
/// <param name="LowNewtons">Lower end of the band for today, N; 0 in free mode.</param>
/// <param name="HighNewtons">Upper end, N; 0 in free mode.</param>
/// <param name="LimitNewtons">Limit for the device, N.</param>
/// <param name="TellTherapist">Whether the therapist should know.</param>
/// <param name="TooMuchBefore">How often it was too much here lately, since it last locked the point.</param>
public sealed record SessionGrant(bool Allowed, string Reason, DateTimeOffset? UntilUtc, double LowNewtons, double HighNewtons, double LimitNewtons, bool TellTherapist, int TooMuchBefore = 0);

/// <summary>Decides from the history whether a session may begin, and with which band.</summary>
public static class SessionGate
{
    /// <summary>Judges a session by plan.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="plan">An accepted plan.</param>
    /// <param name="history">The patient's sessions, any order, all points.</param>
    /// <param name="nowUtc">Now.</param>
    /// <param name="utcOffset">The patient's offset from UTC: what today is.</param>
    public static SessionGrant Judge(HomeRules rules, HomePlan plan, IReadOnlyList<SessionRecord> history, DateTimeOffset nowUtc, TimeSpan utcOffset)
    {
        ArgumentNullException.ThrowIfNull(plan);
        SessionRecord[] here = Here(history, plan.Patient, plan.Point, plan.Side);
        SessionRecord[] worse = [.. here.Where(session => session.Evening is { WorseRestOfDay: true } && session.StartedUtc >= plan.CreatedUtc)];
        double part = Math.Pow(1 - (rules.WorseAfter.BandPercent / 100), worse.Length);
        double high = Floor(plan.HighNewtons * part);

        // The upper end falls; the lower one follows only where it would meet it.
        double low = Math.Min(plan.LowNewtons, Floor(high * Math.Min(0.9, plan.LowNewtons / plan.HighNewtons)));
        low = high > plan.LowNewtons * 1.1 ? plan.LowNewtons : low;
        double limit = Math.Min(plan.LimitNewtons, Floor(plan.LimitNewtons * part));

        // What was too much today is asked for again at no point of the day.
        int today = TooMuchOn(here, nowUtc, utcOffset);
        double gentler = Gentler(rules, today);
        (low, high) = today > 0 ? (Floor(low * gentler), Floor(high * gentler)) : (low, high);
        SessionGrant? against = Emergencies(history, plan.Patient, nowUtc) ?? RefusedToday(history, plan.Patient, nowUtc, utcOffset) ?? Locks(here, nowUtc) ?? WorseLocks(rules, worse, nowUtc, until: null)
            ?? TooOften(here, Math.Min(plan.SessionsADay, rules.OverTreatment.SessionsADay), nowUtc, utcOffset);
        return against is null
            ? new SessionGrant(true, today > 0 ? "lock.too-much" : worse.Length > 0 ? "lock.band-lowered" : "", null, low, high, limit, false, Lately(rules, here, nowUtc))
            : against with { LowNewtons = low, HighNewtons = high, LimitNewtons = limit };
    }

    /// <summary>Judges a session without a plan.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="patient">Code of the patient.</param>
    /// <param name="place">Where.</param>
    /// <param name="history">The patient's sessions.</param>
    /// <param name="nowUtc">Now.</param>
    /// <param name="utcOffset">The patient's offset from UTC.</param>
    public static SessionGrant JudgeFree(HomeRules rules, string patient, FreePlace place, IReadOnlyList<SessionRecord> history, DateTimeOffset nowUtc, TimeSpan utcOffset)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(place);
        string? forbidden = PlaceCheck.Forbidden(place.Point, rules) is { } never ? TextIds.Never(never.Id) : null;
        string region = rules.Point(place.Point)?.Region ?? "";
        double limit = Math.Min(rules.FreeMode.LimitNewtons, rules.Region(region)?.CapNewtons ?? 0);
        string? problem = forbidden ?? (region.Length == 0 ? PlanRefusal.UnknownPlace.TextId() : PlaceCheck.PairProblem(region, place.Tool, place.Position, rules));
        if (problem is not null)
        {
            return new SessionGrant(false, problem, null, 0, 0, limit, false);
        }

        SessionRecord[] here = Here(history, patient, place.Point, place.Side);
        SessionRecord[] worse = [.. here.Where(session => session.Evening is { WorseRestOfDay: true })];
        DateTimeOffset? until = worse.Length > 0 ? worse[^1].Evening!.AnsweredUtc.AddDays(rules.WorseAfter.LockDays) : null;
        SessionGrant? against = Emergencies(history, patient, nowUtc) ?? RefusedToday(history, patient, nowUtc, utcOffset) ?? Locks(here, nowUtc) ?? WorseLocks(rules, worse, nowUtc, until)
            ?? TooOften(here, rules.OverTreatment.SessionsADay, nowUtc, utcOffset);
        // Without a band it is the limit that falls where it was too much today.
        int today = TooMuchOn(here, nowUtc, utcOffset);
        limit = today > 0 ? Floor(limit * Gentler(rules, today)) : limit;
        return against is null ? new SessionGrant(true, today > 0 ? "lock.too-much" : "free.intro", null, 0, 0, limit, false, Lately(rules, here, nowUtc)) : against with { LimitNewtons = limit };
    }

    private static int TooMuchOn(SessionRecord[] here, DateTimeOffset nowUtc, TimeSpan utcOffset) => TooMuch(here).Count(entry => Day(entry.AtUtc, utcOffset) == Day(nowUtc, utcOffset));

    private static double Gentler(HomeRules rules, int times) => Math.Pow(1 - (rules.TooMuch.BandPercent / 100), times);

    private static SessionRecord[] Here(IReadOnlyList<SessionRecord> history, string patient, string point, Ramp.BodySide side) =>
    [
        .. history.Where(session => string.Equals(session.Patient, patient, StringComparison.Ordinal) && string.Equals(session.Point, point, StringComparison.Ordinal) && session.Side == side)
            .OrderBy(session => session.StartedUtc),
    ];

    /// <summary>Until when nothing is pressed anywhere after a sign that needs help at once; null when nothing stands.</summary>
    /// <param name="history">Sessions, all points.</param>
    /// <param name="patient">Code of the patient.</param>
    /// <param name="nowUtc">Now.</param>
    public static DateTimeOffset? EmergencyUntil(IReadOnlyList<SessionRecord> history, string patient, DateTimeOffset nowUtc)
    {
        DateTimeOffset until = Until(history.Where(session => string.Equals(session.Patient, patient, StringComparison.Ordinal)), why => string.Equals(why, GuidedSession.EmergencyLock, StringComparison.Ordinal));
        return until > nowUtc ? until : null;
    }

    /// <summary>How often it was too much at a session's place lately, since that last locked it.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="at">A session at that place.</param>
    /// <param name="history">Sessions, all points.</param>
    /// <param name="nowUtc">Now.</param>
    internal static int TooMuchLately(HomeRules rules, SessionRecord at, IReadOnlyList<SessionRecord> history, DateTimeOffset nowUtc) => Lately(rules, Here(history, at.Patient, at.Point, at.Side), nowUtc);

    private static SessionGrant? Emergencies(IReadOnlyList<SessionRecord> history, string patient, DateTimeOffset nowUtc) =>
        EmergencyUntil(history, patient, nowUtc) is { } until ? Against("emergency.locked", until, tell: true) : null;

    // "No session today" is said of the day, whatever the place: the questions are not asked until they are answered otherwise.
    private static SessionGrant? RefusedToday(IReadOnlyList<SessionRecord> history, string patient, DateTimeOffset nowUtc, TimeSpan utcOffset)
    {
        DateTime today = Day(nowUtc, utcOffset);
        return history.Any(session => string.Equals(session.Patient, patient, StringComparison.Ordinal) && session.End == SessionEnd.Refused && Day(session.StartedUtc, utcOffset) == today)
            ? Against("screen.refused", new DateTimeOffset(today.AddDays(1), utcOffset).ToUniversalTime(), tell: true)
            : null;
    }

    private static SessionGrant? Locks(SessionRecord[] here, DateTimeOffset nowUtc)
    {
        DateTimeOffset until = Until(here, _ => true);
        return until > nowUtc ? Against("lock.until", until, tell: false) : null;
    }

    private static DateTimeOffset Until(IEnumerable<SessionRecord> sessions, Func<string, bool> why) => Entries(sessions, SessionEntryKind.Locked)
        .Where(locked => why(locked.Entry.Text)).Select(locked => locked.AtUtc.AddHours(locked.Entry.Value ?? 0)).DefaultIfEmpty(DateTimeOffset.MinValue).Max();

    // Worse twice in a short time: until a new plan, or without a plan until the time given.
    private static SessionGrant? WorseLocks(HomeRules rules, SessionRecord[] worse, DateTimeOffset nowUtc, DateTimeOffset? until)
    {
        DateTimeOffset[] said = [.. worse.Select(session => session.Evening!.AnsweredUtc).Order()];
        for (int i = rules.WorseAfter.LockTimes - 1; i < said.Length; i++)
        {
            if (said[i] - said[i - rules.WorseAfter.LockTimes + 1] <= TimeSpan.FromDays(rules.WorseAfter.LockDays) && !(until <= nowUtc))
            {
                return until is null ? Against("lock.until-new-plan", null, tell: true) : Against("lock.until", until, tell: true);
            }
        }

        DateTimeOffset rested = said.Length == 0 ? DateTimeOffset.MinValue : said[^1].AddHours(rules.WorseAfter.RestHours);
        return rested > nowUtc ? Against("lock.rest", rested, tell: false) : null;
    }

    private static SessionGrant? TooOften(SessionRecord[] here, int mostADay, DateTimeOffset nowUtc, TimeSpan utcOffset)
    {
        DateTime today = Day(nowUtc, utcOffset);
        int done = here.Count(session => Day(session.StartedUtc, utcOffset) == today && session.Entries.Any(entry => entry.Kind == SessionEntryKind.BandEntered));
        return done >= mostADay ? Against("lock.sessions-today", new DateTimeOffset(today.AddDays(1), utcOffset).ToUniversalTime(), tell: false) : null;
    }

    // How often it was too much, of what counts towards the next lock.
    private static int Lately(HomeRules rules, SessionRecord[] here, DateTimeOffset nowUtc)
    {
        DateTimeOffset lastLock = Entries(here, SessionEntryKind.Locked).Where(locked => string.Equals(locked.Entry.Text, GuidedSession.TooMuchLock, StringComparison.Ordinal))
            .Select(locked => locked.AtUtc).DefaultIfEmpty(DateTimeOffset.MinValue).Max();
        return TooMuch(here).Count(entry => entry.AtUtc > lastLock && nowUtc - entry.AtUtc <= TimeSpan.FromDays(rules.TooMuch.LockDays));
    }

    private static IEnumerable<(SessionEntry Entry, DateTimeOffset AtUtc)> TooMuch(SessionRecord[] here) => Entries(here, SessionEntryKind.TooMuch);

    private static IEnumerable<(SessionEntry Entry, DateTimeOffset AtUtc)> Entries(IEnumerable<SessionRecord> sessions, SessionEntryKind kind) =>
        sessions.SelectMany(session => session.Entries.Where(entry => entry.Kind == kind).Select(entry => (entry, session.StartedUtc.AddSeconds(entry.Seconds))));

    private static DateTime Day(DateTimeOffset utc, TimeSpan offset) => utc.ToOffset(offset).Date;

    private static SessionGrant Against(string reason, DateTimeOffset? until, bool tell) => new(false, reason, until, 0, 0, 0, tell);

    private static double Floor(double newtons) => Math.Floor((newtons * 10) + 1e-6) / 10;
}

/// <summary>Where the patient presses without a plan.</summary>
/// <param name="Point">Point of <c>home.json</c>.</param>
/// <param name="Side">Side.</param>
/// <param name="Tool">Tool.</param>
/// <param name="Position">Position.</param>
/// <param name="Movement">Movement that is rated; empty for none.</param>
public sealed record FreePlace(string Point, Ramp.BodySide Side, string Tool, string Position, string Movement = "");
