using Algometer.Station.Activities.Hold;
using Algometer.Station.Activities.HomeSession;
using Algometer.Station.Activities.SafeRanges;
using Algometer.Station.Activities.ThresholdTest;

namespace Algometer.Station.Activities.Measured;

/// <summary>Whether somebody is measured now, whichever activity does it: samples, alarm and commands are then that person's and the therapist's.</summary>
/// <param name="hold">A hold of a visit.</param>
/// <param name="test">A threshold test.</param>
/// <param name="range">The safe range by ramps.</param>
/// <param name="home">A session at home.</param>
public sealed class MeasuredPerson(HoldActivity hold, ThresholdTestActivity test, SafeRangeActivity range, HomeSessionActivity home)
{
    /// <summary>Whether a person is measured.</summary>
    /// <param name="personId">Whom an account is about; null asks for anybody.</param>
    public bool IsMeasuring(string? personId) =>
        (personId is null ? home.IsRunning : home.IsMeasuring(personId))
        || Is(test.View() is { IsOver: false } running ? running.Person : null, personId)
        || Is(range.View()?.PersonId, personId)
        || Is(hold.PersonId, personId);

    private static bool Is(string? measured, string? asked) => measured is not null && (asked is null || string.Equals(measured, asked, StringComparison.Ordinal));
}
