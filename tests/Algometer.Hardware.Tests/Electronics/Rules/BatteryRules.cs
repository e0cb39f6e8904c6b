using Algometer.Electronics.Nets;

namespace Algometer.Hardware.Tests.Electronics.Rules;

/// <summary>The cell's guard, charger and switch.</summary>
internal sealed class BatteryRules(RuleBook book) : RuleSet(book)
{
    public override void Check()
    {
        string charger = Nets.Only("MCP73831-2").Reference;
        string guard = Nets.Only("BQ29700").Reference;
        string cell = Nets.Only("Conn_Battery").Reference;
        Net plus = Nets.Of(cell, "1");
        Net minus = Nets.Of(cell, "2");
        Joined("V5_CHARGE", charger, "4", "the charger's input");
        Hold(Nets.Of(charger, "3") == plus, "The charger feeds the cell");
        Part("R", "4.3k", Nets.Of(charger, "5"), Nets["GND"], "The resistor of the charging current");
        Part("R", "330R", plus, Nets.Of(guard, "5"), "The resistor before the guard");
        Part("R", "2.2k", Nets.Of(guard, "6"), Nets["GND"], "The resistor of the guard's V-");
        Hold(Nets.Of(guard, "4") == minus, "The guard's ground is the cell's, not the device's");
        string[] pair = [.. Nets.Parts.Values.Where(part => part.Symbol is "Q_NMOS" && (Nets.Of(part.Reference, "1") == Nets.Of(guard, "2") || Nets.Of(part.Reference, "1") == Nets.Of(guard, "3"))).Select(part => part.Reference)];
        Hold(pair.Length == 2 && Nets.Of(pair[0], "3") == Nets.Of(pair[1], "3"), "Two transistors stand drain to drain");
        Hold(pair.Any(fet => Nets.Of(fet, "1") == Nets.Of(guard, "3") && Nets.Of(fet, "2") == minus), "DOUT's transistor has its source at the cell");
        Hold(pair.Any(fet => Nets.Of(fet, "1") == Nets.Of(guard, "2") && Nets.Of(fet, "2").Name is "GND"), "COUT's transistor has its source at the device's ground");
        string power = Nets.Only("SlideSwitch2").Reference;
        Hold(Nets.Of(power, "2") == plus, "The switch's common contact is at the cell");
        Joined("BATTERY", power, "1", "the switch");

        // Either the device has the supply or the charger: in "charge" nothing measures.
        Joined("V5", power, "5", "the switch");
        Joined("V5_USE", power, "4", "the switch in use");
        Joined("V5_CHARGE", power, "6", "the switch in charge");
        Hold(Nets.Of(power, "3").Pins.Count == 1, "In charge the battery feeds nothing");
        Part("R", "220k", "BATTERY", "BATTERY_SENSE", "The divider's upper resistor");
        Part("R", "220k", "BATTERY_SENSE", "GND", "The divider's lower resistor");
        foreach (PlacedPart part in new[] { charger, guard, cell }.Concat(pair).Select(reference => Nets.Parts[reference]))
        {
            Hold(part["Fit"] is "ball", $"{part.Reference} is fitted to the ball alone");
        }
    }
}
