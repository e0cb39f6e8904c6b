using Algometer.Electronics.Drawing;

namespace Algometer.Electronics.Blocks;

/// <summary>The computer's side: USB, its protection, the bridge to the link's UART; and what leads over the isolation.</summary>
internal static class LinkBlocks
{
    public static void Usb(Sheet s)
    {
        s.Frame("USB connector and its protection", 12, 14, 112, 92);
        Part usb = s.Place(Chips.UsbConnector, "USB-C", new("GCT", "USB4105-GF-A", "Connector_USB:USB_C_Receptacle_GCT_USB4105-xx-A_16P_TopMnt_Horizontal"), 26, 48);
        s.Wire(usb["A4"], new Point(40, 32));
        s.Wire(new(40, 32), new Point(40, 38));
        s.Wire(usb["A9"], new Point(40, 34));
        s.Wire(usb["B4"], new Point(40, 36));
        s.Wire(usb["B9"], new Point(40, 38));
        Part fuse = s.Place(Passives.Fuse, "1.1 A", new("Bourns", "MF-MSMF110-2", "Fuse:Fuse_1812_4532Metric"), 48, 32, 90);
        s.Wire(new(40, 32), fuse["1"]);
        s.Wire(fuse["2"], (68, 32), (68, 29));
        s.Wire(new(60, 32), new Point(60, 29));
        s.Supply("VBUS", 60, 29);
        s.Fed(68, 29);
        Part first = s.R("5.1k", 48, 42, 90);
        Part second = s.R("5.1k", 48, 50, 90);
        s.Wire(usb["A5"], first["1"]);
        s.Wire(usb["B5"], second["1"]);
        s.Wire(first["2"], (56, 42), (56, 52));
        s.Wire(second["2"], new Point(56, 50));
        s.UsbGround(56, 52);
        s.Wire(usb["B6"], (40, 58), (40, 56));
        s.Wire(usb["B7"], (40, 64), (40, 62));
        Part guard = s.Place(Chips.UsbGuard, "USBLC6-2SC6", new("STMicroelectronics", "USBLC6-2SC6", "Package_TO_SOT_SMD:SOT-23-6"), 78, 59, texts: TextPlace.Left);
        s.Wire(usb["A6"], guard["1"]);
        s.Wire(usb["A7"], guard["3"]);
        s.Wire(guard["5"], new Point(78, 48));
        s.Supply("VBUS", 78, 48);
        s.UsbGround(78, 67);
        s.Label("USB_DP", 90, 56, left: false);
        s.Label("USB_DM", 90, 62, left: false);
        s.Wire(guard["6"], new Point(90, 56));
        s.Wire(guard["4"], new Point(90, 62));
        s.Open(usb["A8"]);
        s.Open(usb["B8"]);
        Point[] grounds = [usb["A1"], usb["A12"], usb["B1"], usb["B12"], usb["S1"]];
        s.Wire(grounds[0], (grounds[0].X, 78), (grounds[^1].X, 78), (grounds[^1].X, 76));
        foreach (Point ground in grounds[1..^1])
        {
            s.Wire(ground, new Point(ground.X, 78));
        }

        s.UsbGround(grounds[2].X, 78);
        s.Wire(new(grounds[^1].X, 78), new Point(44, 78));
        s.Fed(44, 78);
        s.Text("5.1k on both CC: any USB-C host gives 5 V.\nVBUS, V3_USB and GND_USB are the computer's side:\n8 mm of board to everything else.", 50, 80, 1.4);
    }

