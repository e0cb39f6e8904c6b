using Algometer.Electronics.Nets;
using Algometer.Esp32;

namespace Algometer.Hardware.Tests.Electronics;

/// <summary>What a schematic must be for the firmware to work on it. Each broken rule is a sentence.</summary>
internal sealed class SchematicRules
{
    private readonly Netlist _nets;
    private readonly Board _board;
    private readonly string _module;
    private readonly List<string> _broken = [];

    private SchematicRules(Netlist nets, Board board)
    {
        _nets = nets;
        _board = board;
        _module = nets.Only(board.Number == 1 ? "ESP32-WROOM-32E" : "ESP32-S3-WROOM-1").Reference;
    }

    public static IReadOnlyList<string> Broken(Netlist nets, Board board)
    {
        SchematicRules rules;
        try
        {
            rules = new(nets, board);
            rules.All();
        }
        catch (KeyNotFoundException missing)
        {
            return [missing.Message];
        }

        return rules._broken;
    }

    private void All()
    {
        Firmware();
        Converter();
        MissingPulse();
        Buzzer();
        Person();
        Link();
        Supplies();
        Battery();
        Everywhere();
    }

    private void Firmware()
    {
        Gpio("HX_SCK", _board.ConverterClock);
        Gpio("HX_DOUT", _board.ConverterData);
        Gpio("HX_DOUT", _board.DataReady);
        Gpio("HX_RATE", _board.Rate);
        Gpio("BUZZER", _board.Buzzer);
        Gpio("LIGHT", _board.Light);
        Gpio("STOP", _board.StopButton);
        Gpio("HEARTBEAT", _board.Heartbeat);
        Gpio("SIMULATE", _board.SimulateJumper);
        Gpio("LINK_TX", _board.Transmit);
        Gpio("LINK_RX", _board.Receive);
        foreach (int open in new[] { _board.UnusedBusClock, _board.UnusedChipSelect })
        {
            Net net = _nets.Of(_module, ModulePins.Of(_board, open));
            Hold(net.SaysOpen && net.Pins.Count == 1, $"GPIO {open} must stay open, but it is on {net.Name}");
        }
    }

    private void Gpio(string net, int gpio) => Joined(net, _module, ModulePins.Of(_board, gpio), $"GPIO {gpio}");

    private void Converter()
    {
        string chip = _nets.Only("HX711").Reference;
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
        Hold(_nets["HX_DOUT"].Pins.Count == 3, "DOUT goes to the data pin, to the data-ready pin and nowhere else");

        string cell = _nets.Only("Conn_LoadCell").Reference;
        Joined("AVDD", cell, "1", "E+");
        Joined("GND", cell, "4", "E-");
        Joined("GND", cell, "5", "the shield");
        Net plus = _nets.Of(chip, "8");
        Net minus = _nets.Of(chip, "7");
        Part("R", "100R", _nets.Of(cell, "2"), plus, "The series resistor of A+");
        Part("R", "100R", _nets.Of(cell, "3"), minus, "The series resistor of A-");
        Part("C", "100nF C0G", plus, minus, "The capacitor across the inputs");
        Part("C", "10nF C0G", plus, _nets["GND"], "The capacitor from A+ to ground");
        Part("C", "10nF C0G", minus, _nets["GND"], "The capacitor from A- to ground");
    }

    private void MissingPulse()
    {
        string transistor = _nets.Only("Q_PNP").Reference;
        string comparator = _nets.Only("MCP6541").Reference;
        Net store = _nets.Of(comparator, "4");
        Net reference = _nets.Of(comparator, "3");
        Net foot = _nets.Of(transistor, "1");
        Joined("+3V3", transistor, "2", "the emitter");
        Joined("NO_PULSE", comparator, "1", "the comparator's output");
        Joined("+3V3", comparator, "5", "the comparator's VDD");
        Joined("GND", comparator, "2", "the comparator's VSS");
        Hold(_nets.Nets.Any(middle => _nets.Between("C", _nets["HEARTBEAT"], middle).Count == 1 && _nets.Between("R", middle, foot).Count == 1), "HEARTBEAT reaches the transistor's base over a capacitor and a resistor");
        Part("R", "100k", foot, _nets["+3V3"], "The resistor that keeps the transistor closed");
        Diode(cathode: _nets["+3V3"], anode: foot, "The diode that recharges the coupling");
        Part("R", "100R", _nets.Of(transistor, "3"), store, "The resistor that limits the charge");
        Part("C", "1µF film", store, _nets["GND"], "The storage capacitor");
        Part("R", "390k", store, _nets["GND"], "The resistor that empties it");
        Part("R", "100k", reference, _nets["+3V3"], "The divider's upper resistor");
        Part("R", "51k", reference, _nets["GND"], "The divider's lower resistor");
    }

