using Algometer.Electronics.Drawing;

namespace Algometer.Electronics.Blocks;

/// <summary>Where the current comes from.</summary>
internal static class SupplyBlocks
{
    private const string Ball = "ball";

    public static void Supply(Sheet s)
    {
        s.Frame("Supply: USB or battery, 3.3 V digital, 3.3 V quiet", 12, 98, 222, 148);
        Part diode = s.Place(Passives.Schottky, "PMEG3020", new("Nexperia", "PMEG3020EJ,115", "Diode_SMD:D_SOD-323F"), 34, 112, 270);
        s.Supply("V5_USE", 24, 109);
        s.Fed(17, 109);
        s.Wire(new(17, 109), (17, 112), (24, 112));
        s.Wire(new(24, 109), (24, 124), (38, 124));
        s.Wire(new(24, 112), diode["2"]);
        Part gate = s.R("4.7k", 30, 131, fit: Ball);
        s.Wire(new(30, 124), gate["1"]);
        s.Ground(30, 134);
        Part fet = s.Place(Passives.PChannel, "AO3401A", new("Alpha & Omega", "AO3401A", "Package_TO_SOT_SMD:SOT-23"), 42, 124, fit: Ball);
        s.Wire(fet["2"], new Point(44, 112));
        s.Wire(fet["3"], (44, 134), (50, 134));
        s.Label("BATTERY", 50, 134, left: false);
        Part bulk = s.C("22µF", 60, 119);
        s.Wire(diode["1"], new Point(82, 112));
        s.Wire(bulk["1"], new Point(60, 112));
        s.Ground(60, 122);
        s.Supply("VSYS", 66, 109);
        s.Wire(new(66, 109), new Point(66, 112));
        s.Fed(72, 109);
        s.Wire(new(72, 109), new Point(72, 112));
        Part main = s.Place(Chips.Regulator, "AP2112K-3.3", new("Diodes Inc.", "AP2112K-3.3TRG1", "Package_TO_SOT_SMD:SOT-23-5"), 92, 116);
        s.Wire(main["3"], (79, 120), (79, 112));
        s.Ground(92, 125);
        s.Open(main["4"]);
        Part first = s.C("22µF", 112, 119);
        Part second = s.C("100nF", 122, 119);
        s.Wire(main["5"], (122, 112), second["1"]);
        s.Wire(new(112, 112), first["1"]);
        s.Ground(112, 122);
        s.Ground(122, 122);
        s.Supply("+3V3", 122, 110);
        s.Wire(new(122, 110), new Point(122, 112));

        s.Supply("VSYS", 138, 109);
        Part bead = s.Place(Passives.Ferrite, "600R@100MHz", new("Murata", "BLM18AG601SN1D", "Inductor_SMD:L_0603_1608Metric"), 146, 112, 90);
        s.Wire(new(138, 109), (138, 112), (143, 112));
        Part quiet = s.Place(Chips.QuietRegulator, "LP5907-3.3", new("Texas Instruments", "LP5907MFX-3.3/NOPB", "Package_TO_SOT_SMD:SOT-23-5"), 178, 116);
        s.Wire(bead["2"], quiet["1"]);
        Part input = s.C("10µF", 156, 119);
        s.Wire(new(156, 112), input["1"]);
        s.Ground(156, 122);
        s.Fed(161, 109);
        s.Wire((161, 109), (161, 112));
        s.Wire(quiet["3"], (165, 120), (165, 112));
        s.Ground(178, 125);
        s.Open(quiet["4"]);
        Part output = s.C("1µF", 198, 119);
        s.Wire(quiet["5"], (208, 112), (208, 110));
        s.Wire(new(198, 112), output["1"]);
        s.Ground(198, 122);
        s.Supply("AVDD", 208, 110);
        s.Text("With USB the Schottky diode feeds VSYS and V5_USE keeps the transistor closed; without it the battery feeds. 4.7k: the hot diode's leakage does not lift the gate.\nAVDD has a regulator of its own: the steps of the radio-less ESP32, the buzzer and the lights stay outside the bridge.", 60, 138, 1.4);
    }

