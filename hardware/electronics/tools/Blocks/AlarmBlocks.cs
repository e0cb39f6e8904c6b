using Algometer.Electronics.Drawing;

namespace Algometer.Electronics.Blocks;

/// <summary>What sounds: the firmware's buzzer, and the circuit that needs no firmware.</summary>
internal static class AlarmBlocks
{
    private static readonly Stock _fet = new("Alpha & Omega", "AO3400A", "Package_TO_SOT_SMD:SOT-23");

    public static void MissingPulse(Sheet s)
    {
        s.Frame("Missing pulse: sounds by itself when the heartbeat stops", 12, 92, 150, 160);
        s.Label("HEARTBEAT", 28, 124, left: true);
        Part couple = s.C("100nF", 34, 124, 90);
        Part series = s.R("4.7k", 44, 124, 90);
        s.Wire(new(28, 124), couple["1"]);
        s.Wire(couple["2"], series["1"]);
        Part clamp = s.Place(Passives.Diode, "1N4148W", new("Diodes Inc.", "1N4148W-7-F", "Diode_SMD:D_SOD-123"), 52, 117, texts: TextPlace.Left);
        Part hold = s.R("100k", 58, 117);
        Part charge = s.Place(Passives.Pnp, "MMBT3906", new("onsemi", "MMBT3906LT1G", "Package_TO_SOT_SMD:SOT-23"), 68, 124);
        s.Wire(series["2"], charge["1"]);
        s.Wire(clamp["2"], new Point(52, 124));
        s.Wire(hold["2"], new Point(58, 124));
        s.Wire(clamp["1"], (52, 110), (70, 110), (70, 120));
        s.Wire(hold["1"], new Point(58, 110));
        s.Supply("+3V3", 62, 110);
        Part limit = s.R("100R", 70, 133);
        s.Wire(charge["3"], limit["1"]);
        s.Wire(limit["2"], (70, 138), (106, 138), (106, 133), (110, 133));
        Part store = s.C("1µF film", 70, 145);
        s.Wire(new(70, 138), store["1"]);
        s.Ground(70, 148);
        Part drain = s.R("390k", 88, 145);
        s.Wire(new(88, 138), drain["1"]);
        s.Ground(88, 148);

        Part upper = s.R("100k", 96, 115);
        Part lower = s.R("51k", 96, 129);
        s.Supply("+3V3", 96, 111);
        s.Wire(new(96, 111), upper["1"]);
        s.Wire(upper["2"], lower["1"]);
        s.Ground(96, 132);
        Part comparator = s.Place(Chips.Comparator, "MCP6541", new("Microchip", "MCP6541T-I/OT", "Package_TO_SOT_SMD:SOT-23-5"), 116, 130, texts: TextPlace.Below);
        s.Wire(new(96, 122), (104, 122), (104, 127), (110, 127));
        s.Supply("+3V3", 116, 122);
        s.Wire(new(116, 122), comparator["5"]);
        s.Wire(comparator["2"], new Point(116, 138));
        s.Ground(116, 138);
        s.Wire(comparator["1"], new Point(132, 130));
        s.Label("NO_PULSE", 132, 130, left: false);
        Part fast = s.C("100nF", 136, 112);
        s.Supply("+3V3", 136, 108);
        s.Wire(new(136, 108), fast["1"]);
        s.Ground(136, 115);
        s.Text("Each fall of HEARTBEAT fills the 1µF. It empties over 390k and passes 0.34 of the supply after 0.42 s: NO_PULSE\nrises. A pin stuck high or low is no pulse. Leakage and an open capacitor end in the tone, never in silence.", 14, 154, 1.4);
    }

    public static void Buzzer(Sheet s)
    {
        s.Frame("Buzzer", 154, 118, 250, 179);
        Part buzzer = s.Place(Passives.Buzzer, "3 V, active", new("PUI Audio", "AI-1223-TWT-3V-2-R", "Buzzer_Beeper:Buzzer_12x9.5RM7.6"), 206, 137, texts: TextPlace.Left);
        s.Wire(buzzer["1"], new Point(206, 129));
        s.Supply("+3V3", 206, 129);
        Part flyback = s.Place(Passives.Diode, "1N4148W", new("Diodes Inc.", "1N4148W-7-F", "Diode_SMD:D_SOD-123"), 217, 137);
        s.Wire(new(206, 130), (217, 130), (217, 134));
        s.Wire(flyback["2"], (217, 148));
        Part bulk = s.C("10µF", 234, 137);
        s.Wire(new(217, 130), (234, 130), (234, 134));
        s.Ground(234, 140);

        Part own = Driver(s, "BUZZER", 176, left: true);
        Part circuit = Driver(s, "NO_PULSE", 222, left: false);
        s.Wire(own["3"], (own["3"].X, 148), (circuit["3"].X, 148), (circuit["3"].X, circuit["3"].Y));
        s.Wire(buzzer["2"], new Point(206, 148));
        s.Text("Two drivers: neither the program nor its pin can silence NO_PULSE. BUZZER is held low\nuntil the program runs; an open NO_PULSE is pulled to the tone. It sounds from\npower-on to the first judged samples: the test of buzzer and circuit.", 156, 171, 1.4);
    }

    private static Part Driver(Sheet s, string net, int x, bool left)
    {
        Part series = s.R("1k", x, 158, 90);
        Part fet = s.Place(Passives.NChannel, "AO3400A", _fet, x + 14, 158);
        s.Label(net, x - 4, 158, left: true);
        s.Wire(new(x - 4, 158), series["1"]);
        s.Wire(series["2"], fet["1"]);
        s.Wire(fet["2"], new Point(x + 16, 163));
        s.Ground(x + 16, 163);
        Part keep = s.R("100k", x + 6, left ? 163 : 153);
        if (left)
        {
            s.Wire(new(x + 6, 158), keep["1"]);
            s.Ground(x + 6, 166);
        }
        else
        {
            s.Wire(keep["2"], new Point(x + 6, 158));
            s.Supply("+3V3", x + 6, 150);
        }

        return fet;
    }
}
