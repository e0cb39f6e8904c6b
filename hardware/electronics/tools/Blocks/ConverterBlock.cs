using Algometer.Electronics.Drawing;

namespace Algometer.Electronics.Blocks;

/// <summary>Load cell, input filter and converter.</summary>
internal static class ConverterBlock
{
    private static readonly Stock _clamp = new("Nexperia", "BAV199,215", "Package_TO_SOT_SMD:SOT-23");

    public static void Draw(Sheet s)
    {
        s.Frame("Load cell and converter", 12, 14, 150, 88);
        Part cell = s.Place(Chips.LoadCell, "Load cell", new("JST", "S5B-XH-A(LF)(SN)", "Connector_JST:JST_XH_S5B-XH-A_1x05_P2.50mm_Horizontal"), 24, 48);
        // E+ leaves over a bead and a suppressor, A+ and A- over resistors and diodes to AVDD and ground that leak picoamperes.
        Part bead = s.Place(Passives.Ferrite, "600R@100MHz", new("Murata", "BLM18AG601SN1D", "Inductor_SMD:L_0603_1608Metric"), 44, 26);
        s.Wire(cell["1"], (38, 36), (38, 29), (58, 29));
        s.Wire(new(44, 23), bead["1"]);
        s.Supply("AVDD", 44, 23);
        Part guard = s.Place(Passives.Suppressor, "PESD5V0S1BA", new("Nexperia", "PESD5V0S1BA,115", "Diode_SMD:D_SOD-323"), 58, 32);
        s.Ground(58, 35);
        Part upperClamp = s.Place(Passives.Clamp, "BAV199", _clamp, 72, 35);
        s.Wire(upperClamp["3"], (72, 40));
        s.Ground(66, 35);
        s.Supply("AVDD", 78, 35);
        Part lowerClamp = s.Place(Passives.Clamp, "BAV199", _clamp, 57, 61, 180);
        s.Wire(lowerClamp["3"], (57, 56));
        s.Ground(63, 61);
        s.Supply("AVDD", 51, 61);
        s.Wire(cell["4"], (38, 60), (38, 66));
        s.Wire(cell["5"], (38, 64));
        s.Ground(38, 66);

        // Both inputs alike: 100 ohms, 10 nF to ground, 100 nF between them.
        Part upper = s.R("100R", 42, 40, 90);
        Part lower = s.R("100R", 42, 56, 90);
        s.Wire(cell["2"], upper["1"]);
        s.Wire(cell["3"], lower["1"]);
        Part across = s.C("100nF C0G", 48, 48);
        s.Wire(new(48, 40), across["1"]);
        s.Wire(across["2"], (48, 56));
        Part above = s.C("10nF C0G", 64, 44);
        Part below = s.C("10nF C0G", 64, 52);
        s.Wire((64, 40), above["1"]);
        s.Wire(below["2"], (64, 56));
        s.Wire(above["2"], below["1"]);
        s.Wire(new(64, 48), new Point(60, 48));
        s.Ground(60, 48);

        Part converter = s.Place(Chips.Converter, "HX711", new("Avia Semiconductor", "HX711", "Package_SO:SOP-16_3.9x9.9mm_P1.27mm"), 90, 48, texts: TextPlace.Inside);
        s.Wire(upper["2"], converter["8"]);
        s.Wire(lower["2"], converter["7"]);
        s.Wire(converter["10"], (74, 60), (74, 64));
        s.Wire(converter["9"], (74, 62));
        s.Ground(74, 64);
        s.Wire(converter["1"], (84, 28), (90, 28));
        s.Wire(converter["3"], (90, 28), (90, 26));
        s.Supply("AVDD", 90, 26);
        s.Wire(converter["16"], (96, 26));
        s.Supply("+3V3", 96, 26);
        s.Wire(converter["4"], (84, 72), (87, 72));
        s.Wire(converter["5"], (87, 73));
        s.Ground(87, 73);
        s.Open(converter["6"]);
        s.Open(converter["2"]);

        s.Wire(converter["12"], new Point(116, 40));
        s.Label("HX_DOUT", 116, 40, left: false);
        s.Wire(converter["11"], new Point(116, 46));
        s.Label("HX_SCK", 116, 46, left: false);
        Part down = s.R("10k", 107, 51);
        s.Wire(new(107, 46), down["1"]);
        s.Ground(107, 54);
        s.Wire(converter["15"], new Point(120, 60));
        s.Label("HX_RATE", 120, 60, left: false);
        Part up = s.R("10k", 117, 55);
        s.Wire(up["2"], new Point(117, 60));
        s.Supply("+3V3", 117, 51);
        s.Wire(up["1"], new Point(117, 51));
        s.Wire(converter["14"], (108, 64), (108, 66));
        s.Ground(108, 66);
        s.Open(converter["13"]);

        Part bulk = s.C("4.7µF", 118, 26);
        Part fast = s.C("100nF", 128, 26);
        s.Wire(new(118, 22), bulk["1"]);
        s.Wire(new(118, 22), (128, 22), (128, 23));
        s.Supply("AVDD", 118, 22);
        s.Ground(118, 29);
        s.Ground(128, 29);
        Part digital = s.C("100nF", 138, 26);
        s.Wire(new(138, 22), digital["1"]);
        s.Supply("+3V3", 138, 22);
        s.Ground(138, 29);
        s.Text("E+ is AVDD: the converter's reference and the bridge move together, so its value cancels.\nA+ and A-: BAV199 leak 3 pA (at most 5 nA at 75 V); a suppressor's leakage would be read as force.\nRATE is pulled up (80/s) and PD_SCK down while the program does not run yet.", 14, 79, 1.4);
    }
}
