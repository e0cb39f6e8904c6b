using Algometer.Measurement.Easing;
using CsCheck;

namespace Algometer.Measurement.Tests.Easing;

/// <summary>The level of a recording, of any length, is the very one that sorting gives.</summary>
public sealed class ForceLevelTests
{
    [Fact]
    public void The_level_of_any_forces_is_that_of_the_sorted_ones() =>
        Gen.Double[-5, 60].Array[1, 300].Sample(forces => Assert.Equal(Sorted(forces), HoldFinder.LevelNewtons([.. forces, double.NaN])));

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void The_level_of_very_many_is_too(int digits)
    {
        var random = new Random(24);
        double[] forces = [.. Enumerable.Range(0, 700_000).Select(i => Math.Round((i % 7 == 0 ? -1 : 20) + (30 * random.NextDouble()) - 5, digits == 0 ? 15 : digits))];
        double? level = HoldFinder.LevelNewtons(forces);
        Assert.Equal(Sorted(forces), level);
        Assert.Null(HoldFinder.LevelNewtons(forces.Select(force => force / 100)));
    }

    private static double? Sorted(double[] forces)
    {
        double[] sorted = [.. forces.Order()];
        double high = sorted[(int)(0.95 * (sorted.Length - 1))];
        int from = Array.FindIndex(sorted, force => force > 0.5 * high);
        return high < 3 || from < 0 ? null : sorted[(from + sorted.Length - 1) / 2];
    }
}
