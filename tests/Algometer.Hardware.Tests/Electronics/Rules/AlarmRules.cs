using Algometer.Electronics.Nets;

namespace Algometer.Hardware.Tests.Electronics.Rules;

/// <summary>The circuits that sound when beats stop, and the reservoir.</summary>
internal sealed class AlarmRules(RuleBook book) : RuleSet(book)
{
    public override void Check()
    {
        Net former = Pulse("HEARTBEAT", "22R", "10nF C0G", "1M", "+3V3");
        Comparator("BEAT_PULSE", "+3V3", plus: Nets["ALARM_REF"], minus: former);
        Net main = Pulse("BEAT_PULSE", "10R", "1µF film", "390k", "+3V3");
        Comparator("NO_PULSE", "+3V3", plus: main, minus: Nets["ALARM_REF"]);
        Net reserve = Pulse("BEAT_PULSE", "10R", "1µF film", "390k", "VALARM");
        string last = Comparator("NO_PULSE_R", "VALARM", plus: reserve, minus: null);
        Divider("+3V3", Nets["ALARM_REF"]);
        Divider("VALARM", Nets.Of(last, "4"));
        string[] reservoirs = [.. Nets.Parts.Values.Where(part => part.Symbol is "C_Super").Select(part => part.Reference)];
        Hold(reservoirs.Length == 1 && Nets.Of(reservoirs[0], "2").Name is "GND", "The reservoir's minus is on ground");
        Net store = Nets.Of(reservoirs[0], "1");
        Net charge = Nets.Nets.First(net => Nets.Between("R", Nets["VSYS"], net).Any(part => part.Value is "39R 1W"));
        Schottky(charge, store, "The reservoir's charge does not flow back");
        Schottky(store, Nets["VALARM"], "The reservoir feeds the reserve circuit");
        Schottky(Nets["+3V3"], Nets["VALARM"], "+3V3 feeds the reserve circuit from power-on");
    }

    // A rise of a net empties a capacitor that lies to the supply, with its resistor beside it: the supply's own rise changes nothing.
    private Net Pulse(string net, string limit, string store, string drain, string supply)
    {
        foreach (PlacedPart fet in Nets.Parts.Values.Where(part => part.Symbol is "Q_NMOS" && part.Value is "FDV301N" && Nets.Of(part.Reference, "2").Name is "GND"))
        {
            Net gate = Nets.Of(fet.Reference, "1");
            Net drainNet = Nets.Of(fet.Reference, "3");
            Net? node = Nets.Nets.FirstOrDefault(other => other != drainNet && Nets.Between("R", drainNet, other).Any(part => string.Equals(part.Value, limit, StringComparison.Ordinal)));
            bool coupled = Nets.Nets.Any(middle => Nets.Between("C", Nets[net], middle).Any(part => part.Value is "10nF C0G") && Nets.Between("R", middle, gate).Any(part => part.Value is "1k"));
            if (!coupled || node is null || Nets.Between("C", node, Nets[supply]).Count == 0)
            {
                continue;
            }

            Part("R", "10k", gate, Nets["GND"], $"The resistor that keeps {net}'s transistor closed");
            Part("C", store, node, Nets[supply], $"{net}'s capacitor, to the supply");
            Part("R", drain, node, Nets[supply], $"The resistor beside {net}'s capacitor");
            return node;
        }

        throw new KeyNotFoundException($"A rise of {net} reaches no capacitor at {supply}");
    }

    private string Comparator(string output, string supply, Net plus, Net? minus)
    {
        string chip = Nets.Parts.Values.FirstOrDefault(part => part.Symbol is "MCP6541" && string.Equals(Nets.Of(part.Reference, "1").Name, output, StringComparison.Ordinal))?.Reference ?? throw new KeyNotFoundException($"No comparator gives {output}");
        Joined(supply, chip, "5", "the comparator's VDD");
        Joined("GND", chip, "2", "the comparator's VSS");
        Hold(Nets.Of(chip, "3") == plus, $"{output}'s plus input is on the wrong net");
        Hold(minus is null || Nets.Of(chip, "4") == minus, $"{output}'s minus input is on the wrong net");
        return chip;
    }

    private void Divider(string supply, Net middle)
    {
        Part("R", "51k", middle, Nets[supply], "The divider's upper resistor");
        Part("R", "100k", middle, Nets["GND"], "The divider's lower resistor");
    }

    private void Schottky(Net anode, Net cathode, string what) =>
        Hold(Nets.Parts.Values.Any(part => part.Symbol is "D_Schottky" && Nets.Of(part.Reference, "2") == anode && Nets.Of(part.Reference, "1") == cathode), $"{what}: a diode is missing or the wrong way round");
}
