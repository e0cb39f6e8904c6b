using Algometer.Electronics.Nets;
using Algometer.Electronics.Spice;

namespace Algometer.Hardware.Tests.Electronics;

/// <summary>What the simulated circuits must do, at their nominal values and at the edges of their tolerances.</summary>
public sealed class SpiceTests
{
    private static string Folder => Path.Combine(Checkout.Root, "hardware", "electronics", "spice");

    [Theory]
    [InlineData("bridge", 1)]
    [InlineData("bridge", 2)]
    [InlineData("supply", 1)]
    [InlineData("supply", 2)]
    [InlineData("alarm", 1)]
    [InlineData("alarm", 2)]
    public void The_deck_has_the_schematics_values(string deck, int number)
    {
        Netlist schematic = SchematicFiles.Of(number).Read();
        IReadOnlyDictionary<string, double> values = Deck.Load(Path.Combine(Folder, deck + ".cir")).Values;
        Assert.InRange(values.Count, 4, 40);
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

    [Fact]
    public void A_comparison_that_ngspice_takes_for_a_file_is_found()
    {
        Deck deck = Deck.Load(Path.Combine(Folder, "alarm.cir")).With("tend", 0.01);
        Assert.Contains("alarm.out", Program(deck).Columns.Keys, StringComparer.Ordinal);
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => Program(deck.Changed(" gt ", " > ")));
        Assert.Contains("\"loud\"", error.Message, StringComparison.Ordinal);
    }

    private static SpiceRun Run(string deck) => Program(Deck.Load(Path.Combine(Folder, deck + ".cir")));

    private static SpiceRun Program(Deck deck) => deck.Run(Checkout.Need(Checkout.Program("ngspice"), "ngspice"));
}