    private void Buzzer()
    {
        string buzzer = _nets.Only("Buzzer").Reference;
        Net low = _nets.Of(buzzer, "2");
        Joined("+3V3", buzzer, "1", "the buzzer");
        Diode(cathode: _nets["+3V3"], anode: low, "The flyback diode");
        string[] drivers = [.. _nets.Parts.Values.Where(part => part.Symbol is "Q_NMOS" && _nets.Of(part.Reference, "3") == low).Select(part => part.Reference)];
        Hold(drivers.Length == 2, "Two transistors drive the buzzer");
        Driver(drivers, "BUZZER", "GND", "The buzzer stays silent until the program runs");
        Driver(drivers, "NO_PULSE", "+3V3", "An open NO_PULSE sounds");
    }

    private void Driver(string[] drivers, string net, string rest, string why)
    {
        string[] own = [.. drivers.Where(driver => _nets.Between("R", _nets[net], _nets.Of(driver, "1")).Count == 1)];
        Hold(own.Length == 1 && _nets.Between("R", _nets.Of(own[0], "1"), _nets[rest]).Count == 1, $"{why}: {net} drives one gate over a resistor, which another pulls to {rest}");
        Hold(own.Length == 1 && _nets.Of(own[0], "2").Name is "GND", $"The transistor of {net} has its source on ground");
    }

    private void Person()
    {
        string jack = _nets.Only("Conn_StopButton").Reference;
        Joined("GND", jack, "2", "the button");
        Part("R", "10k", "STOP", "+3V3", "The button's pull-up");
        Part("C", "100nF", "STOP", "GND", "The button's debounce");
        Part("R", "1k", _nets["STOP"], _nets.Of(jack, "1"), "The button's series resistor");
        Hold(_nets.Between("D_TVS", _nets.Of(jack, "1"), _nets["GND"]).Count == 1, "A suppressor stands at the button's connector");
        Hold(_nets.Parts.Values.Any(part => part.Symbol is "LED" && _nets.Of(part.Reference, "1").Name is "GND" && _nets.Between("R", _nets["LIGHT"], _nets.Of(part.Reference, "2")).Count == 1), "LIGHT drives a light over a resistor");
        Hold(_nets.Between("Jumper", _nets["SIMULATE"], _nets["GND"]).Count == 1, "The jumper closes SIMULATE to ground");
    }

    private void Link()
    {
        string bridge = _nets.Only("CP2102N-QFN24").Reference;
        string guard = _nets.Only("USBLC6-2SC6").Reference;
        string usb = _nets.Only("USB_C_Receptacle").Reference;
        Part("R", "470R", _nets.Of(bridge, "21"), _nets["LINK_RX"], "The bridge's TXD goes to the device's receive pin");
        Part("R", "470R", _nets.Of(bridge, "20"), _nets["LINK_TX"], "The bridge's RXD comes from the device's transmit pin");
        foreach ((string plus, string minus) in new[] { ("A6", "A7"), ("B6", "B7") })
        {
            Hold(_nets.Of(usb, plus) == _nets.Of(guard, "1"), $"USB contact {plus} goes through the guard");
            Hold(_nets.Of(usb, minus) == _nets.Of(guard, "3"), $"USB contact {minus} goes through the guard");
        }

        Hold(_nets.Of(guard, "6") == _nets.Of(bridge, "3") && _nets.Of(guard, "4") == _nets.Of(bridge, "4"), "The guard's other side goes to the bridge's D+ and D-");
        Joined("GND", guard, "2", "the guard");
        Joined("VBUS", guard, "5", "the guard");
        Part("R", "5.1k", _nets.Of(usb, "A5"), _nets["GND"], "CC1's resistor");
        Part("R", "5.1k", _nets.Of(usb, "B5"), _nets["GND"], "CC2's resistor");
        foreach (string supply in new[] { "5", "6", "7" })
        {
            Joined("+3V3", bridge, supply, "the bridge's supply");
        }

        Hold(_nets.Between("Polyfuse", _nets.Of(usb, "A4"), _nets["VBUS"]).Count == 1, "A fuse stands between the connector and VBUS");
        Part("R", "22.1k", _nets.Of(bridge, "8"), _nets["VBUS"], "The upper resistor of the bridge's VBUS");
        Part("R", "47.5k", _nets.Of(bridge, "8"), _nets["GND"], "The lower resistor of the bridge's VBUS");
        Part("R", "1k", _nets.Of(bridge, "9"), _nets["+3V3"], "The pull-up of the bridge's reset");
        foreach (string control in new[] { "19", "23" })
        {
            Hold(_nets.Of(bridge, control).Pins.Count == 1, "RTS and DTR are wired to nothing: no host may reset the device");
        }
    }

