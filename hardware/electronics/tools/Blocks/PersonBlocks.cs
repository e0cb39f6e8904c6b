using Algometer.Electronics.Drawing;

namespace Algometer.Electronics.Blocks;

/// <summary>The patient's button, the lights and the jumper.</summary>
internal static class PersonBlocks
{
    /// <summary>The cable carries a current: open, shorted, pressed and at rest are four voltages.</summary>
    public static void Button(Sheet s)
    {
        s.Frame("Patient's button and its cable", 12, 92, 150, 164);
        Part jack = s.Place(Chips.ButtonJack, "Stop button", new("JST", "B2B-XH-A(LF)(SN)", "Connector_JST:JST_XH_B2B-XH-A_1x02_P2.50mm_Vertical"), 22, 114, mirrored: true);
        Part guard = s.Place(Passives.Suppressor, "PESD5V0S1BA", new("Nexperia", "PESD5V0S1BA,115", "Diode_SMD:D_SOD-323"), 35, 118);
        Part series = s.R("1k", 43, 112, 90);
        Part pull = s.R("10k", 52, 105);
        Part slow = s.C("100nF", 52, 118);
        s.Wire(jack["1"], (35, 112), guard["1"]);
        s.Ground(35, 121);
        s.Wire(jack["2"], (29, 121));
        s.Ground(29, 121);
        s.Wire(new(35, 112), series["1"]);
        s.Supply("+3V3", 52, 100);
        s.Wire(new(52, 100), pull["1"]);
        s.Wire(pull["2"], new Point(52, 112));
        s.Wire(new(52, 112), slow["1"]);
        s.Ground(52, 121);

        Part chip = s.Place(Chips.Comparators, "MCP6549", new("Microchip", "MCP6549T-I/ST", "Package_SO:TSSOP-14_4.4x5mm_P0.65mm"), 96, 124);
        s.Wire(series["2"], (80, 112), (80, 126), chip["10"]);
        s.Wire(new(80, 116), chip["3"]);
        s.Wire(new(80, 123), chip["6"]);
        string[] ladder = ["24k", "39k", "22k", "15k"];
        Part[] steps = [.. ladder.Select((value, i) => s.R(value, 66, 124 + (9 * i)))];
        s.Supply("+3V3", 66, 119);
        s.Wire(new(66, 119), steps[0]["1"]);
        foreach ((Part above, Part below) in steps.Zip(steps.Skip(1)))
        {
            s.Wire(above["2"], below["1"]);
        }

        s.Ground(66, 154);
        s.Wire(new(66, 128), (72, 128), (72, 121), chip["5"]);
        s.Wire(new(66, 137), (74, 137), (74, 118), chip["2"]);
        s.Wire(new(66, 146), (78, 146), (78, 128), chip["9"]);
        s.Wire(new(78, 133), chip["13"]);
        s.Wire(chip["12"], (84, 131), (84, 138));
        s.Ground(84, 138);
        s.Open(chip["14"]);
        s.Supply("+3V3", 96, 108);
        s.Wire(new(96, 108), chip["4"]);
        s.Ground(96, 138);
        s.Wire(chip["11"], (96, 138));
        Pulled(s, chip["1"], 117, "STOP");
        s.Wire(chip["7"], (112, 122), (112, 127));
        s.Wire(chip["8"], (112, 127), (112, 140));
        Pulled(s, new(112, 140), 140, "STOP_CABLE");
        Part fast = s.C("100nF", 140, 106);
        s.Supply("+3V3", 140, 102);
        s.Wire(new(140, 102), fast["1"]);
        s.Ground(140, 109);
        s.Text("In the button's handle: 10k across the cable, and the contact\nwith 2.2k in series. At rest 0.52 of +3V3, pressed 0.22,\nshorted 0.09, open 1. STOP is low below 0.37, STOP_CABLE\nis high between 0.15 and 0.76.", 80, 149, 1.4);
    }

    private static void Pulled(Sheet s, Point from, int y, string net)
    {
        Part pull = s.R("10k", 118, y - 7);
        s.Wire(from, (124, y));
        s.Wire(pull["2"], new Point(118, y));
        s.Supply("+3V3", 118, y - 12);
        s.Wire(new(118, y - 12), pull["1"]);
        s.Label(net, 124, y, left: false);
    }

    public static void Lights(Sheet s)
    {
        s.Frame("Lights and jumper", 256, 62, 318, 112);
        Part series = s.R("330R", 278, 74, 90);
        Part red = s.Place(Passives.Light, "red", new("Kingbright", "APT2012EC", "LED_SMD:LED_0805_2012Metric"), 290, 74, 270);
        s.Label("LIGHT", 272, 74, left: true);
        s.Wire(new(272, 74), series["1"]);
        s.Wire(series["2"], red["2"]);
        s.Wire(red["1"], (298, 74), (298, 76));
        s.Ground(298, 76);
        Part power = s.R("1k", 278, 88, 90);
        Part green = s.Place(Passives.Light, "green", new("Kingbright", "APT2012SGC", "LED_SMD:LED_0805_2012Metric"), 290, 88, 270);
        s.Supply("+3V3", 270, 86);
        s.Wire(new(270, 86), (270, 88), (275, 88));
        s.Wire(power["2"], green["2"]);
        s.Wire(green["1"], (298, 88), (298, 90));
        s.Ground(298, 90);
        Part jumper = s.Place(Passives.Jumper, "Simulate", new("Wurth Elektronik", "61300211121", "Connector_PinHeader_2.54mm:PinHeader_1x02_P2.54mm_Vertical"), 286, 102, 90);
        s.Label("SIMULATE", 276, 102, left: true);
        s.Wire(new(276, 102), jumper["1"]);
        s.Wire(jumper["2"], (298, 102), (298, 104));
        s.Ground(298, 104);
        s.Text("alarm", 304, 73, 1.4);
        s.Text("power", 304, 87, 1.4);
        s.Text("closed: simulated\nsensor, at start", 302, 99, 1.4);
    }
}