    public static void Battery(Sheet s)
    {
        s.Frame("Switch; battery option of the ball", 12, 154, 222, 222);
        s.Label("V5_CHARGE", 24, 166, left: false);
        s.Wire(new(20, 166), new Point(24, 166));
        s.Fed(40, 169);
        s.Wire(new(40, 169), new Point(40, 172));
        Part charger = s.Place(Chips.Charger, "MCP73831-2", new("Microchip", "MCP73831T-2ACI/OT", "Package_TO_SOT_SMD:SOT-23-5"), 58, 176, fit: Ball);
        s.Wire(new(20, 166), (20, 172), (48, 172));
        Part input = s.C("4.7µF", 20, 178, fit: Ball);
        s.Wire(new(20, 172), input["1"]);
        s.Ground(20, 181);
        Part series = s.R("1k", 30, 178, fit: Ball);
        Part light = s.Place(Passives.Light, "charging", new("Kingbright", "APT2012SYCK", "LED_SMD:LED_0805_2012Metric"), 30, 188, 180, fit: Ball);
        s.Wire(new(30, 172), series["1"]);
        s.Wire(series["2"], light["2"]);
        s.Wire(light["1"], (30, 193), (38, 193), (38, 176), (48, 176));
        Part current = s.R("4.3k", 44, 190, fit: Ball);
        s.Wire(charger["5"], (44, 180), (44, 187));
        s.Ground(44, 193);
        s.Ground(58, 186);
        Part output = s.C("4.7µF", 76, 178, fit: Ball);
        s.Wire(charger["3"], new Point(156, 172));
        s.Wire(new(76, 172), output["1"]);
        s.Ground(76, 181);

        Part cell = s.Place(Chips.CellJack, "Cell", new("JST", "S2B-PH-SM4-TB(LF)(SN)", "Connector_JST:JST_PH_S2B-PH-SM4-TB_1x02-1MP_P2.00mm_Horizontal"), 86, 194, fit: Ball);
        s.Wire(cell["1"], (96, 190), (96, 172));
        s.Wire(cell["2"], (96, 198), (96, 212));
        Part supply = s.R("330R", 106, 177, fit: Ball);
        Part filter = s.C("100nF", 106, 188, fit: Ball);
        Part guard = s.Place(Chips.CellGuard, "BQ29700", new("Texas Instruments", "BQ29700DSER", "Package_SON:WSON-6_1.5x1.5mm_P0.5mm"), 126, 188, fit: Ball);
        s.Wire(new(106, 172), supply["1"]);
        s.Wire(supply["2"], (106, 182), (116, 182));
        s.Wire(new(106, 182), filter["1"]);
        s.Wire(filter["2"], (106, 212));
        s.Wire(guard["4"], (106, 194));
        Stock fet = new("Alpha & Omega", "AO3400A", "Package_TO_SOT_SMD:SOT-23");
        Part discharge = s.Place(Passives.NChannel, "AO3400A", fet, 132, 210, 270, fit: Ball);
        Part charge = s.Place(Passives.NChannel, "AO3400A", fet, 148, 210, 270, mirrored: true, fit: Ball);
        s.Wire(new(96, 212), discharge["2"]);
        s.Wire(discharge["3"], charge["3"]);
        s.Wire(guard["3"], (140, 194), (140, 202), (132, 202), (132, 206));
        s.Wire(guard["2"], (148, 188), (148, 206));
        Part sense = s.R("2.2k", 148, 182, 90, fit: Ball);
        s.Wire(guard["6"], sense["1"]);
        s.Wire(sense["2"], (158, 182), (158, 212));
        s.Wire(charge["2"], (162, 212), (162, 214));
        s.Ground(162, 214);
        s.Open(guard["1"]);
        s.Fed(100, 212);

        Part power = s.Place(Passives.Changeover, "use / charge", new("C&K", "JS202011JCQN", "Button_Switch_SMD:SW_DPDT_CK_JS202011JCQN"), 160, 176);
        s.Wire(power["1"], (196, 170), (196, 168));
        s.Wire(new(196, 170), new Point(200, 170));
        s.Label("BATTERY", 200, 170, left: false);
        s.Fed(196, 168);
        s.Open(power["3"]);
        s.Supply("V5", 153, 178);
        s.Wire(power["5"], (153, 180), (153, 178));
        s.Label("V5_USE", 166, 178, left: false);
        s.Wire(power["4"], new Point(166, 178));
        s.Label("V5_CHARGE", 166, 182, left: false);
        s.Wire(power["6"], new Point(166, 182));
        Part upper = s.R("220k", 184, 178, fit: Ball);
        Part lower = s.R("220k", 184, 194, fit: Ball);
        s.Wire(new(184, 170), upper["1"]);
        s.Wire(upper["2"], lower["1"]);
        s.Wire(new(184, 186), new Point(200, 186));
        Part smooth = s.C("100nF", 196, 194, fit: Ball);
        s.Wire(new(196, 186), smooth["1"]);
        s.Label("BATTERY_SENSE", 200, 186, left: false);
        s.Ground(184, 197);
        s.Ground(196, 197);
        s.Text("1200 mAh, charged at 230 mA. In\n\"charge\" the device has no supply:\nit cannot charge at a body and\nmeasure. BATTERY_SENSE is not read.", 168, 204, 1.4);
    }
}
