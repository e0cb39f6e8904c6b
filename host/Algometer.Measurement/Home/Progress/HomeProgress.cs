using System.Globalization;
using Algometer.Measurement.Home.Plans;
using Algometer.Measurement.Home.Rules;
using Algometer.Measurement.Home.Session;
using Algometer.Measurement.Visits;

namespace Algometer.Measurement.Home.Progress;

/// <summary>A trend in plain words.</summary>
/// <param name="First">Mean of the first sessions; null when there is none.</param>
/// <param name="Latest">Mean of the latest; null when there is none.</param>
/// <param name="Text">Text id: better, worse, or within what such ratings scatter by themselves.</param>
public sealed record HomeTrend(double? First, double? Latest, string Text);

/// <summary>A reason to talk with the therapist.</summary>
/// <param name="Text">Text id.</param>
/// <param name="Detail">Numbers in plain words.</param>
public sealed record PlateauReason(string Text, string Detail);

/// <summary>How it goes with a plan, for the patient and for the therapist. It prompts a talk and decides nothing.</summary>
/// <param name="SessionsDone">Sessions in which something was pressed.</param>
/// <param name="SessionsPlanned">Sessions the plan asked for so far.</param>
/// <param name="AdherencePercent">Done of planned, at most 100; null before any was planned.</param>
/// <param name="StreakDays">Days of the plan in a row; rest days, locks and stops never break it, and a second session a day never adds to it.</param>
/// <param name="Pain">Pain in the holds.</param>
/// <param name="Movement">Pain of the movement before the session.</param>
/// <param name="Stops">Stops by reason.</param>
/// <param name="Plateau">Reasons to talk about another way; empty for none.</param>
/// <param name="TellTherapist">Red flags, locks and the like that the therapist should see.</param>
public sealed record HomeProgress(
    int SessionsDone,
    int SessionsPlanned,
    double? AdherencePercent,
    int StreakDays,
    HomeTrend Pain,
    HomeTrend Movement,
    IReadOnlyDictionary<string, int> Stops,
    IReadOnlyList<PlateauReason> Plateau,
    IReadOnlyList<string> TellTherapist)
{
    private const int Ends = 3;

    // Less than half a point is no change whatever its percentage. [P]
    private const double LeastFall = 0.5;

    /// <summary>Reckons it.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="visits">Lists of <c>visit.json</c>: when a change counts, and after how many days and sessions to talk.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="history">The patient's sessions, any order.</param>
    /// <param name="nowUtc">Now.</param>
    /// <param name="utcOffset">The patient's offset from UTC.</param>
    /// <param name="threshold">Change of the pressure-pain threshold over the same time, where it was measured.</param>
    public static HomeProgress Of(HomeRules rules, VisitLists visits, HomePlan plan, IReadOnlyList<SessionRecord> history, DateTimeOffset nowUtc, TimeSpan utcOffset, ThresholdChange? threshold = null)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(visits);
        SessionRecord[] sessions =
        [
            .. history.Where(session => string.Equals(session.PlanId, plan.Id, StringComparison.Ordinal)
                && string.Equals(session.Patient, plan.Patient, StringComparison.Ordinal)).OrderBy(session => session.StartedUtc),
        ];
        SessionRecord[] pressed = [.. sessions.Where(HomeHistory.Pressed)];
        DateOnly first = Day(plan.CreatedUtc, utcOffset);
        DateOnly today = Day(nowUtc < plan.ExpiresUtc ? nowUtc : plan.ExpiresUtc, utcOffset);
        var heeded = sessions.Where(Heeded).Select(session => Day(session.StartedUtc, TimeSpan.FromMinutes(session.UtcOffsetMinutes))).ToHashSet();

        // Today counts as planned only once it was used: nobody is behind in the morning.
        int days = Enumerable.Range(0, Math.Max(0, today.DayNumber - first.DayNumber) + 1).Select(first.AddDays)
            .Count(day => plan.AsksOn(day.DayOfWeek) && (day < today || heeded.Contains(day)));
        int planned = days * plan.SessionsADay;
        int done = pressed.GroupBy(session => Day(session.StartedUtc, TimeSpan.FromMinutes(session.UtcOffsetMinutes))).Sum(day => Math.Min(day.Count(), plan.SessionsADay));
        double? adherence = planned == 0 ? null : Math.Min(100, 100.0 * done / planned);
        return new HomeProgress(
            pressed.Length,
            planned,
            adherence,
            Streak(plan, first, today, heeded, Resting(sessions, rules, utcOffset)),
            Trend([.. pressed.SelectMany(session => HomeHistory.Holds(session).Where(hold => hold.Pains.Count > 0).Take(1).Select(hold => (double)hold.Pains[0]))], visits.Outcome),
            Trend([.. sessions.Select(session => HomeHistory.Movement(session).Before).OfType<int>().Select(pain => (double)pain)], visits.Outcome),
            sessions.SelectMany(session => session.Entries.Where(entry => entry.Kind == SessionEntryKind.StopReason)).GroupBy(entry => entry.Text, StringComparer.Ordinal)
                .ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal),
            PlateauReasons(rules, visits, pressed, adherence, nowUtc - plan.CreatedUtc, threshold),
            [.. sessions.SelectMany(HomeHistory.ReasonsForTherapist).Distinct(StringComparer.Ordinal)]);
    }

    // Stopping and being refused is doing what the plan asks.
    private static bool Heeded(SessionRecord session) => HomeHistory.Pressed(session) || session.End is SessionEnd.Refused or SessionEnd.Stopped or SessionEnd.StopRule;

    private static DateOnly Day(DateTimeOffset time, TimeSpan offset) => DateOnly.FromDateTime(time.ToOffset(offset).DateTime);

    private static HashSet<DateOnly> Resting(SessionRecord[] sessions, HomeRules rules, TimeSpan offset)
    {
        var days = new HashSet<DateOnly>();
        foreach (SessionRecord session in sessions)
        {
            foreach (SessionEntry locked in session.Entries.Where(entry => entry.Kind == SessionEntryKind.Locked))
            {
                DateTimeOffset from = session.StartedUtc.AddSeconds(locked.Seconds);
                Add(days, from, from.AddHours(locked.Value ?? 0), offset);
            }

            if (session.Evening is { WorseRestOfDay: true } evening)
            {
                Add(days, evening.AnsweredUtc, evening.AnsweredUtc.AddHours(rules.WorseAfter.RestHours), offset);
            }
        }

        return days;
    }

    private static void Add(HashSet<DateOnly> days, DateTimeOffset from, DateTimeOffset until, TimeSpan offset)
    {
        for (DateOnly day = Day(from, offset); day <= Day(until, offset); day = day.AddDays(1))
        {
            days.Add(day);
        }
    }

    private static int Streak(HomePlan plan, DateOnly first, DateOnly today, HashSet<DateOnly> heeded, HashSet<DateOnly> resting)
    {
        int streak = 0;
        for (DateOnly day = today; day >= first; day = day.AddDays(-1))
        {
            if (heeded.Contains(day))
            {
                streak++;
            }
            else if (day != today && plan.AsksOn(day.DayOfWeek) && !resting.Contains(day))
            {
                break;
            }
        }

        return streak;
    }

    private static HomeTrend Trend(double[] ratings, OutcomeRule rule)
    {
        if (ratings.Length < 2)
        {
            return new HomeTrend(ratings.Length == 0 ? null : ratings[0], null, "progress.too-few");
        }

        (double first, double latest) = FirstAndLatest(ratings);
        double fall = first - latest;
        string text = fall >= rule.BetterPoints || (first > 0 && 100 * fall / first >= rule.BetterPercent && fall >= LeastFall) ? "progress.better"
            : -fall >= rule.BetterPoints ? "progress.worse"
            : "progress.within-error";
        return new HomeTrend(first, latest, text);
    }

    // Means of up to three: one rating alone scatters by a point.
    private static (double First, double Latest) FirstAndLatest(double[] ratings)
    {
        int end = Math.Min(Ends, ratings.Length / 2);
        return (ratings[..end].Average(), ratings[^end..].Average());
    }

    private static IReadOnlyList<PlateauReason> PlateauReasons(HomeRules rules, VisitLists visits, SessionRecord[] pressed, double? adherence, TimeSpan age, ThresholdChange? threshold)
    {
        var reasons = new List<PlateauReason>();
        double?[] relief = [.. pressed.Where(session => session.Evening?.ReliefHours is not null).TakeLast(rules.Plateau.ReliefOf).Select(session => session.Evening!.ReliefHours)];
        int brief = relief.Count(hours => hours < rules.Plateau.ReliefHours);
        if (relief.Length >= rules.Plateau.ReliefOf && brief >= rules.Plateau.ReliefTimes)
        {
            reasons.Add(new PlateauReason("plateau.relief", string.Create(CultureInfo.InvariantCulture, $"{brief} / {relief.Length}, < {rules.Plateau.ReliefHours:0} h")));
        }

        bool longEnough = age.TotalDays >= visits.Escalation.Days || pressed.Length >= visits.Escalation.Visits;
        double[] before = [.. pressed.Select(session => HomeHistory.Movement(session).Before).OfType<int>().Select(pain => (double)pain)];
        if (longEnough && adherence >= rules.Plateau.AdherencePercent && before.Length >= 2 && before[0] > 0)
        {
            (double first, double latest) = FirstAndLatest(before);
            double fall = first - latest;
            bool flat = fall < visits.Escalation.PainPoints && 100 * fall / first < visits.Escalation.PainPercent;
            if (flat && threshold is not { IsReal: true })
            {
                reasons.Add(new PlateauReason("plateau.pain", string.Create(CultureInfo.InvariantCulture, $"{first:0.#} → {latest:0.#}")));
                if (threshold is not null)
                {
                    reasons.Add(new PlateauReason("plateau.threshold", string.Create(CultureInfo.InvariantCulture, $"{threshold.ChangeKpa:0} kPa < {threshold.Mdc95Kpa:0} kPa")));
                }
            }
        }

        return reasons;
    }
}

/// <summary>Change of a pressure-pain threshold of the probe, at the clinic.</summary>
/// <param name="ChangeKpa">Change, kPa.</param>
/// <param name="Mdc95Kpa">Smallest change that is more than measurement error, kPa.</param>
public sealed record ThresholdChange(double ChangeKpa, double Mdc95Kpa)
{
    /// <summary>Whether it is more than measurement error.</summary>
    public bool IsReal => ChangeKpa >= Mdc95Kpa;
}
