using Algometer.Electronics.Drawing;

namespace Algometer.Electronics.Blocks;

/// <summary>The patient's button, the lights and the jumper.</summary>
internal static class PersonBlocks
{
    public static void Button(Sheet s)
    {
        s.Frame("Patient's button", 256, 14, 318, 58);
        Part pull = s.R("10k", 274, 28);
        s.Supply("+3V3", 274, 24);
        s.Wire(new(274, 24), pull["1"]);
        s.Wire(pull["2"], new Point(274, 34));
        Part slow = s.C("100nF", 274, 40);
        s.Wire(new(274, 34), slow["1"]);
        s.Ground(274, 43);
        Part series = s.R("1k", 284, 34, 90);
        s.Label("STOP", 271, 34, left: true);
        s.Wire(new(271, 34), series["1"]);
        Part guard = s.Place(Passives.Suppressor, "PESD5V0S1BA", new("Nexperia", "PESD5V0S1BA,115", "Diode_SMD:D_SOD-323"), 291, 40);
        s.Wire(new(291, 34), guard["1"]);
        s.Ground(291, 43);
        Part jack = s.Place(Chips.ButtonJack, "Stop button", new("JST", "S2B-XH-A(LF)(SN)", "Connector_JST:JST_XH_S2B-XH-A_1x02_P2.50mm_Horizontal"), 311, 36);
        s.Wire(series["2"], new Point(jack["1"].X, 34));
        s.Wire(jack["2"], (304, 45));
        s.Ground(304, 45);
        s.Text("ESD ends at the suppressor, 1k keeps the rest off the pin.\n1 ms debounce here, 30 ms in the firmware.", 258, 50, 1.4);
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
