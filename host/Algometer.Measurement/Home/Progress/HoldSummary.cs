using Algometer.Measurement.Home.Session;

namespace Algometer.Measurement.Home.Progress;

/// <summary>One hold of a stored session.</summary>
/// <param name="Number">Which, from 1.</param>
/// <param name="BeganSeconds">When, s since the session's first sample: where its trace is.</param>
/// <param name="EndedSeconds">Its end.</param>
/// <param name="InBandSeconds">Time in the band, s.</param>
/// <param name="Outcome">How it ended, as kept in the record.</param>
/// <param name="PeakNewtons">Peak, N; null when there is none.</param>
/// <param name="MeanNewtons">Mean in the band, N; null when there is none.</param>
/// <param name="Pains">Ratings, in order.</param>
/// <param name="Easing">Verdict of the force's own judgement; empty for none.</param>
public sealed record HoldSummary(
    int Number, double BeganSeconds, double EndedSeconds, double InBandSeconds, string Outcome, double? PeakNewtons, double? MeanNewtons, IReadOnlyList<int> Pains, string Easing);

/// <summary>Reads what people want to know out of stored sessions.</summary>
public static class HomeHistory
{
    /// <summary>The holds of a session.</summary>
    public static IReadOnlyList<HoldSummary> Holds(SessionRecord session)
    {
        ArgumentNullException.ThrowIfNull(session);
        return
        [
            .. session.Entries.Where(entry => entry.Hold > 0).GroupBy(entry => entry.Hold).OrderBy(group => group.Key).Select(group => new HoldSummary(
                group.Key,
                group.First().Seconds,
                group.Last().Seconds,
                Value(group, SessionEntryKind.HoldEnded) ?? 0,
                group.LastOrDefault(entry => entry.Kind == SessionEntryKind.HoldEnded)?.Text ?? "",
                Value(group, SessionEntryKind.HoldPeak),
                Value(group, SessionEntryKind.HoldMean),
                [.. group.Where(entry => entry.Kind == SessionEntryKind.Pain).Select(entry => (int)(entry.Value ?? 0))],
                group.LastOrDefault(entry => entry.Kind == SessionEntryKind.Easing)?.Text ?? "")),
        ];
    }

    /// <summary>Pain of the movement before and after; null where not rated.</summary>
    public static (int? Before, int? After) Movement(SessionRecord session)
    {
        ArgumentNullException.ThrowIfNull(session);
        return ((int?)Value(session.Entries, SessionEntryKind.MovementBefore), (int?)Value(session.Entries, SessionEntryKind.MovementAfter));
    }

    /// <summary>Whether anything was pressed.</summary>
    public static bool Pressed(SessionRecord session) => session.Entries.Any(entry => entry.Kind == SessionEntryKind.BandEntered);

    /// <summary>From how long after a session the evening's question is asked. [P]</summary>
    public static TimeSpan EveningAfter { get; } = TimeSpan.FromHours(6);

    /// <summary>Whether the evening's question is due: from six hours after a pressed session until it is answered or the next day is over. [P]</summary>
    public static bool EveningDue(SessionRecord session, DateTimeOffset nowUtc) =>
        session.Evening is null && Pressed(session) && nowUtc - session.StartedUtc is var since && since >= EveningAfter && since.TotalHours < 48;

    /// <summary>Why the therapist should look; empty for no reason.</summary>
    public static IReadOnlyList<string> ReasonsForTherapist(SessionRecord session) =>
        [.. session.Entries.Where(entry => entry.Kind == SessionEntryKind.TellTherapist).Select(entry => entry.Text).Distinct(StringComparer.Ordinal)];

    private static double? Value(IEnumerable<SessionEntry> entries, SessionEntryKind kind) => entries.LastOrDefault(entry => entry.Kind == kind)?.Value;
}