    private void Supplies()
    {
        foreach (PinOfPart pin in _nets.Nets.SelectMany(net => net.Pins).Where(pin => string.Equals(pin.Reference, _module, StringComparison.Ordinal) && pin.Name is "GND" or "3V3"))
        {
            if (string.Equals(pin.Reference, _module, StringComparison.Ordinal))
            {
                Joined(pin.Name is "GND" ? "GND" : "+3V3", pin.Reference, pin.Number, pin.Name);
            }
        }

        Part("R", "10k", _nets.Of(_module, "3"), _nets["+3V3"], "EN's pull-up");
        Part("C", "1µF", _nets.Of(_module, "3"), _nets["GND"], "EN's delay");
        Part("R", "10k", "BOOT", "+3V3", "BOOT's pull-up");
        Hold(_nets.Between("Button", _nets["BOOT"], _nets["GND"]).Count == 1 && _nets.Between("Button", _nets.Of(_module, "3"), _nets["GND"]).Count == 1, "Buttons close BOOT and EN to ground");
        Joined("BOOT", _module, ModulePins.Of(_board, 0), "GPIO 0");
        Joined("BATTERY_SENSE", _module, ModulePins.Of(_board, _board.Number == 1 ? 34 : 1), "the battery's measurement");
        Regulator("AP2112K-3.3", "+3V3");
        Regulator("LP5907MFX-3.3", "AVDD");
        Joined("VSYS", _nets.Only("AP2112K-3.3").Reference, "1", "the regulator's input");
        Hold(_nets.Between("FerriteBead", _nets["VSYS"], _nets.Of(_nets.Only("LP5907MFX-3.3").Reference, "1")).Count == 1, "A ferrite bead stands before the quiet regulator");
        Hold(_nets.Parts.Values.Any(part => part.Symbol is "D_Schottky" && _nets.Of(part.Reference, "2").Name is "VBUS" && _nets.Of(part.Reference, "1").Name is "VSYS"), "A Schottky diode leads from VBUS to VSYS");
        string fet = _nets.Only("Q_PMOS").Reference;
        Joined("VBUS", fet, "1", "the gate of the battery's transistor");
        Joined("VSYS", fet, "2", "the source of the battery's transistor");
        Joined("BATTERY", fet, "3", "the drain of the battery's transistor");
        foreach (string rail in new[] { "+3V3", "AVDD", "VSYS" })
        {
            Hold(_nets.Between("C", _nets[rail], _nets["GND"]).Count > 0, $"{rail} has a capacitor to ground");
        }
    }

