using Algometer.Measurement.Easing;

namespace Algometer.Measurement.Tests.Easing;

public sealed class PainTrackTests
{
    [Theory]
    [InlineData(7, 30, 5, 30, true)]
    [InlineData(7, 30, 6, 30, false)]
    [InlineData(2, 30, 1, 30, true)]
    [InlineData(0, 30, 0, 30, false)]
    [InlineData(5, 30, 8, 30, false)]
    [InlineData(7, 30, 5, 27.1, true)]
    [InlineData(7, 30, 3, 26.9, null)]
    [InlineData(7, 30, 3, double.NaN, null)]
    public void Less_pain_counts_only_at_the_same_force(int first, double firstNewtons, int last, double lastNewtons, bool? eased)
    {
        var pain = new PainTrack();
        pain.Rate(first, firstNewtons);
        Assert.Null(pain.Eased);
        pain.Rate(last, lastNewtons);
        Assert.Equal(eased, pain.Eased);
        Assert.Equal(last, pain.Latest);
        pain.Begin();
        Assert.Equal(-1, pain.Latest);
        Assert.Null(pain.Eased);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(11)]
    public void A_rating_beyond_the_scale_is_refused(int rating) =>
        Assert.Contains("0 to 10", Assert.Throws<ArgumentOutOfRangeException>(() => new PainTrack().Rate(rating, 30)).Message, StringComparison.Ordinal);
}
