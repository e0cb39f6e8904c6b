using Algometer.Measurement.Easing;

namespace Algometer.Measurement.Tests.Easing;

public sealed class PainTrackTests
{
    [Theory]
    [InlineData(7, 30, 5, 30, PainChange.Fell)]
    [InlineData(7, 30, 6, 30, PainChange.DidNotFall)]
    [InlineData(2, 30, 1, 30, PainChange.Fell)]
    [InlineData(0, 30, 0, 30, PainChange.DidNotFall)]
    [InlineData(5, 30, 8, 30, PainChange.DidNotFall)]
    [InlineData(7, 30, 5, 27.1, PainChange.Fell)]
    [InlineData(7, 30, 3, 26.9, PainChange.FellAtLessForce)]
    [InlineData(7, 30, 7, 26.9, PainChange.NotComparable)]
    [InlineData(7, 30, 3, 33.1, PainChange.OnlyOnce)]
    [InlineData(7, 30, 3, double.NaN, PainChange.OnlyOnce)]
    public void Less_pain_counts_only_at_the_same_force(int first, double firstNewtons, int last, double lastNewtons, PainChange change)
    {
        var pain = new PainTrack();
        Assert.Equal(PainChange.NotRated, pain.Change);
        pain.Rate(first, Held(firstNewtons));
        Assert.Equal(PainChange.OnlyOnce, pain.Change);
        pain.Rate(last, Held(lastNewtons));
        Assert.Equal(change, pain.Change);
        Assert.Equal(last, pain.Latest);
        pain.Begin();
        Assert.Equal(-1, pain.Latest);
        Assert.Equal(PainChange.NotRated, pain.Change);
    }

    [Theory]
    [InlineData(30, double.NaN, 26, 27.5, PainChange.Fell)]
    [InlineData(30, 29, 25.5, 28, PainChange.FellAtLessForce)]
    [InlineData(28.7, double.NaN, 24.4, 27.4, PainChange.FellAtLessForce)]
    [InlineData(30, double.NaN, 33.5, 36, PainChange.OnlyOnce)]
    [InlineData(30, double.NaN, 20, 20, PainChange.FellAtLessForce)]
    public void Pain_is_compared_at_the_force_that_passive_relaxation_was_to_leave(double firstNewtons, double firstPassive, double lastNewtons, double lastPassive, PainChange change)
    {
        var pain = new PainTrack();
        pain.Rate(6, Held(firstNewtons, firstPassive));
        pain.Rate(4, Held(lastNewtons, lastPassive));
        Assert.Equal(change, pain.Change);
    }

    [Fact]
    public void When_the_hand_let_off_in_between_the_first_force_is_what_counts()
    {
        // The passive curve begins anew at the lower level: taken for what was to be expected it would make the hand's own fall comparable.
        var pain = new PainTrack();
        pain.Rate(6, Held(30));
        pain.Rate(4, Held(26, 26.2, backOffs: 1));
        Assert.Equal(PainChange.FellAtLessForce, pain.Change);
        pain.Rate(4, Held(29, 29.2, backOffs: 1));
        Assert.Equal(PainChange.Fell, pain.Change);
    }

    [Fact]
    public void A_rating_before_the_band_is_reached_is_no_baseline()
    {
        var pain = new PainTrack();
        pain.Rate(2, new PainPressure(0.3, double.NaN, 0, false));
        Assert.Equal(2, pain.Latest);
        Assert.Equal(PainChange.NotRated, pain.Change);
        pain.Rate(6, Held(30));
        Assert.Equal(PainChange.OnlyOnce, pain.Change);
        pain.Rate(4, Held(30));
        Assert.Equal(PainChange.Fell, pain.Change);
    }

    [Fact]
    public void Pressing_clearly_more_begins_the_comparison_anew()
    {
        var pain = new PainTrack();
        pain.Rate(4, Held(25));
        pain.Rate(6, Held(31));
        Assert.Equal(PainChange.OnlyOnce, pain.Change);
        pain.Rate(4, Held(30));
        Assert.Equal(PainChange.Fell, pain.Change);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(11)]
    public void A_rating_beyond_the_scale_is_refused(int rating) =>
        Assert.Contains("0 to 10", Assert.Throws<ArgumentOutOfRangeException>(() => new PainTrack().Rate(rating, Held(30))).Message, StringComparison.Ordinal);

    private static PainPressure Held(double newtons, double passive = double.NaN, int backOffs = 0) => new(newtons, passive, backOffs, true);
}
