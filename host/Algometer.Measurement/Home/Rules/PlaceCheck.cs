namespace Algometer.Measurement.Home.Rules;

/// <summary>Which places, and which tool and position at a place, the rules allow.</summary>
public static class PlaceCheck
{
    /// <summary>Whether tool and position fit the region.</summary>
    /// <param name="region">Region.</param>
    /// <param name="tool">Tool.</param>
    /// <param name="position">Position.</param>
    /// <param name="rules">The rules.</param>
    /// <returns>Null when they do; otherwise the text id of the reason.</returns>
    public static string? PairProblem(string region, string tool, string position, HomeRules rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        RefusedPair? refused = rules.RefusedPairs.FirstOrDefault(pair => Fits(pair.Region, region) && Fits(pair.Tool, tool) && Fits(pair.Position, position));
        return refused is not null ? TextIds.Pair(refused.Id)
            : rules.Tools.Any(known => Same(known.Id, tool) && !known.Sensor) ? TextIds.ToolWithoutSensor
            : rules.Pairs.Any(pair => Same(pair.Region, region) && Same(pair.Tool, tool) && Same(pair.Position, position)) ? null
            : TextIds.PairNotListed;
    }

    /// <summary>The place in which a point is never treated at home, or null.</summary>
    /// <param name="point">A point of the body map or the id of a forbidden place itself.</param>
    /// <param name="rules">The rules.</param>
    public static ForbiddenPlace? Forbidden(string point, HomeRules rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        return rules.NeverAtHome.FirstOrDefault(place => Same(place.Id, point) || place.Points.Contains(point, StringComparer.Ordinal));
    }

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.Ordinal);

    private static bool Fits(string pattern, string value) => pattern.Length == 0 || Same(pattern, value);
}
