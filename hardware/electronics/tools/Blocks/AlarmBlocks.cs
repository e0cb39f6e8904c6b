using Algometer.Electronics.Drawing;

namespace Algometer.Electronics.Blocks;

/// <summary>The two circuits that sound by themselves when the heartbeat is gone or too fast. Neither rests on the other.</summary>
internal static class AlarmBlocks
{
    private static readonly Stock _fast = new("onsemi", "FDV301N", "Package_TO_SOT_SMD:SOT-23");
    private static readonly Stock _comparator = new("Microchip", "MCP6541T-I/OT", "Package_TO_SOT_SMD:SOT-23-5");

    /// <summary>One pulse of 11 ms a beat; beats that come faster merge into one that does not end.</summary>
    public static void PulseFormer(Sheet s)
    {
        s.Frame("Pulse former: too fast counts as dead", 12, 14, 128, 94);
        Part fet = Pulse(s, "HEARTBEAT", 22, 40);
        Part limit = s.R("22R", fet["3"].X, 31);
        s.Wire(limit["2"], fet["3"]);
        Part store = s.C("10nF C0G", 66, 22);
        Part drain = s.R("1M", 82, 22);
        s.Wire(limit["1"], (limit["1"].X, 26), (92, 26), (92, 33), (98, 33));
        s.Wire(store["2"], new Point(66, 26));
        s.Wire(drain["2"], new Point(82, 26));
        s.Wire(store["1"], (66, 18), (82, 18), (82, 19));
        s.Supply("+3V3", 77, 16);
        s.Wire(new(77, 16), new Point(77, 18));
        Divider(s, 86, 44, "+3V3", (95, 48), (95, 27), (98, 27));
        s.Wire(new(95, 48), new Point(99, 48));
        s.Label("ALARM_REF", 99, 48, left: false);
        Part comparator = Comparator(s, 104, 30, "+3V3");
        s.Wire(comparator["1"], new Point(112, 30));
        s.Label("BEAT_PULSE", 112, 30, left: false);
        Part fast = s.C("100nF", 118, 60);
        s.Supply("+3V3", 118, 57);
        s.Wire(new(118, 57), fast["1"]);
        s.Ground(118, 63);
        s.Text("Each rise of HEARTBEAT pulls the 10nF to ground; 1M lets go of it: BEAT_PULSE stays high for 11 ms.\nRises that come faster than that hold it high for good. What follows looks at its rises\nalone: high for good is as dead as low for good. All capacitors lie to the supply and all\ncouplings are short (0.1 ms): a supply that comes up is no pulse, whatever the pin does.", 14, 76, 1.4);
    }

    /// <summary>The circuit on the device's own supply.</summary>
    public static void MainChannel(Sheet s)
    {
        s.Frame("Missing pulse, main: 0.42 s", 132, 14, 250, 66);
        Channel(s, 136, 20, "+3V3", "NO_PULSE", ownReference: false);
        s.Text("Each rise of BEAT_PULSE charges the film\ncapacitor. It empties over 390k and passes\n0.34 of the supply after 0.42 s. Empty, as\nat power-on, is the tone.", 190, 54, 1.4);
    }

    /// <summary>The same on the reservoir.</summary>
    public static void ReserveChannel(Sheet s)
    {
        s.Frame("Missing pulse, reserve: 0.42 s, and at loss of power", 132, 70, 250, 128);
        Channel(s, 136, 76, "VALARM", "NO_PULSE_R", ownReference: true);
        s.Text("The same once more, on the reservoir and with a buzzer of\nits own: no leak, open or short of one circuit silences\nthe other, and power that is lost is a heartbeat that stops.", 138, 118, 1.4);
    }

    private static void Channel(Sheet s, int x, int y, string supply, string output, bool ownReference)
    {
        Part fet = Pulse(s, "BEAT_PULSE", x + 14, y + 26);
        Part limit = s.R("10R", fet["3"].X, y + 17);
        s.Wire(limit["2"], fet["3"]);
        int node = limit["1"].X;
        Part store = s.C("1µF film", node + 8, y + 8);
        Part drain = s.R("390k", node + 20, y + 8);
        s.Wire(limit["1"], (node, y + 12), (x + 80, y + 12));
        s.Wire(store["2"], new Point(node + 8, y + 12));
        s.Wire(drain["2"], new Point(node + 20, y + 12));
        s.Wire(store["1"], (node + 8, y + 4), (node + 20, y + 4), (node + 20, y + 5));
        s.Supply(supply, node + 14, y + 2);
        s.Wire(new(node + 14, y + 2), new Point(node + 14, y + 4));
        if (ownReference)
        {
            Divider(s, x + 72, y + 24, supply, (x + 78, y + 28), (x + 78, y + 18), (x + 80, y + 18));
        }
        else
        {
            s.Wire(new(x + 78, y + 18), new Point(x + 80, y + 18));
            s.Label("ALARM_REF", x + 78, y + 18, left: true);
        }

        Part comparator = Comparator(s, x + 86, y + 15, supply);
        s.Wire(comparator["1"], new Point(x + 94, y + 15));
        s.Label(output, x + 94, y + 15, left: false);
        Part fast = s.C("100nF", x + 98, y + 32);
        s.Supply(supply, x + 98, y + 28);
        s.Wire(new(x + 98, y + 28), fast["1"]);
        s.Ground(x + 98, y + 35);
    }

    // A rise, coupled for 0.1 ms to a transistor.
    private static Part Pulse(Sheet s, string net, int x, int y)
    {
        s.Label(net, x, y, left: true);
        Part couple = s.C("10nF C0G", x + 7, y, 90);
        Part series = s.R("1k", x + 18, y, 90);
        Part keep = s.R("10k", x + 24, y + 6);
        Part fet = s.Place(Passives.NChannel, "FDV301N", _fast, x + 32, y);
        s.Wire(new(x, y), couple["1"]);
        s.Wire(couple["2"], series["1"]);
        s.Wire(series["2"], fet["1"]);
        s.Wire(new(x + 24, y), keep["1"]);
        s.Ground(x + 24, y + 9);
        s.Wire(fet["2"], new Point(fet["2"].X, y + 6));
        s.Ground(fet["2"].X, y + 6);
        return fet;
    }

    // Two thirds of a supply.
    private static void Divider(Sheet s, int x, int y, string supply, params ReadOnlySpan<Point> way)
    {
        Part upper = s.R("51k", x, y);
        Part lower = s.R("100k", x, y + 9);
        s.Supply(supply, x, y - 5);
        s.Wire(new(x, y - 5), upper["1"]);
        s.Wire(upper["2"], lower["1"]);
        s.Ground(x, y + 12);
        s.Wire(new(x, y + 4), way);
    }

    private static Part Comparator(Sheet s, int x, int y, string supply)
    {
        Part comparator = s.Place(Chips.Comparator, "MCP6541", _comparator, x, y, texts: TextPlace.Below);
        s.Supply(supply, x, y - 8);
        s.Wire(new(x, y - 8), comparator["5"]);
        s.Ground(x, y + 8);
        s.Wire(comparator["2"], new Point(x, y + 8));
        return comparator;
    }
}
