using Algometer.Electronics.Nets;
using Algometer.Electronics.Spice;
using CsCheck;

namespace Algometer.Hardware.Tests.Electronics;

/// <summary>What the simulated circuits must do, at their nominal values and at the edges of their tolerances.</summary>
public sealed class SpiceTests
{
    // The longest time between two falls: two samples at 8.75/s, which is 10/s with the converter's clock at the slow end of 70..100 for 80.
    private const double SlowestPeriod = 2 / 8.75;

    private static string Folder => Path.Combine(Checkout.Root, "hardware", "electronics", "spice");

    [Theory]
    [InlineData("bridge", 1)]
    [InlineData("bridge", 2)]
    [InlineData("supply", 1)]
    [InlineData("supply", 2)]
    [InlineData("missing-pulse", 1)]
    [InlineData("missing-pulse", 2)]
    public void The_deck_has_the_schematics_values(string deck, int number)
    {
        Netlist schematic = SchematicFiles.Of(number).Read();
        IReadOnlyDictionary<string, double> values = Deck.Load(Path.Combine(Folder, deck + ".cir")).Values;
        Assert.InRange(values.Count, 4, 12);
        foreach ((string reference, double value) in values)
        {
            Assert.True(Math.Abs((SpiceNumber.Parse(schematic.Parts[reference].Value) / value) - 1) < 1e-9, $"{reference} is {schematic.Parts[reference].Value} in the schematic and {value} in {deck}.cir");
        }
    }

    [Fact]
    public void The_input_filter_passes_every_sample_and_no_radio()
    {
        SpiceRun run = Run("bridge");
        Assert.InRange(run.Measures["corner"], 2500, 3000);
        Assert.InRange(run.Measures["at80"], -0.01, 0);
        Assert.InRange(run.Measures["at1meg"], -60, -45);
    }

    [Fact]
    public void The_noise_is_what_the_uncertainty_budget_has()
    {
        (double Hertz, double Density)[] density = [.. Run("bridge").Columns["noise.out"].Select(row => (row[0], row[1]))];
        double millinewtons = ConverterNoise.Rms(density, 80) * ConverterNoise.NewtonsPerVolt * 1000;
        Assert.InRange(millinewtons, 2.65, 2.8);

        // The converter alone is its data sheet's 90 nV; bridge and series resistors add little.
        Assert.InRange(ConverterNoise.Rms(density, 80), 90e-9, 92e-9);
    }

    [Fact]
    public void The_supplys_ripple_does_not_reach_the_bridge()
    {
        SpiceRun run = Run("supply");
        Assert.InRange(run.Measures["at80"], -200, -60);
        Assert.InRange(run.Measures["at1k"], -200, -60);
        Assert.InRange(run.Measures["at100k"], -200, -40);
        Assert.InRange(run.Measures["at1meg"], -200, -40);

        // 20 mV of ripple at VSYS, seen through a bridge at full load (2 mV/V), stays below a tenth of the noise even if nothing of it cancelled.
        double volts = 0.02 * Math.Pow(10, run.Measures["at80"] / 20) * 0.002;
        Assert.InRange(volts, 0, 90e-9);
    }

    [Theory]
    [InlineData(0.025)]
    [InlineData(2 / 100.0)]
    [InlineData(0.2)]
    [InlineData(SlowestPeriod)]
    public void The_tone_comes_within_half_a_second_of_the_last_fall_and_not_before(double period)
    {
        SpiceRun run = Program(Pulse().With("period", period).With("beats", period < 0.1 ? 20 : 4));
        Assert.InRange(run.Measures["tone"], 0.35, 0.5);
        Assert.InRange(run.Measures["chirp"], 0, 0.5);
    }

    [Fact]
    public void At_every_corner_the_slowest_heartbeat_is_silent_one_missed_conversion_too_and_the_tone_in_time()
    {
        foreach (double[] corner in Corners())
        {
            Deck deck = Corner(corner);

            // One conversion missed each time: three samples' time from fall to fall.
            SpiceRun run = Program(deck.With("period", SlowestPeriod * 1.5));
            Assert.True(run.Measures["tone"] is > 0.343 and < 0.5, $"{string.Join(", ", corner)}: the tone comes after {run.Measures["tone"]} s");
            Assert.True(run.Measures["chirp"] < 0.5, $"{string.Join(", ", corner)}: the tone is heard between pulses, {run.Measures["chirp"]} V");
        }
    }

    [Fact]
    public void Anywhere_between_the_corners_the_same_holds() => Gen.Double[-1, 1].Array[7].Sample(
        corner =>
        {
            SpiceRun run = Program(Corner(corner));
            Assert.InRange(run.Measures["tone"], 0.343, 0.5);
            Assert.InRange(run.Measures["chirp"], 0, 0.5);
        },
        iter: 40,
        threads: 1);

    [Fact]
    public void A_capacitor_of_the_wrong_size_would_be_found()
    {
        Assert.True(Program(Pulse().With("kc", 1.3)).Measures["tone"] > 0.5);
        Assert.True(Program(Pulse().With("kc", 0.5).With("period", SlowestPeriod)).Measures["chirp"] > 1);
    }

    // Film capacitor 5 % and 1.5 % by temperature; resistors 1 % and 0.5 %; comparator 7 mV and half its hysteresis; transistor's leakage to 50 nA; supply 3 %.
    private static Deck Corner(double[] corner) => Pulse()
        .With("kc", 1 + (0.065 * corner[0])).With("kr", 1 + (0.015 * corner[1])).With("kup", 1 + (0.015 * corner[2])).With("klow", 1 + (0.015 * corner[3]))
        .With("offset", 0.0105 * corner[4]).With("leak", 25e-9 * (1 + corner[5])).With("supply", 3.3 * (1 + (0.03 * corner[6])));

    // All 32 of the five that move the time, leakage and supply at the end that makes it worse.
    private static IEnumerable<double[]> Corners() => Enumerable.Range(0, 32).Select(bits =>
    {
        double[] corner = [.. Enumerable.Range(0, 5).Select(bit => (bits >> bit) % 2 == 0 ? -1.0 : 1.0)];
        return (double[])[.. corner, corner[0], -1];
    });

    private static Deck Pulse() => Deck.Load(Path.Combine(Folder, "missing-pulse.cir"));

    private static SpiceRun Run(string deck) => Program(Deck.Load(Path.Combine(Folder, deck + ".cir")));

    private static SpiceRun Program(Deck deck) => deck.Run(Checkout.Need(Checkout.Program("ngspice"), "ngspice"));
}
