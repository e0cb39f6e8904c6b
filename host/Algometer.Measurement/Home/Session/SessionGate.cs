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
/// <param name="TellTherapist">Whether the therapist is told.</param>
public sealed record SessionGrant(bool Allowed, string Reason, DateTimeOffset? UntilUtc, double LowNewtons, double HighNewtons, double LimitNewtons, bool TellTherapist);

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
        SessionGrant? against = Locks(rules, here, nowUtc) ?? WorseLocks(rules, plan, worse, nowUtc) ?? TooOften(rules, here, Math.Min(plan.SessionsADay, rules.OverTreatment.SessionsADay), nowUtc, utcOffset);
        return against is null
            ? new SessionGrant(true, worse.Length > 0 ? "lock.band-lowered" : "", null, low, high, limit, false)
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
        SessionGrant? against = Locks(rules, here, nowUtc) ?? TooOften(rules, here, rules.OverTreatment.SessionsADay, nowUtc, utcOffset);
        return against is null ? new SessionGrant(true, "free.intro", null, 0, 0, limit, false) : against with { LimitNewtons = limit };
    }

    private static SessionRecord[] Here(IReadOnlyList<SessionRecord> history, string patient, string point, Ramp.BodySide side) =>
    [
        .. history.Where(session => string.Equals(session.Patient, patient, StringComparison.Ordinal) && string.Equals(session.Point, point, StringComparison.Ordinal) && session.Side == side)
            .OrderBy(session => session.StartedUtc),
    ];

    private static SessionGrant? Locks(HomeRules rules, SessionRecord[] here, DateTimeOffset nowUtc)
    {
        _ = rules;
        DateTimeOffset until = here.SelectMany(session => session.Entries
                .Where(entry => entry.Kind == SessionEntryKind.Locked)
                .Select(entry => session.StartedUtc.AddSeconds(entry.Seconds).AddHours(entry.Value ?? 0)))
            .DefaultIfEmpty(DateTimeOffset.MinValue).Max();
        return until > nowUtc ? Against("lock.until", until, tell: false) : null;
    }

    private static SessionGrant? WorseLocks(HomeRules rules, HomePlan plan, SessionRecord[] worse, DateTimeOffset nowUtc)
    {
        _ = plan;
        DateTimeOffset[] said = [.. worse.Select(session => session.Evening!.AnsweredUtc).Order()];
        for (int i = rules.WorseAfter.LockTimes - 1; i < said.Length; i++)
        {
            if (said[i] - said[i - rules.WorseAfter.LockTimes + 1] <= TimeSpan.FromDays(rules.WorseAfter.LockDays))
            {
                return Against("lock.until-new-plan", null, tell: true);
            }
        }

        DateTimeOffset until = said.Length == 0 ? DateTimeOffset.MinValue : said[^1].AddHours(rules.WorseAfter.RestHours);
        return until > nowUtc ? Against("lock.rest", until, tell: false) : null;
    }

    private static SessionGrant? TooOften(HomeRules rules, SessionRecord[] here, int mostADay, DateTimeOffset nowUtc, TimeSpan utcOffset)
    {
        _ = rules;
        DateTime today = nowUtc.ToOffset(utcOffset).Date;
        int done = here.Count(session => session.StartedUtc.ToOffset(utcOffset).Date == today && session.Entries.Any(entry => entry.Kind == SessionEntryKind.BandEntered));
        return done >= mostADay ? Against("lock.sessions-today", new DateTimeOffset(today.AddDays(1), utcOffset).ToUniversalTime(), tell: false) : null;
    }

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
