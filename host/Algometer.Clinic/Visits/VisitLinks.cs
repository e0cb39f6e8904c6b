using Algometer.Measurement.Visits;
using Algometer.Records;
using Algometer.Records.Model;
using Algometer.Records.People;
using Algometer.Records.Problems;

namespace Algometer.Clinic.Visits;

/// <summary>
/// Says in the record whose stretch of the samples a visit's guided holds are: who is exported or erased later is found by it. A hold names
/// its end in wall time; where it began is the newest start of a hold before that in the recorded events.
/// </summary>
public static class VisitLinks
{
    private const double SlackSeconds = 5;

    /// <summary>Links every guided hold of a visit; again is the same as once.</summary>
    /// <param name="store">The record.</param>
    /// <param name="personId">Whose visit it is.</param>
    /// <param name="visitId">The visit's document.</param>
    /// <param name="visit">What it says.</param>
    public static void Keep(RecordStore store, string personId, string visitId, Visit visit)
    {
        foreach (GuidedHold hold in visit.Treatments.SelectMany(treatment => treatment.Holds))
        {
            if (hold.SessionId is { } session && Stretch(store, session, hold) is var (from, to))
            {
                store.LinkSession(new SessionLink(session, personId, visitId, from, to));
            }
        }
    }

    private static (long From, long To)? Stretch(RecordStore store, string session, GuidedHold hold)
    {
        try
        {
            if (ClockMapping.Fit(store.ReadClockPoints(session)) is not { } clock)
            {
                return null;
            }

            long to = clock.ToDevice(hold.EndedUtc.AddSeconds(SlackSeconds));
            long[] starts = [.. store.ReadEvents(session).Where(happened => string.Equals(happened.Kind, EventKinds.HoldStarted, StringComparison.Ordinal) && happened.DeviceMicroseconds < to).Select(happened => happened.DeviceMicroseconds)];
            return starts.Length == 0 ? null : (starts[^1], to);
        }
        catch (RecordStoreException missing) when (missing.Problem == RecordStoreProblem.NotFound)
        {
            // The session is gone: there is nothing to find any more.
            return null;
        }
    }
}
