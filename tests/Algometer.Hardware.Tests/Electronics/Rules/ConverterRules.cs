using Algometer.Electronics.Nets;

namespace Algometer.Hardware.Tests.Electronics.Rules;

/// <summary>The converter, its filter and the cell's connector.</summary>
internal sealed class ConverterRules(RuleBook book) : RuleSet(book)
{
    public override void Check()
    {
        string chip = Nets.Only("HX711").Reference;
        Joined("HX_SCK", chip, "11", "PD_SCK");
        Joined("HX_DOUT", chip, "12", "DOUT");
        Joined("HX_RATE", chip, "15", "RATE");
        Joined("AVDD", chip, "1", "VSUP");
        Joined("AVDD", chip, "3", "AVDD");
        Joined("+3V3", chip, "16", "DVDD");
        foreach (string pin in new[] { "4", "5", "9", "10", "14" })
        {
            Joined("GND", chip, pin, $"HX711 pin {pin}");
        }

        Part("R", "10k", "HX_SCK", "GND", "The pull-down of PD_SCK");
        Part("R", "10k", "HX_RATE", "+3V3", "The pull-up of RATE");
        Hold(Nets["HX_DOUT"].Pins.Count == 3, "DOUT goes to the data pin, to the data-ready pin and nowhere else");

        string cell = Nets.Only("Conn_LoadCell").Reference;
        Net excitation = Nets.Of(cell, "1");
        Hold(Nets.Between("FerriteBead", excitation, Nets["AVDD"]).Count == 1, "E+ leaves over a ferrite bead");
        Hold(Nets.Between("D_TVS", excitation, Nets["GND"]).Count == 1, "A suppressor stands at E+");
        Joined("GND", cell, "4", "E-");
        Joined("GND", cell, "5", "the shield");
        Net plus = Nets.Of(chip, "8");
        Net minus = Nets.Of(chip, "7");
        Part("R", "100R", Nets.Of(cell, "2"), plus, "The series resistor of A+");
        Part("R", "100R", Nets.Of(cell, "3"), minus, "The series resistor of A-");
        Part("C", "100nF C0G", plus, minus, "The capacitor across the inputs");
        Part("C", "10nF C0G", plus, Nets["GND"], "The capacitor from A+ to ground");
        Part("C", "10nF C0G", minus, Nets["GND"], "The capacitor from A- to ground");
        foreach (Net input in new[] { plus, minus })
        {
            Hold(Nets.Parts.Values.Any(part => part.Symbol is "BAV199" && Nets.Of(part.Reference, "3") == input && Nets.Of(part.Reference, "1").Name is "GND" && Nets.Of(part.Reference, "2").Name is "AVDD"), $"{input.Name} is clamped between ground and AVDD");
        }
    }
}
