using Algometer.Clinic.Runs;
using Algometer.Measurement.Agreement;
using Algometer.Measurement.Ramp;
using Algometer.Measurement.Visits;
using Algometer.Records;

namespace Algometer.Clinic.Visits;

/// <summary>A place's threshold before and after treatment.</summary>
/// <param name="Place">Where.</param>
/// <param name="BeforeKpa">Before, kPa.</param>
/// <param name="AfterKpa">After, kPa.</param>
/// <param name="Words">The change, judged against what the clinic entered.</param>
/// <param name="IsReal">Whether it is more than measurement error; null when that is not known.</param>
public sealed record ThresholdOutcome(string Place, double BeforeKpa, double AfterKpa, string Words, bool? IsReal);

/// <summary>What the threshold runs of a person's visits found.</summary>
/// <param name="runs">Results by run.</param>
/// <param name="mdc">What a change is judged against; null when nothing is known.</param>
public sealed class VisitRuns(IReadOnlyDictionary<string, IReadOnlyList<PlaceResult>> runs, DetectableChange? mdc)
{
    /// <summary>What a change is judged against; null when nothing is known.</summary>
    public DetectableChange? Mdc => mdc;

    /// <summary>Reads a person's runs.</summary>
    public static VisitRuns Of(RecordStore store, string? personId)
    {
        var reader = new RunReader(store);
        return new VisitRuns(
            personId is null ? new Dictionary<string, IReadOnlyList<PlaceResult>>(StringComparer.Ordinal) : reader.All(personId).ToDictionary(run => run.Line.Id, run => run.Results(), StringComparer.Ordinal),
            reader.Settings().Value.Mdc());
    }

    /// <summary>A visit with its thresholds.</summary>
    public VisitFindings Findings(Visit visit) => new(visit, Kpa(visit.PptBefore), Kpa(visit.PptAfter));

    /// <summary>Every place that was measured before and after treatment.</summary>
    public IReadOnlyList<ThresholdOutcome> Outcome(Visit visit)
    {
        VisitFindings found = Findings(visit);
        return
        [
            .. Places(visit.PptBefore).Where(place => found.BeforeKpa.ContainsKey(place.Place.Key) && found.AfterKpa.ContainsKey(place.Place.Key)).Select(place =>
            {
                (double before, double after) = (found.BeforeKpa[place.Place.Key], found.AfterKpa[place.Place.Key]);
                var change = new ChangeVerdict(after - before, mdc);
                return new ThresholdOutcome(place.Place.Name, Math.Round(before, 1), Math.Round(after, 1), change.Words(), change.IsReal);
            }),
        ];
    }

    private IReadOnlyList<PlaceResult> Places(string? run) => run is not null && runs.TryGetValue(run, out IReadOnlyList<PlaceResult>? results) ? results : [];

    private Dictionary<string, double> Kpa(string? run) => Places(run).Where(place => place.Kpa is not null).ToDictionary(place => place.Place.Key, place => place.Kpa!.Value, StringComparer.Ordinal);
}