    public static void Bridge(Sheet s)
    {
        s.Frame("USB-UART bridge and isolator: the link", 118, 14, 236, 92);
        Part bridge = s.Place(Chips.Bridge, "CP2102N", new("Silicon Labs", "CP2102N-A02-GQFN24R", "Package_DFN_QFN:QFN-24-1EP_4x4mm_P0.5mm_EP2.6x2.6mm"), 168, 54, texts: TextPlace.Inside);
        Part reset = s.R("1k", 146, 35);
        s.Supply("V3_USB", 146, 31);
        s.Wire(new(146, 31), reset["1"]);
        s.Wire(reset["2"], (146, 40), (154, 40));
        Part upper = s.R("22.1k", 130, 43);
        Part lower = s.R("47.5k", 130, 53);
        s.Supply("VBUS", 130, 39);
        s.Wire(new(130, 39), upper["1"]);
        s.Wire(upper["2"], lower["1"]);
        s.Wire(new(130, 48), bridge["8"]);
        s.UsbGround(130, 56);
        s.Label("USB_DP", 150, 60, left: true);
        s.Label("USB_DM", 150, 62, left: true);
        s.Wire(new(150, 60), bridge["3"]);
        s.Wire(new(150, 62), bridge["4"]);
        s.Supply("VBUS", 162, 29);
        s.Wire(bridge["7"], (162, 29));
        s.Wire(bridge["6"], (168, 30), (174, 30), (174, 34));
        s.Wire(new(174, 30), new Point(174, 28));
        s.Supply("V3_USB", 174, 28);
        s.Wire(bridge["2"], (166, 86), (170, 86), (170, 84));
        s.UsbGround(166, 86);

        Part isolator = s.Place(Chips.Isolator, "ISO7721DWV", new("Texas Instruments", "ISO7721DWVR", "Package_SO:SOIC-8_7.5x5.85mm_P1.27mm"), 208, 50);
        s.Wire(bridge["20"], (188, 48), isolator["2"]);
        s.Wire(bridge["21"], (192, 40), (192, 52), isolator["3"]);
        s.Supply("V3_USB", 196, 41);
        s.Wire(isolator["1"], (196, 44), (196, 41));
        s.UsbGround(196, 58);
        s.Wire(isolator["4"], (196, 56), (196, 58));
        s.Supply("+3V3", 220, 41);
        s.Wire(isolator["8"], (220, 44), (220, 41));
        s.Ground(220, 58);
        s.Wire(isolator["5"], (220, 56), (220, 58));
        s.Wire(isolator["7"], new Point(222, 48));
        s.Wire(isolator["6"], new Point(222, 52));
        s.Label("LINK_TX", 222, 48, left: false);
        s.Label("LINK_RX", 222, 52, left: false);
        foreach (Pin pin in bridge.Symbol.Pins.Where(pin => pin.X > 0 && pin.Name is not ("TXD" or "RXD" or "VIO" or "EPAD")))
        {
            s.Open(bridge[pin.Number]);
        }

        Part bulk = s.C("4.7µF", 188, 26);
        Part fast = s.C("100nF", 200, 26);
        s.Wire(bulk["1"], (188, 21), (200, 21), (200, 23));
        s.Supply("V3_USB", 188, 21);
        s.UsbGround(188, 29);
        s.UsbGround(200, 29);
        Part far = s.C("100nF", 224, 26);
        s.Supply("+3V3", 224, 22);
        s.Wire(new(224, 22), far["1"]);
        s.Ground(224, 29);
        s.Text("Reinforced isolation, 5 kV rms, body of\n7.5 mm with 8 mm of creepage and clearance\n(8.5 mm by its maker): keep all copper\nof both sides 8 mm apart. Without the\ncomputer both lines idle high. DTR and\nRTS open: no host can reset this.", 190, 64, 1.4);
    }

    /// <summary>The supply over the isolation.</summary>
    public static void IsolatedSupply(Sheet s)
    {
        s.Frame("Isolated supply", 226, 98, 318, 148);
        Part converter = s.Place(Chips.IsolatedSupply, "THM 3-0511WI", new("Traco Power", "THM 3-0511WI", "algometer:Traco_THM_3WI_Single"), 272, 118);
        Part input = s.C("22µF", 246, 118);
        s.Supply("VBUS", 236, 110);
        s.Wire(new(236, 110), (236, 112), converter["22"]);
        s.Wire(converter["23"], (258, 114), (258, 112));
        s.Wire(new(246, 112), input["1"]);
        s.UsbGround(246, 121);
        s.Wire(converter["2"], (258, 122), (258, 126));
        s.Wire(converter["3"], new Point(258, 124));
        s.UsbGround(258, 126);
        Part output = s.C("22µF", 292, 118);
        s.Wire(converter["14"], (306, 112), (306, 110));
        s.Supply("V5", 306, 110);
        s.Wire(new(292, 112), output["1"]);
        s.Ground(292, 121);
        s.Wire(converter["16"], (286, 124), (286, 126));
        s.Ground(286, 126);
        s.Wire(new(286, 124), new Point(286, 121));
        s.Fed(286, 121);
        s.Text("5 kV AC, two means of patient protection, below 2 µA\nof leakage by its maker. No capacitor leads across.", 228, 138, 1.4);
    }
}
