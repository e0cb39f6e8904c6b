using Algometer.Electronics.Drawing;

namespace Algometer.Electronics.Blocks;

/// <summary>USB, its protection, and the bridge to the link's UART.</summary>
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
        Part fuse = s.Place(Passives.Fuse, "0.5 A", new("Bourns", "MF-MSMF050-2", "Fuse:Fuse_1812_4532Metric"), 48, 32, 90);
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
        s.Ground(56, 52);
        s.Wire(usb["B6"], (40, 58), (40, 56));
        s.Wire(usb["B7"], (40, 64), (40, 62));
        Part guard = s.Place(Chips.UsbGuard, "USBLC6-2SC6", new("STMicroelectronics", "USBLC6-2SC6", "Package_TO_SOT_SMD:SOT-23-6"), 78, 59, texts: TextPlace.Left);
        s.Wire(usb["A6"], guard["1"]);
        s.Wire(usb["A7"], guard["3"]);
        s.Wire(guard["5"], new Point(78, 48));
        s.Supply("VBUS", 78, 48);
        s.Ground(78, 67);
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

        s.Ground(grounds[2].X, 78);
        s.Wire(new(grounds[^1].X, 78), new Point(44, 78));
        s.Fed(44, 78);
        s.Text("5.1k on both CC: any USB-C host gives 5 V.\nFor use on a person: a laptop on its battery, or a USB\nisolator between. Nothing here isolates.", 50, 80, 1.4);
    }

    public static void Bridge(Sheet s)
    {
        s.Frame("USB-UART bridge: the link", 118, 14, 222, 92);
        Part bridge = s.Place(Chips.Bridge, "CP2102N", new("Silicon Labs", "CP2102N-A02-GQFN24R", "Package_DFN_QFN:QFN-24-1EP_4x4mm_P0.5mm_EP2.6x2.6mm"), 168, 54, texts: TextPlace.Inside);
        Part reset = s.R("1k", 146, 35);
        s.Supply("+3V3", 146, 31);
        s.Wire(new(146, 31), reset["1"]);
        s.Wire(reset["2"], (146, 40), (154, 40));
        Part upper = s.R("22.1k", 130, 43);
        Part lower = s.R("47.5k", 130, 53);
        s.Supply("VBUS", 130, 39);
        s.Wire(new(130, 39), upper["1"]);
        s.Wire(upper["2"], lower["1"]);
        s.Wire(new(130, 48), bridge["8"]);
        s.Ground(130, 56);
        s.Label("USB_DP", 150, 60, left: true);
        s.Label("USB_DM", 150, 62, left: true);
        s.Wire(new(150, 60), bridge["3"]);
        s.Wire(new(150, 62), bridge["4"]);
        s.Wire(bridge["7"], (162, 30), (168, 30), (174, 30), (174, 34));
        s.Wire(bridge["6"], new Point(168, 29));
        s.Supply("+3V3", 168, 29);
        s.Wire(bridge["2"], (166, 86), (170, 86), (170, 84));
        s.Ground(166, 86);
        Part send = s.R("470R", 190, 40, 90);
        Part receive = s.R("470R", 190, 48, 90);
        s.Wire(bridge["21"], send["1"]);
        s.Wire(bridge["20"], receive["1"]);
        s.Wire(send["2"], new Point(197, 40));
        s.Wire(receive["2"], new Point(197, 48));
        s.Label("LINK_RX", 197, 40, left: false);
        s.Label("LINK_TX", 197, 48, left: false);
        foreach (Pin pin in bridge.Symbol.Pins.Where(pin => pin.X > 0 && pin.Name is not ("TXD" or "RXD" or "VIO" or "EPAD")))
        {
            s.Open(bridge[pin.Number]);
        }

        Part bulk = s.C("4.7µF", 200, 26);
        Part fast = s.C("100nF", 210, 26);
        s.Wire(bulk["1"], (200, 21), (210, 21), (210, 23));
        s.Supply("+3V3", 200, 21);
        s.Ground(200, 29);
        s.Ground(210, 29);
        s.Text("Fed from +3V3, so that the ball's\nbattery does not feed it backwards.\nVBUS over 22.1k and 47.5k: 3.4 V.\n470R: no current into a bridge\nwithout supply. DTR and RTS open.", 186, 62, 1.4);
    }
}
