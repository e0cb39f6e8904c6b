using System.Text.Json;
using Algometer.Clinic.Runs;
using Algometer.Measurement.Agreement;
using Algometer.Measurement.Trends;
using Algometer.Measurement.Visits;
using Algometer.Records;
using Algometer.Records.Documents;

namespace Algometer.Clinic.Visits;

/// <summary>How a person's thresholds and pain went over time.</summary>
/// <param name="Mdc">What changes are judged against; null when nothing is entered.</param>
/// <param name="Thresholds">A trend for each place and side, protocol and kind of sensor.</param>
/// <param name="Intake">Pain at intake, 0 to 10, visit by visit.</param>
/// <param name="Movements">Pain of each movement that was rated, with the movement's name for people.</param>
public sealed record PersonCourse(DetectableChange? Mdc, IReadOnlyList<ThresholdTrend> Thresholds, IReadOnlyList<VisitRating> Intake, IReadOnlyList<(string Name, IReadOnlyList<VisitRating> Visits)> Movements)
{
    /// <summary>Reads it.</summary>
    /// <param name="store">The record.</param>
    /// <param name="lists">The rules and words of visits.</param>
    /// <param name="personId">Whose.</param>
    public static PersonCourse Of(RecordStore store, VisitLists lists, string personId)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(lists);
        var runs = new RunReader(store);
        DetectableChange? mdc = runs.Settings().Value.Mdc();
        IReadOnlyList<ThresholdTrend> trends = ThresholdTrend.Of(
            runs.All(personId).Select(run => new TrendRun(run.Line.Id, run.Line.StartedUtc, run.Run.Protocol.Id, run.Run.Protocol.Name, run.Run.Simulated, run.Results())),
            mdc);
        var visits = VisitTrend.Of(store.Documents.Bodies<Visit>(DocumentKinds.Visit, personId).Select(stored => stored.Body), lists.Outcome);
        return new PersonCourse(
            mdc,
            trends,
            visits.Pain,
            [.. visits.Movements.Select(movement => (lists.Movements.FirstOrDefault(known => string.Equals(known.Id, movement.Key, StringComparison.Ordinal))?.Text ?? movement.Key, movement.Value))]);
    }
}
