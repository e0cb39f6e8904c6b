using Algometer.Measurement.Home.Rules;
using Algometer.Measurement.Home.Session;

namespace Algometer.Measurement.Home.Progress;

/// <summary>How it felt, said after the program was lost before it could be: asked when it is there again, with the effect that it would have had.</summary>
public static class LateFeeling
{
    /// <summary>Whether the question is open: something was pressed, the session never came to its end, and the evening's question is not due yet.</summary>
    /// <param name="session">A session that does not run.</param>
    /// <param name="nowUtc">Now.</param>
    public static bool IsDue(SessionRecord session, DateTimeOffset nowUtc)
    {
        ArgumentNullException.ThrowIfNull(session);
        return session.End == SessionEnd.None && HomeHistory.Pressed(session) && session.Entries.All(entry => entry.Kind != SessionEntryKind.Feeling)
            && nowUtc >= session.StartedUtc && nowUtc - session.StartedUtc < HomeHistory.EveningAfter;
    }

    /// <summary>Until when the answer makes the place rest; null where it does not.</summary>
    /// <param name="told">A session with the answer in it.</param>
    public static DateTimeOffset? RestsUntil(SessionRecord told)
    {
        ArgumentNullException.ThrowIfNull(told);
        SessionEntry? answer = told.Entries.LastOrDefault(entry => entry.Kind == SessionEntryKind.Feeling);
        SessionEntry? locked = told.Entries.LastOrDefault(entry => entry is { Kind: SessionEntryKind.Locked, Text: GuidedSession.TooMuchLock } && entry.Seconds >= answer?.Seconds);
        return locked is null ? null : told.StartedUtc.AddSeconds(locked.Seconds).AddHours(locked.Value ?? 0);
    }

    /// <summary>The session with the answer in it.</summary>
    /// <param name="session">The session.</param>
    /// <param name="feeling">One of <see cref="TextIds.Feelings"/>.</param>
    /// <param name="rules">The rules.</param>
    /// <param name="history">The patient's sessions, this one among them.</param>
    /// <param name="nowUtc">Now.</param>
    /// <exception cref="ArgumentException">It is no such answer, or the question is not open.</exception>
    public static SessionRecord Answer(SessionRecord session, string feeling, HomeRules rules, IReadOnlyList<SessionRecord> history, DateTimeOffset nowUtc)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(rules);
        if (!TextIds.Feelings.Contains(feeling, StringComparer.Ordinal))
        {
            throw new ArgumentException($"'{feeling}' is no answer to how it feels: choose one of {string.Join(", ", TextIds.Feelings)}.");
        }

        if (!IsDue(session, nowUtc))
        {
            throw new ArgumentException("This question was answered already, or its time is over: reload the page.");
        }

        double seconds = Math.Round((nowUtc - session.StartedUtc).TotalSeconds, 3);
        List<SessionEntry> entries = [.. session.Entries, new SessionEntry(seconds, SessionEntryKind.Feeling, 0, feeling, null)];
        bool isKnown = session.Entries.Any(entry => entry is { Kind: SessionEntryKind.TooMuch, Text: GuidedSession.MovementWorse });
        if (string.Equals(feeling, TextIds.FeelsWorse, StringComparison.Ordinal) && !isKnown)
        {
            entries.Add(new SessionEntry(seconds, SessionEntryKind.TooMuch, 0, GuidedSession.FeelingWorse, null));
            if (rules.TooMuch.Locks(SessionGate.TooMuchLately(rules, session, history, nowUtc) + 1))
            {
                entries.Add(new SessionEntry(seconds, SessionEntryKind.Locked, 0, GuidedSession.TooMuchLock, rules.TooMuch.LockHours));
                entries.Add(new SessionEntry(seconds, SessionEntryKind.TellTherapist, 0, GuidedSession.TooMuchLock, null));
            }
        }

        return session with { Entries = entries };
    }
}
