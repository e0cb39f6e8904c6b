using CsCheck;

namespace Algometer.Wire.Tests;

/// <summary>One value alone among neighbours that agree is a glitch; nothing that a hand does is.</summary>
public sealed class GlitchCheckTests
{
    private const double CountsPerNewton = 21898.2;
    private static readonly Gen<int> _period = Gen.Int[0, 4].Select(i => ((int[])[100_000, 12_500, 10_800, 11_600, 13_900])[i]);

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1023)]
    [InlineData(65535)]
    [InlineData(1048575)]
    [InlineData(4194303)]
    public void A_code_of_a_spoiled_read_out_is_found_at_either_rate(int code)
    {
        Assert.Equal([6], Flagged([20, 20.01, 20.02, 20, 20.01, 20, 20, 20.02, 20], 12_500, (6, code)));
        Assert.Equal([6], Flagged([20, 20.01, 20.02, 20, 20.01, 20, 20, 20.02, 20], 100_000, (6, code)));
    }

    [Theory]
    [InlineData(12_500)]
    [InlineData(100_000)]
    public void Half_of_the_code_is_found_at_either_rate(int period) =>
        Gen.Select(Gen.Double[5, 90], Gen.Double[-0.02, 0.02].Array[12], Gen.Int[3, 10]).Sample((force, noise, at) =>
        {
            double[] forces = [.. noise.Select(n => force + n)];
            return Flagged(forces, period, (at, Counts(forces[at]) >> 1)).SequenceEqual([at]);
        });

    [Fact]
    public void Any_code_alone_is_found_when_no_hand_could_go_there_and_back() =>
        Gen.Select(Gen.Double[0, 80], Gen.Double[5, 150], Gen.Bool, Gen.Double[-0.05, 0.05].Array[12], Gen.Int[3, 10]).Sample((force, off, down, noise, at) =>
        {
            double[] forces = [.. noise.Select(n => force + n)];
            return Flagged(forces, 12_500, (at, Counts(forces[at] + (down ? -off : off)))).SequenceEqual([at]);
        });

    [Fact]
    public void Two_glitches_in_a_row_are_two_glitches() =>
        Assert.Equal([4, 5], Flagged([20, 20.01, 20.02, 20, 20, 20.01, 20.02, 20], 12_500, (4, 4194303), (5, 0)));

    [Fact]
    public void A_glitch_in_a_quick_press_is_found_and_the_press_is_not() =>
        Assert.Equal([5], Flagged([0, 0, 0, 3.75, 7.5, 11.25, 15, 18.75, 22.5, 22.5], 12_500, (5, 2097151)));

    // Whatever is pressed at up to 300 N/s, held for any time and let go in one sample or slowly, with a converter's noise and any zero.
    [Fact]
    public void A_press_of_300_newtons_a_second_and_a_let_go_are_never_flagged() =>
        Gen.Select(_period, Press.Array[1, 6], Gen.Double[0, 1], Gen.Int[-300_000, 300_000], Gen.UInt).Sample((period, presses, phase, zero, seed) =>
        {
            double[] forces = Sampled(presses, period / 1e6, phase);
            uint noise = seed;
            int[] raw = [.. forces.Select(force =>
            {
                noise = (noise * 1664525) + 1013904223;
                return zero + Counts(force) + (int)(noise >> 25) - 64;
            })];
            return Flagged(raw, raw.Select(code => Millinewtons(code - zero)).ToArray(), period).Count == 0;
        }, iter: 20_000);

    [Fact]
    public void A_noiseless_press_is_never_flagged_either() =>
        Gen.Select(_period, Press.Array[1, 6], Gen.Double[0, 1]).Sample((period, presses, phase) =>
        {
            int[] raw = [.. Sampled(presses, period / 1e6, phase).Select(Counts)];
            return Flagged(raw, [.. raw.Select(Millinewtons)], period).Count == 0;
        }, iter: 20_000);

    [Theory]
    [InlineData(12_500)]
    [InlineData(100_000)]
    public void A_let_go_from_60_newtons_in_one_sample_is_never_flagged_even_to_the_code_zero(int period)
    {
        Assert.Empty(Flagged([60, 60.01, 60, 60.02, 0, 0, 0, 0], period));
        Assert.Empty(Flagged([60, 60.01, 60, 60.02, 0], period));
        Assert.Empty(Flagged([60, 60.01, 60, 60.02, 0, 25, 60, 60], period));
    }

    [Fact]
    public void What_is_not_suspicious_never_waits_and_nothing_waits_for_two() =>
        Gen.Select(Gen.Double[-2, 90].Array[3, 60], _period).Sample((forces, period) =>
        {
            var check = new GlitchCheck();
            double last = forces[0];
            for (int i = 0; i < forces.Length; i++)
            {
                // No step above 0.9 N: nothing of it is suspicious, whatever its code.
                last = Math.Clamp(forces[i], last - 0.9, last + 0.9);
                if (check.MustWait((long)i * period, Counts(last), Millinewtons(Counts(last))))
                {
                    return false;
                }
            }

            return true;
        });

    [Fact]
    public void Without_neighbours_or_with_old_ones_nothing_is_flagged()
    {
        var check = new GlitchCheck();
        Assert.False(check.MustWait(0, 1023, 47));
        Assert.False(check.MustWait(12_500, 438_000, 20_000));
        Assert.False(check.MustWait(25_000, 438_000, 20_000));
        Assert.False(check.MustWait(2_000_000, 0, 0));
        check.Restart();
        Assert.False(check.MustWait(2_012_500, 438_000, 20_000));
        Assert.False(check.MustWait(2_025_000, 438_000, 20_000));
        Assert.True(check.MustWait(2_037_500, 0, 0));
        Assert.False(check.IsGlitch(2_050_000, Protocol.BlankForce));
    }

    [Fact]
    public void No_numbers_make_it_throw_or_overflow() =>
        Gen.Select(Gen.Long[0, long.MaxValue / 2], Gen.Int, Gen.Int).Array[1, 40].Sample(samples =>
        {
            var check = new GlitchCheck();
            bool waits = false;
            foreach ((long time, int raw, int force) in samples)
            {
                if (waits)
                {
                    check.IsGlitch(time, force);
                }

                waits = check.MustWait(time, raw, force);
            }
        });

    private static Gen<(double Rise, double Peak, double Hold, double Fall, double Pause)> Press { get; } =
        Gen.Select(Gen.Double[5, 300], Gen.Double[0.5, 60], Gen.Double[0, 0.4], Gen.Frequency((1, Gen.Const(1e9)), (1, Gen.Double[5, 300])), Gen.Double[0.02, 0.5]);

    private static double[] Sampled((double Rise, double Peak, double Hold, double Fall, double Pause)[] presses, double period, double phase)
    {
        var forces = new List<double> { 0, 0, 0 };
        double offset = phase * period;
        foreach ((double rise, double peak, double held, double fall, double pause) in presses)
        {
            // A press that is gone before the next conversion is one sample, which no rule can tell from a glitch; at 10/s that is a tenth of a second.
            double hold = Math.Max(held, 2 * period);
            double top = peak / rise;
            double down = top + hold;
            double end = down + (peak / fall);

            // A hand that lets go in one sample has pressed for some; a tap shorter than that is a blow.
            down = fall > 300 && period < 0.05 ? Math.Max(down, 3 * period) : down;
            end = Math.Max(end, down);
            for (double t = offset; t < end + pause + (2 * period); t += period)
            {
                forces.Add(t < top ? rise * t : t < down ? peak : t < end ? Math.Max(0, peak - (fall * (t - down))) : 0);
            }
        }

        return [.. forces];
    }

    private static int Counts(double newtons) => (int)Math.Round(newtons * CountsPerNewton);

    private static int Millinewtons(int counts) => (int)Math.Round(counts * 1000L / CountsPerNewton);

    private static List<int> Flagged(double[] forces, int period, params (int At, int Code)[] spoiled)
    {
        int[] raw = [.. forces.Select(Counts)];
        foreach ((int at, int code) in spoiled)
        {
            raw[at] = code;
        }

        return Flagged(raw, [.. raw.Select(Millinewtons)], period);
    }

    private static List<int> Flagged(int[] raw, int[] forces, int period)
    {
        var check = new GlitchCheck();
        var flagged = new List<int>();
        bool waits = false;
        for (int i = 0; i < raw.Length; i++)
        {
            if (waits && check.IsGlitch((long)i * period, forces[i]))
            {
                flagged.Add(i - 1);
            }

            waits = check.MustWait((long)i * period, raw[i], forces[i]);
        }

        return flagged;
    }
}
