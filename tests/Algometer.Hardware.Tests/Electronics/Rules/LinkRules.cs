using Algometer.Electronics.Nets;

namespace Algometer.Hardware.Tests.Electronics.Rules;

/// <summary>USB up to the isolation, and nothing else across it.</summary>
internal sealed class LinkRules(RuleBook book) : RuleSet(book)
{
    public override void Check()
    {
        string bridge = Nets.Only("CP2102N-QFN24").Reference;
        string guard = Nets.Only("USBLC6-2SC6").Reference;
        string usb = Nets.Only("USB_C_Receptacle").Reference;
        string isolator = Nets.Only("ISO7721DWV").Reference;
        string supply = Nets.Only("THM_3-0511WI").Reference;
        Hold(Nets.Of(bridge, "21") == Nets.Of(isolator, "3") && Nets.Of(bridge, "20") == Nets.Of(isolator, "2"), "The bridge's lines end at the isolator");
        Joined("LINK_RX", isolator, "6", "the device's receive pin");
        Joined("LINK_TX", isolator, "7", "the device's transmit pin");
        Joined("V3_USB", isolator, "1", "the isolator's USB side");
        Joined("GND_USB", isolator, "4", "the isolator's USB side");
        Joined("+3V3", isolator, "8", "the isolator's device side");
        Joined("GND", isolator, "5", "the isolator's device side");
        Joined("VBUS", supply, "22", "the converter's input");
        Joined("GND_USB", supply, "2", "the converter's input");
        Joined("V5", supply, "14", "the converter's output");
        Joined("GND", supply, "16", "the converter's output");
        Isolated([isolator, supply]);
        foreach ((string plus, string minus) in new[] { ("A6", "A7"), ("B6", "B7") })
        {
            Hold(Nets.Of(usb, plus) == Nets.Of(guard, "1"), $"USB contact {plus} goes through the guard");
            Hold(Nets.Of(usb, minus) == Nets.Of(guard, "3"), $"USB contact {minus} goes through the guard");
        }

        Hold(Nets.Of(guard, "6") == Nets.Of(bridge, "3") && Nets.Of(guard, "4") == Nets.Of(bridge, "4"), "The guard's other side goes to the bridge's D+ and D-");
        Joined("GND_USB", guard, "2", "the guard");
        Joined("VBUS", guard, "5", "the guard");
        Part("R", "5.1k", Nets.Of(usb, "A5"), Nets["GND_USB"], "CC1's resistor");
        Part("R", "5.1k", Nets.Of(usb, "B5"), Nets["GND_USB"], "CC2's resistor");
        Joined("VBUS", bridge, "7", "the bridge's supply");
        Joined("V3_USB", bridge, "6", "the bridge's supply");
        Joined("V3_USB", bridge, "5", "the bridge's supply");

        Hold(Nets.Between("Polyfuse", Nets.Of(usb, "A4"), Nets["VBUS"]).Count == 1, "A fuse stands between the connector and VBUS");
        Part("R", "22.1k", Nets.Of(bridge, "8"), Nets["VBUS"], "The upper resistor of the bridge's VBUS");
        Part("R", "47.5k", Nets.Of(bridge, "8"), Nets["GND_USB"], "The lower resistor of the bridge's VBUS");
        Part("R", "1k", Nets.Of(bridge, "9"), Nets["V3_USB"], "The pull-up of the bridge's reset");
        foreach (string control in new[] { "19", "23" })
        {
            Hold(Nets.Of(bridge, control).Pins.Count == 1, "RTS and DTR are wired to nothing: no host may reset the device");
        }
    }

    // From the computer's side no part leads to the device's but the two that isolate.
    private void Isolated(string[] bridges)
    {
        var reached = new HashSet<Net> { Nets["GND_USB"], Nets["VBUS"], Nets["V3_USB"] };
        var parts = new HashSet<string>(StringComparer.Ordinal);
        for (bool grows = true; grows;)
        {
            string[] more = [.. reached.SelectMany(net => net.Pins).Select(pin => pin.Reference).Where(reference => !bridges.Contains(reference, StringComparer.Ordinal) && parts.Add(reference))];
            reached.UnionWith(Nets.Nets.Where(net => net.Pins.Any(pin => more.Contains(pin.Reference, StringComparer.Ordinal))));
            grows = more.Length > 0;
        }

        Hold(!reached.Contains(Nets["GND"]) && !reached.Contains(Nets["+3V3"]) && !reached.Contains(Nets["V5"]), "A part leads from the computer's side to the device's past the isolation");
    }
}
