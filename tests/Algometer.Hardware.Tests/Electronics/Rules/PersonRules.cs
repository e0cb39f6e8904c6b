using Algometer.Electronics.Nets;

namespace Algometer.Hardware.Tests.Electronics.Rules;

/// <summary>The patient's button with its watched cable, light and jumper.</summary>
internal sealed class PersonRules(RuleBook book) : RuleSet(book)
{
    public override void Check()
    {
        string jack = Nets.Only("Conn_StopButton").Reference;
        string chip = Nets.Only("MCP6549").Reference;
        Net loop = Nets.Of(chip, "3");
        Joined("GND", jack, "2", "the button");
        Part("R", "10k", loop, Nets["+3V3"], "The cable's current");
        Part("C", "100nF", loop, Nets["GND"], "The button's debounce");
        Part("R", "1k", loop, Nets.Of(jack, "1"), "The button's series resistor");
        Hold(Nets.Between("D_TVS", Nets.Of(jack, "1"), Nets["GND"]).Count == 1, "A suppressor stands at the button's connector");
        Net open = Nets.Of(chip, "5");
        Net pressed = Nets.Of(chip, "2");
        Net shorted = Nets.Of(chip, "9");
        Part("R", "24k", Nets["+3V3"], open, "The ladder's first step");
        Part("R", "39k", open, pressed, "The ladder's second step");
        Part("R", "22k", pressed, shorted, "The ladder's third step");
        Part("R", "15k", shorted, Nets["GND"], "The ladder's last step");
        Hold(Nets.Of(chip, "6") == loop && Nets.Of(chip, "10") == loop, "All comparators look at the cable");
        Joined("STOP", chip, "1", "pressed");
        Joined("STOP_CABLE", chip, "7", "open");
        Joined("STOP_CABLE", chip, "8", "shorted");
        Joined("+3V3", chip, "4", "the comparators' VDD");
        Joined("GND", chip, "11", "the comparators' VSS");
        Part("R", "10k", "STOP", "+3V3", "STOP's pull-up");
        Part("R", "10k", "STOP_CABLE", "+3V3", "STOP_CABLE's pull-up");
        Hold(Nets.Parts.Values.Any(part => part.Symbol is "LED" && Nets.Of(part.Reference, "1").Name is "GND" && Nets.Between("R", Nets["LIGHT"], Nets.Of(part.Reference, "2")).Count == 1), "LIGHT drives a light over a resistor");
        Hold(Nets.Between("Jumper", Nets["SIMULATE"], Nets["GND"]).Count == 1, "The jumper closes SIMULATE to ground");
    }
}
