using Algometer.Electronics.Nets;

namespace Algometer.Hardware.Tests.Electronics.Rules;

/// <summary>The module's supply, reset and boot, and the regulators.</summary>
internal sealed class SupplyRules(RuleBook book) : RuleSet(book)
{
    public override void Check()
    {
        foreach (PinOfPart pin in Nets.Nets.SelectMany(net => net.Pins).Where(pin => string.Equals(pin.Reference, Module, StringComparison.Ordinal) && pin.Name is "GND" or "3V3"))
        {
            if (string.Equals(pin.Reference, Module, StringComparison.Ordinal))
            {
                Joined(pin.Name is "GND" ? "GND" : "+3V3", pin.Reference, pin.Number, pin.Name);
            }
        }

        Part("R", "10k", Nets.Of(Module, "3"), Nets["+3V3"], "EN's pull-up");
        Part("C", "1µF", Nets.Of(Module, "3"), Nets["GND"], "EN's delay");
        string detector = Nets.Only("APX803S-31").Reference;
        Joined("+3V3", detector, "3", "what the detector looks at");
        Joined("GND", detector, "1", "the detector's ground");
        Hold(Nets.Of(detector, "2") == Nets.Of(Module, "3"), "The detector holds EN");
        Hold(Nets.Parts[detector]["Fit"] is not "ball", "Every board has the detector");
        Part("R", "10k", "BOOT", "+3V3", "BOOT's pull-up");
        Hold(Nets.Between("Button", Nets["BOOT"], Nets["GND"]).Count == 1 && Nets.Between("Button", Nets.Of(Module, "3"), Nets["GND"]).Count == 1, "Buttons close BOOT and EN to ground");
        Joined("BOOT", Module, ModulePins.Of(Board, 0), "GPIO 0");
        Joined("BATTERY_SENSE", Module, ModulePins.Of(Board, Board.Number == 1 ? 34 : 1), "the battery's measurement");
        Regulator("AP2112K-3.3", "+3V3");
        Regulator("LP5907MFX-3.3", "AVDD");
        Joined("VSYS", Nets.Only("AP2112K-3.3").Reference, "1", "the regulator's input");
        Hold(Nets.Between("FerriteBead", Nets["VSYS"], Nets.Of(Nets.Only("LP5907MFX-3.3").Reference, "1")).Count == 1, "A ferrite bead stands before the quiet regulator");
        Hold(Nets.Parts.Values.Any(part => part.Symbol is "D_Schottky" && Nets.Of(part.Reference, "2").Name is "V5_USE" && Nets.Of(part.Reference, "1").Name is "VSYS"), "A Schottky diode leads from V5_USE to VSYS");
        string fet = Nets.Only("Q_PMOS").Reference;
        Part("R", "4.7k", "V5_USE", "GND", "The resistor that opens the battery's transistor");
        Joined("V5_USE", fet, "1", "the gate of the battery's transistor");
        Joined("VSYS", fet, "2", "the source of the battery's transistor");
        Joined("BATTERY", fet, "3", "the drain of the battery's transistor");
        foreach (string rail in new[] { "+3V3", "AVDD", "VSYS" })
        {
            Hold(Nets.Between("C", Nets[rail], Nets["GND"]).Count > 0, $"{rail} has a capacitor to ground");
        }
    }

    private void Regulator(string symbol, string rail)
    {
        string chip = Nets.Only(symbol).Reference;
        Joined(rail, chip, "5", "the regulator's output");
        Joined("GND", chip, "2", "the regulator's ground");
        Hold(Nets.Of(chip, "3") == Nets.Of(chip, "1"), $"{symbol} is enabled by its input");
    }
}
