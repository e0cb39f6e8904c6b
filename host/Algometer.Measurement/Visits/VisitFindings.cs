namespace Algometer.Measurement.Visits;

/// <summary>A visit with what its threshold runs found.</summary>
/// <param name="Visit">The visit.</param>
/// <param name="BeforeKpa">Thresholds before treatment by place, kPa; empty when not measured.</param>
/// <param name="AfterKpa">Thresholds after treatment by place, kPa; empty when not measured.</param>
public sealed record VisitFindings(Visit Visit, IReadOnlyDictionary<string, double> BeforeKpa, IReadOnlyDictionary<string, double> AfterKpa)
{
    /// <summary>Mean change from before to after treatment over the places of both, kPa; null when there are none.</summary>
    public double? ThresholdChangeKpa => Change(BeforeKpa, AfterKpa);

    /// <summary>Mean change over the places of both, kPa; null when there are none.</summary>
    public static double? Change(IReadOnlyDictionary<string, double> from, IReadOnlyDictionary<string, double> to)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        double[] changes = [.. from.Where(place => to.ContainsKey(place.Key)).Select(place => to[place.Key] - place.Value)];
        return changes.Length == 0 ? null : changes.Average();
    }

    /// <summary>A visit without thresholds.</summary>
    public static VisitFindings Of(Visit visit) => new(visit, new Dictionary<string, double>(StringComparer.Ordinal), new Dictionary<string, double>(StringComparer.Ordinal));
}
