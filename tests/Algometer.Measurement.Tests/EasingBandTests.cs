using Algometer.Measurement.Easing;
using Algometer.Measurement.Hold;
using CsCheck;

namespace Algometer.Measurement.Tests;

/// <summary>The band follows softening tissue down, never a hand that lets go, and never up past where it was planned.</summary>
public sealed class EasingBandTests
{
    private static readonly HoldOptions _options = new(25, 35);

    [Fact]
    public void It_goes_down_by_what_is_said_and_no_further_than_it_may()
    {
        EasingBand band = Begun(_options);
        band.Follow(Says(EasingState.PossiblyEasing, 4), 24, 1);
        Assert.Equal(24, band.LowNewtons, 9);
        band.Follow(Says(EasingState.Easing, 12), 22, 2);
        Assert.Equal(22, band.LowNewtons, 9);
        band.Follow(Says(EasingState.Easing, 10), 22, 3);
        Assert.Equal(22, band.LowNewtons, 9);
        band.Follow(Says(EasingState.Easing, 80), 5, 4);
        Assert.Equal(25 * 0.75, band.LowNewtons, 9);
        Assert.Equal(35, band.HighNewtons);
    }

    [Fact]
    public void A_floor_holds_it_and_a_band_below_the_floor_is_not_lifted()
    {
        EasingBand band = Begun(_options with { FollowMostPercent = 50, FloorNewtons = 20 });
        band.Follow(Says(EasingState.Easing, 45), 14, 1);
        Assert.Equal(20, band.LowNewtons);
        EasingBand low = Begun(new HoldOptions(2, 35));
        low.Follow(Says(EasingState.Easing, 45), 1, 1);
        Assert.Equal(2, low.LowNewtons);
    }

    [Fact]
    public void Taken_back_it_returns_only_under_a_force_that_is_there_already()
    {
        EasingBand band = Begun(_options);
        band.Follow(Says(EasingState.Easing, 12), 22.5, 0);
        for (long at = 1; at < 10; at++)
        {
            band.Follow(Says(EasingState.Steady) with { Withdrawn = true }, 22.5, at * 1_000_000);
            Assert.Equal(22, band.LowNewtons, 9);
        }

        band.Follow(Says(EasingState.Steady) with { Withdrawn = true }, 26, 10_000_000);
        band.Follow(Says(EasingState.Steady) with { Withdrawn = true }, 24, 11_000_000);
        band.Follow(Says(EasingState.Steady) with { Withdrawn = true }, 26, 12_000_000);
        band.Follow(Says(EasingState.Steady) with { Withdrawn = true }, 26, 13_500_000);
        Assert.Equal(22, band.LowNewtons, 9);
        band.Follow(Says(EasingState.Steady) with { Withdrawn = true }, 26, 14_000_000);
        Assert.Equal(25, band.LowNewtons);
        Assert.False(band.IsLowered);
    }

    [Fact]
    public void Whatever_is_said_it_stays_within_its_bounds_and_rises_only_under_a_force_that_stands_there() =>
        Gen.Select(_reading, Gen.Double[0, 60], Gen.Long[1, 3_000_000]).Array[1, 200].Sample(told =>
        {
            EasingBand band = Begun(_options);
            long now = 0;
            double before = band.LowNewtons;
            foreach ((EasingReading reading, double force, long step) in told)
            {
                band.Follow(reading, force, now += step);
                bool easing = reading.State is EasingState.PossiblyEasing or EasingState.Easing;
                Assert.Equal(35, band.HighNewtons);
                Assert.InRange(band.LowNewtons, 25 * 0.75, 25);
                Assert.True(band.LowNewtons >= before || easing, "only softening takes the band down");
                Assert.True(band.LowNewtons <= before || (!easing && force >= 25), "the band rises only under a force that is there");
                before = band.LowNewtons;
            }
        });

    [Fact]
    public void A_hand_that_lets_go_moves_nothing() =>
        Gen.Select(_reading, Gen.Double[0, 60]).Array[1, 100].Sample(told =>
        {
            EasingBand band = Begun(_options);
            long now = 0;
            foreach ((EasingReading reading, double force) in told)
            {
                if (reading.State is not (EasingState.PossiblyEasing or EasingState.Easing))
                {
                    Assert.False(band.Follow(reading, force, now += 12_500));
                    Assert.Equal(25, band.LowNewtons);
                }
            }
        });

    private static readonly Gen<EasingReading> _reading =
        Gen.Select(Gen.Enum<EasingState>(), Gen.OneOf(Gen.Double[-20, 120], Gen.Const(double.NaN), Gen.Const(double.PositiveInfinity)), Gen.Bool)
            .Select((state, drop, withdrawn) => Says(state, drop) with { Withdrawn = withdrawn });

    private static EasingBand Begun(HoldOptions options)
    {
        var band = new EasingBand();
        band.Begin(options);
        return band;
    }

    internal static EasingReading Says(EasingState state, double dropPercent = double.NaN) =>
        new(state, EasingDoubt.None, 0.9, 2, dropPercent, 2, 30, 28, 40);
}
