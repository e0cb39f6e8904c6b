using Algometer.Measurement.Ramp;

namespace Algometer.Web.Pages.Thresholds;

/// <summary>What was found so far at a place: the ramps that count, without those under a second stimulus.</summary>
/// <param name="Place">Where.</param>
/// <param name="MeanKpa">Mean threshold, kPa; null without one.</param>
/// <param name="Counted">Thresholds in it.</param>
/// <param name="CutOffKpa">The cut-off that was reached unanswered, kPa; null where each ramp was answered.</param>
internal sealed record FoundPlace(TestPlace Place, double? MeanKpa, int Counted, double? CutOffKpa)
{
    /// <summary>Of each place in the order in which it was first pressed.</summary>
    public static IReadOnlyList<FoundPlace> Of(IEnumerable<RunEntry> entries) =>
    [
        .. entries.Where(entry => entry is { Kind: StepKind.Ramp, Counts: true, Conditioned: false, Trial: not null })
            .GroupBy(entry => entry.Place.Key, StringComparer.Ordinal)
            .Select(place => Of([.. place])),
    ];

    private static FoundPlace Of(RunEntry[] ramps)
    {
        double[] thresholds = [.. ramps.Select(ramp => ramp.Trial!.ThresholdKpa).OfType<double>()];
        return new FoundPlace(ramps[0].Place, thresholds.Length == 0 ? null : thresholds.Average(), thresholds.Length, Array.Find(ramps, ramp => ramp.Trial!.Censored)?.Trial!.CutOffKpa);
    }
}
