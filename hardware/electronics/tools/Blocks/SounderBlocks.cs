using Algometer.Electronics.Drawing;

namespace Algometer.Electronics.Blocks;

/// <summary>Two buzzers with their drivers and what tells the program that they have current, and the reservoir of the second.</summary>
internal static class SounderBlocks
{
    private static readonly Stock _driver = new("Alpha & Omega", "AO3400A", "Package_TO_SOT_SMD:SOT-23");
    private static readonly Stock _buzzer = new("PUI Audio", "AI-1223-TWT-3V-2-R", "Buzzer_Beeper:Buzzer_12x9.5RM7.6");
    private static readonly Stock _small = new("Nexperia", "BAT54J,115", "Diode_SMD:D_SOD-323F");

    public static void MainBuzzer(Sheet s)
    {
        s.Frame("Main buzzer: the program's alarm, and the main circuit's tone", 12, 98, 128, 172);
        Sounder(s, 0, 0, "+3V3", reserve: false, "NO_PULSE", "MAIN_SOUNDS");

        Part series = s.R("1k", 26, 144, 90);
        Part fet = s.Place(Passives.NChannel, "AO3400A", _driver, 40, 144);
        Part keep = s.R("100k", 32, 150);
        s.Label("BUZZER", 20, 144, left: true);
        s.Wire(new(20, 144), series["1"]);
        s.Wire(series["2"], fet["1"]);
        s.Wire(new(32, 144), keep["1"]);
        s.Ground(32, 153);
        s.Wire(fet["2"], new Point(42, 150));
        s.Ground(42, 150);
        s.Wire(fet["3"], (42, 128), (70, 128));
        s.Text("Two drivers: neither the program nor its pin can silence NO_PULSE, and an open NO_PULSE sounds. The program\nsees by MAIN_SOUNDS whether the buzzer has current: it tries both drivers at each start.", 14, 160, 1.4);
    }

    public static void ReserveBuzzer(Sheet s)
    {
        s.Frame("Reserve buzzer: by the reserve circuit alone", 132, 134, 250, 208);
        Sounder(s, 120, 36, "VALARM", reserve: true, "NO_PULSE_R", "RESERVE_SOUNDS");
        s.Text("Sounds with the main one when the heartbeat stops, and alone when the power is lost.", 134, 200, 1.4);
    }

    /// <summary>Charged from VSYS, kept from everything but the reserve circuit by diodes.</summary>
    public static void Reservoir(Sheet s)
    {
        s.Frame("Reservoir", 12, 176, 128, 222);
        s.Supply("VSYS", 20, 190);
        Part charge = s.Place(Passives.Resistor, "39R 1W", new("Yageo", "RC2512FK-0739RL", "Resistor_SMD:R_2512_6332Metric"), 29, 192, 90);
        Part into = s.Place(Passives.Schottky, "BAT54J", _small, 40, 192, 270);
        Part store = s.Place(Passives.SuperCapacitor, "0.47F 6V", new("KYOCERA AVX", "SCMR14H474PRBB0", "algometer:SuperCapacitor_16x8mm_P11.5mm"), 52, 198);
        Part from = s.Place(Passives.Schottky, "BAT54J", _small, 64, 192, 270);
        Part direct = s.Place(Passives.Schottky, "PMEG3020", new("Nexperia", "PMEG3020EJ,115", "Diode_SMD:D_SOD-323F"), 64, 182, 270);
        s.Wire(new(20, 190), (20, 192), charge["1"]);
        s.Wire(charge["2"], into["2"]);
        s.Wire(into["1"], from["2"]);
        s.Wire(new(52, 192), store["1"]);
        s.Ground(52, 201);
        s.Supply("+3V3", 54, 180);
        s.Wire(new(54, 180), (54, 182), direct["2"]);
        s.Wire(direct["1"], (78, 182), (78, 192));
        s.Wire(from["1"], new Point(98, 192));
        s.Supply("VALARM", 88, 189);
        s.Wire(new(88, 189), new Point(88, 192));
        s.Fed(98, 189);
        s.Wire(new(98, 189), new Point(98, 192));
        s.Text("39 ohms: 0.11 A at the start. From half a minute after power-on on more than 3 s of tone of 2.0 V and more.\nFrom power-on the reserve circuit has +3V3 over a diode of 0.2 V; without power the capacitor alone.", 14, 210, 1.4);
    }

    private static void Sounder(Sheet s, int dx, int dy, string supply, bool reserve, string circuitNet, string sense)
    {
        Point P(int x, int y) => new(x + dx, y + dy);
        Part buzzer = s.Place(Passives.Buzzer, "3 V, active", _buzzer, 70 + dx, 118 + dy, texts: TextPlace.Left);
        Part flyback = s.Place(Passives.Diode, "1N4148W", new("Diodes Inc.", "1N4148W-7-F", "Diode_SMD:D_SOD-123"), 82 + dx, 118 + dy);
        Part bulk = s.C("10µF", 94 + dx, 118 + dy);
        s.Wire(buzzer["1"], P(70, 111));
        if (reserve)
        {
            Part drop = s.R("10R", 75 + dx, 111 + dy, 90);
            s.Wire(P(70, 111), drop["1"]);
            s.Wire(drop["2"], P(94, 111), bulk["1"]);
        }
        else
        {
            s.Wire(P(70, 111), P(94, 111), bulk["1"]);
        }

        s.Wire(P(82, 111), flyback["1"]);
        s.Supply(supply, 88 + dx, 109 + dy);
        s.Wire(P(88, 109), P(88, 111));
        s.Ground(94 + dx, 121 + dy);
        s.Wire(buzzer["2"], P(70, 128));
        s.Wire(flyback["2"], P(82, 128));

        Part series = s.R("1k", 76 + dx, 144 + dy, 90);
        Part fet = s.Place(Passives.NChannel, "AO3400A", _driver, 90 + dx, 144 + dy);
        Part pull = s.R("100k", 82 + dx, 138 + dy);
        s.Label(circuitNet, 71 + dx, 144 + dy, left: true);
        s.Wire(P(71, 144), series["1"]);
        s.Wire(series["2"], fet["1"]);
        s.Wire(pull["2"], P(82, 144));
        s.Supply(supply, 82 + dx, 134 + dy);
        s.Wire(P(82, 134), pull["1"]);
        s.Wire(fet["2"], P(92, 150));
        s.Ground(92 + dx, 150 + dy);
        s.Wire(P(70, 128), P(92, 128), fet["3"]);

        Part look = s.Place(Passives.NChannel, "FDV301N", new("onsemi", "FDV301N", "Package_TO_SOT_SMD:SOT-23"), 114 + dx, 134 + dy);
        Part down = s.R("1M", 104 + dx, 140 + dy);
        Part up = s.R("10k", 116 + dx, 117 + dy);
        s.Wire(P(92, 128), P(104, 128), P(104, 137));
        s.Wire(P(104, 134), look["1"]);
        s.Ground(104 + dx, 143 + dy);
        s.Wire(look["2"], P(116, 140));
        s.Ground(116 + dx, 140 + dy);
        s.Supply("+3V3", 116 + dx, 112 + dy);
        s.Wire(P(116, 112), up["1"]);
        s.Wire(up["2"], look["3"]);
        s.Wire(P(116, 124), P(114, 124));
        s.Label(sense, 114 + dx, 124 + dy, left: true);
    }
}
