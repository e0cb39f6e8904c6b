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
        catch (Exception missing) when (missing is KeyNotFoundException or InvalidOperationException or IndexOutOfRangeException)
        {
            return [missing.Message];
        }

        return rules._broken;
    }

    private void All()
    {
        Firmware();
        Converter();
        Alarm();
        Buzzers();
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
        Gpio("MAIN_SOUNDS", _board.MainSounds);
        Gpio("RESERVE_SOUNDS", _board.ReserveSounds);
        Gpio("STOP_CABLE", _board.ButtonCable);
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
        Net excitation = _nets.Of(cell, "1");
        Hold(_nets.Between("FerriteBead", excitation, _nets["AVDD"]).Count == 1, "E+ leaves over a ferrite bead");
        Hold(_nets.Between("D_TVS", excitation, _nets["GND"]).Count == 1, "A suppressor stands at E+");
        Joined("GND", cell, "4", "E-");
        Joined("GND", cell, "5", "the shield");
        Net plus = _nets.Of(chip, "8");
        Net minus = _nets.Of(chip, "7");
        Part("R", "100R", _nets.Of(cell, "2"), plus, "The series resistor of A+");
        Part("R", "100R", _nets.Of(cell, "3"), minus, "The series resistor of A-");
        Part("C", "100nF C0G", plus, minus, "The capacitor across the inputs");
        Part("C", "10nF C0G", plus, _nets["GND"], "The capacitor from A+ to ground");
        Part("C", "10nF C0G", minus, _nets["GND"], "The capacitor from A- to ground");
        foreach (Net input in new[] { plus, minus })
        {
            Hold(_nets.Parts.Values.Any(part => part.Symbol is "BAV199" && _nets.Of(part.Reference, "3") == input && _nets.Of(part.Reference, "1").Name is "GND" && _nets.Of(part.Reference, "2").Name is "AVDD"), $"{input.Name} is clamped between ground and AVDD");
        }
    }

    private void Alarm()
    {
        Net former = Pulse("HEARTBEAT", "22R", "10nF C0G", "1M", "+3V3");
        Comparator("BEAT_PULSE", "+3V3", plus: _nets["ALARM_REF"], minus: former);
        Net main = Pulse("BEAT_PULSE", "10R", "1µF film", "390k", "+3V3");
        Comparator("NO_PULSE", "+3V3", plus: main, minus: _nets["ALARM_REF"]);
        Net reserve = Pulse("BEAT_PULSE", "10R", "1µF film", "390k", "VALARM");
        string last = Comparator("NO_PULSE_R", "VALARM", plus: reserve, minus: null);
        Divider("+3V3", _nets["ALARM_REF"]);
        Divider("VALARM", _nets.Of(last, "4"));
        string[] reservoirs = [.. _nets.Parts.Values.Where(part => part.Symbol is "C_Super").Select(part => part.Reference)];
        Hold(reservoirs.Length == 1 && _nets.Of(reservoirs[0], "2").Name is "GND", "The reservoir's minus is on ground");
        Net store = _nets.Of(reservoirs[0], "1");
        Net charge = _nets.Nets.First(net => _nets.Between("R", _nets["VSYS"], net).Any(part => part.Value is "47R 1W"));
        Schottky(charge, store, "The reservoir's charge does not flow back");
        Schottky(store, _nets["VALARM"], "The reservoir feeds the reserve circuit");
        Schottky(_nets["+3V3"], _nets["VALARM"], "+3V3 feeds the reserve circuit from power-on");
    }

    // A rise of a net empties a capacitor that lies to the supply, with its resistor beside it: the supply's own rise changes nothing.
    private Net Pulse(string net, string limit, string store, string drain, string supply)
    {
        foreach (PlacedPart fet in _nets.Parts.Values.Where(part => part.Symbol is "Q_NMOS" && part.Value is "FDV301N" && _nets.Of(part.Reference, "2").Name is "GND"))
        {
            Net gate = _nets.Of(fet.Reference, "1");
            Net drainNet = _nets.Of(fet.Reference, "3");
            Net? node = _nets.Nets.FirstOrDefault(other => other != drainNet && _nets.Between("R", drainNet, other).Any(part => string.Equals(part.Value, limit, StringComparison.Ordinal)));
            bool coupled = _nets.Nets.Any(middle => _nets.Between("C", _nets[net], middle).Any(part => part.Value is "10nF C0G") && _nets.Between("R", middle, gate).Any(part => part.Value is "1k"));
            if (!coupled || node is null || _nets.Between("C", node, _nets[supply]).Count == 0)
            {
                continue;
            }

            Part("R", "10k", gate, _nets["GND"], $"The resistor that keeps {net}'s transistor closed");
            Part("C", store, node, _nets[supply], $"{net}'s capacitor, to the supply");
            Part("R", drain, node, _nets[supply], $"The resistor beside {net}'s capacitor");
            return node;
        }

        throw new KeyNotFoundException($"A rise of {net} reaches no capacitor at {supply}");
    }

    private string Comparator(string output, string supply, Net plus, Net? minus)
    {
        string chip = _nets.Parts.Values.FirstOrDefault(part => part.Symbol is "MCP6541" && string.Equals(_nets.Of(part.Reference, "1").Name, output, StringComparison.Ordinal))?.Reference ?? throw new KeyNotFoundException($"No comparator gives {output}");
        Joined(supply, chip, "5", "the comparator's VDD");
        Joined("GND", chip, "2", "the comparator's VSS");
        Hold(_nets.Of(chip, "3") == plus, $"{output}'s plus input is on the wrong net");
        Hold(minus is null || _nets.Of(chip, "4") == minus, $"{output}'s minus input is on the wrong net");
        return chip;
    }

    private void Divider(string supply, Net middle)
    {
        Part("R", "51k", middle, _nets[supply], "The divider's upper resistor");
        Part("R", "100k", middle, _nets["GND"], "The divider's lower resistor");
    }

    private void Schottky(Net anode, Net cathode, string what) =>
        Hold(_nets.Parts.Values.Any(part => part.Symbol is "D_Schottky" && _nets.Of(part.Reference, "2") == anode && _nets.Of(part.Reference, "1") == cathode), $"{what}: a diode is missing or the wrong way round");

    private void Buzzers()
    {
        string[] buzzers = [.. _nets.Parts.Values.Where(part => part.Symbol is "Buzzer").Select(part => part.Reference)];
        Hold(buzzers.Length == 2, "There are two buzzers");
        string main = buzzers.Single(buzzer => _nets.Of(buzzer, "1").Name is "+3V3");
        string reserve = buzzers.Single(buzzer => _nets.Between("R", _nets.Of(buzzer, "1"), _nets["VALARM"]).Any(part => part.Value is "22R"));
        Sounder(_nets.Of(main, "2"), "+3V3", "MAIN_SOUNDS", ("BUZZER", "GND", "The main buzzer stays silent until the program runs"), ("NO_PULSE", "+3V3", "An open NO_PULSE sounds"));
        Sounder(_nets.Of(reserve, "2"), "VALARM", "RESERVE_SOUNDS", ("NO_PULSE_R", "VALARM", "An open NO_PULSE_R sounds"));
    }

    private void Sounder(Net low, string supply, string sense, params (string Net, string Idle, string Why)[] drivers)
    {
        Diode(cathode: _nets[supply], anode: low, "The flyback diode");
        string[] fets = [.. _nets.Parts.Values.Where(part => part.Symbol is "Q_NMOS" && _nets.Of(part.Reference, "3") == low).Select(part => part.Reference)];
        Hold(fets.Length == drivers.Length, "Each driver has a transistor of its own");
        foreach ((string net, string rest, string why) in drivers)
        {
            Driver(fets, net, rest, why);
        }

        Hold(_nets.Parts.Values.Any(part => part.Symbol is "Q_NMOS" && _nets.Of(part.Reference, "1") == low && _nets.Of(part.Reference, "2").Name is "GND" && string.Equals(_nets.Of(part.Reference, "3").Name, sense, StringComparison.Ordinal)), $"{sense} looks at the buzzer");
        Part("R", "10k", sense, "+3V3", $"{sense}'s pull-up");
        Part("R", "1M", low, _nets["GND"], $"{sense} sees an open buzzer");
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
        string chip = _nets.Only("MCP6549").Reference;
        Net loop = _nets.Of(chip, "3");
        Joined("GND", jack, "2", "the button");
        Part("R", "10k", loop, _nets["+3V3"], "The cable's current");
        Part("C", "100nF", loop, _nets["GND"], "The button's debounce");
        Part("R", "1k", loop, _nets.Of(jack, "1"), "The button's series resistor");
        Hold(_nets.Between("D_TVS", _nets.Of(jack, "1"), _nets["GND"]).Count == 1, "A suppressor stands at the button's connector");
        Net open = _nets.Of(chip, "5");
        Net pressed = _nets.Of(chip, "2");
        Net shorted = _nets.Of(chip, "9");
        Part("R", "24k", _nets["+3V3"], open, "The ladder's first step");
        Part("R", "39k", open, pressed, "The ladder's second step");
        Part("R", "22k", pressed, shorted, "The ladder's third step");
        Part("R", "15k", shorted, _nets["GND"], "The ladder's last step");
        Hold(_nets.Of(chip, "6") == loop && _nets.Of(chip, "10") == loop, "All comparators look at the cable");
        Joined("STOP", chip, "1", "pressed");
        Joined("STOP_CABLE", chip, "7", "open");
        Joined("STOP_CABLE", chip, "8", "shorted");
        Joined("+3V3", chip, "4", "the comparators' VDD");
        Joined("GND", chip, "11", "the comparators' VSS");
        Part("R", "10k", "STOP", "+3V3", "STOP's pull-up");
        Part("R", "10k", "STOP_CABLE", "+3V3", "STOP_CABLE's pull-up");
        Hold(_nets.Parts.Values.Any(part => part.Symbol is "LED" && _nets.Of(part.Reference, "1").Name is "GND" && _nets.Between("R", _nets["LIGHT"], _nets.Of(part.Reference, "2")).Count == 1), "LIGHT drives a light over a resistor");
        Hold(_nets.Between("Jumper", _nets["SIMULATE"], _nets["GND"]).Count == 1, "The jumper closes SIMULATE to ground");
    }

    // From the computer's side no part leads to the device's but the two that isolate.
    private void Isolated(string[] bridges)
    {
        var reached = new HashSet<Net> { _nets["GND_USB"], _nets["VBUS"], _nets["V3_USB"] };
        var parts = new HashSet<string>(StringComparer.Ordinal);
        for (bool grows = true; grows;)
        {
            string[] more = [.. reached.SelectMany(net => net.Pins).Select(pin => pin.Reference).Where(reference => !bridges.Contains(reference, StringComparer.Ordinal) && parts.Add(reference))];
            reached.UnionWith(_nets.Nets.Where(net => net.Pins.Any(pin => more.Contains(pin.Reference, StringComparer.Ordinal))));
            grows = more.Length > 0;
        }

        Hold(!reached.Contains(_nets["GND"]) && !reached.Contains(_nets["+3V3"]) && !reached.Contains(_nets["V5"]), "A part leads from the computer's side to the device's past the isolation");
    }

    private void Link()
    {
        string bridge = _nets.Only("CP2102N-QFN24").Reference;
        string guard = _nets.Only("USBLC6-2SC6").Reference;
        string usb = _nets.Only("USB_C_Receptacle").Reference;
        string isolator = _nets.Only("ISO7721DWV").Reference;
        string supply = _nets.Only("THM_3-0511WI").Reference;
        Hold(_nets.Of(bridge, "21") == _nets.Of(isolator, "3") && _nets.Of(bridge, "20") == _nets.Of(isolator, "2"), "The bridge's lines end at the isolator");
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
            Hold(_nets.Of(usb, plus) == _nets.Of(guard, "1"), $"USB contact {plus} goes through the guard");
            Hold(_nets.Of(usb, minus) == _nets.Of(guard, "3"), $"USB contact {minus} goes through the guard");
        }

        Hold(_nets.Of(guard, "6") == _nets.Of(bridge, "3") && _nets.Of(guard, "4") == _nets.Of(bridge, "4"), "The guard's other side goes to the bridge's D+ and D-");
        Joined("GND_USB", guard, "2", "the guard");
        Joined("VBUS", guard, "5", "the guard");
        Part("R", "5.1k", _nets.Of(usb, "A5"), _nets["GND_USB"], "CC1's resistor");
        Part("R", "5.1k", _nets.Of(usb, "B5"), _nets["GND_USB"], "CC2's resistor");
        Joined("VBUS", bridge, "7", "the bridge's supply");
        Joined("V3_USB", bridge, "6", "the bridge's supply");
        Joined("V3_USB", bridge, "5", "the bridge's supply");

        Hold(_nets.Between("Polyfuse", _nets.Of(usb, "A4"), _nets["VBUS"]).Count == 1, "A fuse stands between the connector and VBUS");
        Part("R", "22.1k", _nets.Of(bridge, "8"), _nets["VBUS"], "The upper resistor of the bridge's VBUS");
        Part("R", "47.5k", _nets.Of(bridge, "8"), _nets["GND_USB"], "The lower resistor of the bridge's VBUS");
        Part("R", "1k", _nets.Of(bridge, "9"), _nets["V3_USB"], "The pull-up of the bridge's reset");
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
        Hold(_nets.Parts.Values.Any(part => part.Symbol is "D_Schottky" && _nets.Of(part.Reference, "2").Name is "V5_USE" && _nets.Of(part.Reference, "1").Name is "VSYS"), "A Schottky diode leads from V5_USE to VSYS");
        string fet = _nets.Only("Q_PMOS").Reference;
        Part("R", "4.7k", "V5_USE", "GND", "The resistor that opens the battery's transistor");
        Joined("V5_USE", fet, "1", "the gate of the battery's transistor");
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
        Joined("V5_CHARGE", charger, "4", "the charger's input");
        Hold(_nets.Of(charger, "3") == plus, "The charger feeds the cell");
        Part("R", "4.3k", _nets.Of(charger, "5"), _nets["GND"], "The resistor of the charging current");
        Part("R", "330R", plus, _nets.Of(guard, "5"), "The resistor before the guard");
        Part("R", "2.2k", _nets.Of(guard, "6"), _nets["GND"], "The resistor of the guard's V-");
        Hold(_nets.Of(guard, "4") == minus, "The guard's ground is the cell's, not the device's");
        string[] pair = [.. _nets.Parts.Values.Where(part => part.Symbol is "Q_NMOS" && (_nets.Of(part.Reference, "1") == _nets.Of(guard, "2") || _nets.Of(part.Reference, "1") == _nets.Of(guard, "3"))).Select(part => part.Reference)];
        Hold(pair.Length == 2 && _nets.Of(pair[0], "3") == _nets.Of(pair[1], "3"), "Two transistors stand drain to drain");
        Hold(pair.Any(fet => _nets.Of(fet, "1") == _nets.Of(guard, "3") && _nets.Of(fet, "2") == minus), "DOUT's transistor has its source at the cell");
        Hold(pair.Any(fet => _nets.Of(fet, "1") == _nets.Of(guard, "2") && _nets.Of(fet, "2").Name is "GND"), "COUT's transistor has its source at the device's ground");
        string power = _nets.Only("SlideSwitch2").Reference;
        Hold(_nets.Of(power, "2") == plus, "The switch's common contact is at the cell");
        Joined("BATTERY", power, "1", "the switch");

        // Either the device has the supply or the charger: in "charge" nothing measures.
        Joined("V5", power, "5", "the switch");
        Joined("V5_USE", power, "4", "the switch in use");
        Joined("V5_CHARGE", power, "6", "the switch in charge");
        Hold(_nets.Of(power, "3").Pins.Count == 1, "In charge the battery feeds nothing");
        Part("R", "220k", "BATTERY", "BATTERY_SENSE", "The divider's upper resistor");
        Part("R", "220k", "BATTERY_SENSE", "GND", "The divider's lower resistor");
        foreach (PlacedPart part in new[] { charger, guard, cell }.Concat(pair).Select(reference => _nets.Parts[reference]))
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

        foreach (PlacedPart part in _nets.Parts.Values.Where(part => part.Symbol is "TestPoint"))
        {
            Hold(part["MPN"].Length == 0 && part["Footprint"].Length > 0 && string.Equals(_nets.Of(part.Reference, "1").Name, part.Value, StringComparison.Ordinal), $"{part.Reference} is no pad of copper on {part.Value}");
        }

        foreach (PlacedPart part in _nets.Parts.Values.Where(part => part.Symbol is not "TestPoint"))
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
