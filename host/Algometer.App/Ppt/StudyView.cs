using Algometer.Measurement.Agreement;
using Algometer.Measurement.Ppt;

namespace Algometer.App.Ppt;

/// <summary>Several people, each measured several times at one place by one protocol: how well measurements agree.</summary>
internal sealed record StudyView(IReadOnlyList<string> Protocols, IReadOnlyList<string> Places, string? Why, int Subjects, int Sessions, IReadOnlyDictionary<string, object?>? Figures, IReadOnlyList<double[]> Points)
{
    public static StudyView Of(IEnumerable<PptApi.RunView> everything, string place, string protocol)
    {
        (PptApi.RunView Run, IReadOnlyList<PlaceResult> Results)[] runs = [.. everything.Where(run => run.Line.PersonId is not null).Select(run => (run, RunResults.Of(run.Entries)))];
        string[] protocols = [.. runs.Select(run => run.Run.Run.Protocol.Id).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        string[] places = [.. runs.SelectMany(run => run.Results).Select(result => result.Place.Key).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        double[][] people =
        [
            .. runs.Where(run => string.Equals(run.Run.Run.Protocol.Id, protocol, StringComparison.Ordinal))
                .GroupBy(run => run.Run.Line.PersonId!, StringComparer.Ordinal)
                .Select(person => person.OrderBy(run => run.Run.Line.Id, StringComparer.Ordinal)
                    .Select(run => run.Results.FirstOrDefault(result => string.Equals(result.Place.Key, place, StringComparison.Ordinal))?.Kpa)
                    .OfType<double>()
                    .ToArray())
                .Where(values => values.Length >= 2),
        ];
        if (people.Length < 2)
        {
            return new StudyView(protocols, places, "Agreement needs at least two people with two sessions each at this place.", people.Length, 0, null, []);
        }

        // Balanced: the sessions that everybody has.
        int sessions = people.Min(values => values.Length);
        var content = new Statistics.RatingFile(RatingTable.Of([.. people.Select(values => values[..sessions])]), "study", "session's mean");
        return new StudyView(
            protocols,
            places,
            null,
            people.Length,
            sessions,
            Commands.StatsCommand.Figures(content),
            [.. people.Select(values => new[] { Math.Round((values[0] + values[1]) / 2, 1), Math.Round(values[1] - values[0], 1) })]);
    }
}
