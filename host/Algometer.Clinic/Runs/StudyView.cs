using System.Text.Json.Serialization;
using Algometer.Clinic.Statistics;
using Algometer.Measurement.Agreement;
using Algometer.Measurement.Ramp;

namespace Algometer.Clinic.Runs;

/// <summary>Several people, each measured several times at one place by one protocol: how well measurements agree.</summary>
public sealed record StudyView(IReadOnlyList<string> Protocols, IReadOnlyList<string> Places, string? Why, int Subjects, int Sessions, int LeftOut, IReadOnlyDictionary<string, object?>? Figures, IReadOnlyList<double[]> Points)
{
    /// <summary>The figures with their types; null where there are none.</summary>
    [JsonIgnore]
    public Agreement? Agreement { get; init; }

    /// <summary>Describes how well the measurements of several people agree.</summary>
    public static StudyView Of(IEnumerable<StoredRun> everything, string place, string protocol)
    {
        (StoredRun Run, IReadOnlyList<PlaceResult> Results)[] runs = [.. everything.Where(run => run.Line.PersonId is not null).Select(run => (run, run.Results()))];
        string[] protocols = [.. runs.Select(run => run.Run.Run.Protocol.Id).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        string[] places = [.. runs.SelectMany(run => run.Results).Select(result => result.Place.Key).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        // What was measured right after treatment repeats nothing. A session without a number would shift those after it: the person is left out.
        double?[][] everybody =
        [
            .. runs.Where(run => string.Equals(run.Run.Run.Protocol.Id, protocol, StringComparison.Ordinal) && !string.Equals(run.Run.Run.VisitPhase, "after", StringComparison.Ordinal))
                .GroupBy(run => run.Run.Line.PersonId!, StringComparer.Ordinal)
                .Select(person => person.OrderBy(run => run.Run.Line.StartedUtc).ThenBy(run => run.Run.Line.Id, StringComparer.Ordinal)
                    .Select(run => run.Results.FirstOrDefault(result => string.Equals(result.Place.Key, place, StringComparison.Ordinal)))
                    .OfType<PlaceResult>()
                    .Select(result => result.Kpa)
                    .ToArray())
                .Where(values => values.Length > 0),
        ];
        double[][] people = [.. everybody.Where(values => values.Length >= 2 && Array.TrueForAll(values, value => value is not null)).Select(values => values.OfType<double>().ToArray())];
        int leftOut = everybody.Length - people.Length;
        if (people.Length < 2)
        {
            return new StudyView(protocols, places, "Agreement needs at least two people with two sessions each at this place.", people.Length, 0, leftOut, null, []);
        }

        // Balanced: the sessions that everybody has.
        int sessions = people.Min(values => values.Length);
        RatingTable table = RatingTable.Of([.. people.Select(values => values[..sessions])]);
        var content = new RatingFile(table, "study", "session's mean");
        return new StudyView(
            protocols,
            places,
            null,
            people.Length,
            sessions,
            leftOut,
            AgreementFigures.Of(content),
            [.. people.Select(values => new[] { Math.Round((values[0] + values[1]) / 2, 1), Math.Round(values[1] - values[0], 1) })])
        {
            Agreement = Agreement.Of(table),
        };
    }
}