    private void Battery()
    {
        string charger = _nets.Only("MCP73831-2").Reference;
        string guard = _nets.Only("BQ29700").Reference;
        string cell = _nets.Only("Conn_Battery").Reference;
        Net plus = _nets.Of(cell, "1");
        Net minus = _nets.Of(cell, "2");
        Joined("VBUS", charger, "4", "the charger's input");
        Hold(_nets.Of(charger, "3") == plus, "The charger feeds the cell");
        Part("R", "4.3k", _nets.Of(charger, "5"), _nets["GND"], "The resistor of the charging current");
        Part("R", "330R", plus, _nets.Of(guard, "5"), "The resistor before the guard");
        Part("R", "2.2k", _nets.Of(guard, "6"), _nets["GND"], "The resistor of the guard's V-");
        Hold(_nets.Of(guard, "4") == minus, "The guard's ground is the cell's, not the device's");
        string[] pair = [.. _nets.Parts.Values.Where(part => part.Symbol is "Q_NMOS" && (_nets.Of(part.Reference, "1") == _nets.Of(guard, "2") || _nets.Of(part.Reference, "1") == _nets.Of(guard, "3"))).Select(part => part.Reference)];
        Hold(pair.Length == 2 && _nets.Of(pair[0], "3") == _nets.Of(pair[1], "3"), "Two transistors stand drain to drain");
        Hold(pair.Any(fet => _nets.Of(fet, "1") == _nets.Of(guard, "3") && _nets.Of(fet, "2") == minus), "DOUT's transistor has its source at the cell");
        Hold(pair.Any(fet => _nets.Of(fet, "1") == _nets.Of(guard, "2") && _nets.Of(fet, "2").Name is "GND"), "COUT's transistor has its source at the device's ground");
        string power = _nets.Only("SlideSwitch").Reference;
        Hold(_nets.Of(power, "2") == plus, "The switch's common contact is at the cell");
        Joined("BATTERY", power, "1", "the switch");
        Part("R", "220k", "BATTERY", "BATTERY_SENSE", "The divider's upper resistor");
        Part("R", "220k", "BATTERY_SENSE", "GND", "The divider's lower resistor");
        foreach (PlacedPart part in new[] { charger, guard, cell, power }.Concat(pair).Select(reference => _nets.Parts[reference]))
        {
            Hold(part["Fit"] is "ball", $"{part.Reference} is fitted to the ball alone");
        }
    }

    private void Regulator(string symbol, string rail)
    {
        string chip = _nets.Only(symbol).Reference;
        Joined(rail, chip, "5", "the regulator's output");
        Joined("GND", chip, "2", "the regulator's ground");
        Hold(_nets.Of(chip, "3") == _nets.Of(chip, "1"), $"{symbol} is enabled by its input");
    }

    private void Everywhere()
    {
        Hold(_nets.LooseFlags == 0, "A flag says that a net is fed, and stands on none");
        foreach (Net net in _nets.Nets)
        {
            Hold(net.Names.Count == 1, $"{string.Join(" and ", net.Names)} are joined");
            Hold(net.Pins.Count > 1 || net.SaysOpen, $"{net.Pins[0]} is joined to nothing");
            Hold(net.Pins.Count == 1 || !net.SaysOpen, $"{net.Name} is said to be open and is not");
        }

        foreach (PlacedPart part in _nets.Parts.Values)
        {
            Hold(part["MPN"].Length > 0 && part["Manufacturer"].Length > 0 && part["Footprint"].Length > 0 && part["Fit"] is "ball" or "probe, ball", $"{part.Reference} has no maker, maker's number, footprint or fit");
        }
    }

    private void Joined(string net, string reference, string pin, string what)
    {
        Net found = _nets.Of(reference, pin);
        Hold(string.Equals(found.Name, net, StringComparison.Ordinal), $"{what} ({reference}.{pin}) belongs on {net}, but is on {found.Name}");
    }

    private void Diode(Net cathode, Net anode, string what) =>
        Hold(_nets.Parts.Values.Any(part => part.Symbol is "D" && _nets.Of(part.Reference, "1") == cathode && _nets.Of(part.Reference, "2") == anode), $"{what} is missing or the wrong way round");

    private void Part(string symbol, string value, string a, string b, string what) => Part(symbol, value, _nets[a], _nets[b], what);

    private void Part(string symbol, string value, Net a, Net b, string what) =>
        Hold(_nets.Between(symbol, a, b).Any(part => string.Equals(part.Value, value, StringComparison.Ordinal)), $"{what} is missing: {value} between {a.Name} and {b.Name}");

    private void Hold(bool holds, string rule)
    {
        if (!holds)
        {
            _broken.Add(rule);
        }
    }
}
