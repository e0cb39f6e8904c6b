using System.Globalization;
using System.Xml.Linq;
using Algometer.Esp32;

namespace Algometer.Hardware.Tests.Electronics;

/// <summary>The wiring diagrams, as people read them: the texts beside each wire against the firmware's Board.</summary>
public sealed class WiringTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Every_pin_of_the_firmware_is_labelled_with_its_number(int number)
    {
        Board board = SchematicFiles.BoardOf(number);
        var expected = new List<(string Net, int Gpio)>
        {
            ("HX_SCK", board.ConverterClock), ("HX_DOUT", board.ConverterData), ("HX_DOUT", board.DataReady), ("HX_RATE", board.Rate), ("BUZZER", board.Buzzer),
            ("LIGHT", board.Light), ("STOP", board.StopButton), ("HEARTBEAT", board.Heartbeat), ("MAIN_SOUNDS", board.MainSounds), ("RESERVE_SOUNDS", board.ReserveSounds), ("STOP_CABLE", board.ButtonCable), ("SIMULATE", board.SimulateJumper),
            ("LINK_TX", board.Transmit), ("LINK_RX", board.Receive),
        };

        (string Net, string Pin)[] drawn = [.. Wires(number).Select(wire => (wire.Net, wire.Pin)).Where(wire => wire.Net is not ("+3V3" or "GND"))];
        Assert.Equal(
            expected.Select(wire => (wire.Net, Pin: "GPIO " + wire.Gpio.ToString(CultureInfo.InvariantCulture))).Order(),
            drawn.Order());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Every_wire_says_its_colour_and_no_two_signals_share_one(int number)
    {
        (string Net, string Pin, string Stroke, string Label)[] wires = Wires(number);
        Assert.All(wires, wire => Assert.Contains($", {wire.Net}", wire.Label, StringComparison.Ordinal));
        string[] nets = [.. wires.Select(wire => wire.Net).Distinct(StringComparer.Ordinal)];
        Assert.Equal(nets.Length, wires.Select(wire => wire.Stroke).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(nets.Length, wires.Select(wire => wire.Label.Split(',')[0]).Distinct(StringComparer.Ordinal).Count());
    }

    private static (string Net, string Pin, string Stroke, string Label)[] Wires(int number)
    {
        string path = Path.Combine(Checkout.Root, "hardware", "electronics", "images", $"wiring-{Path.GetFileName(SchematicFiles.FolderOf(number))}.svg");
        XDocument svg = XDocument.Load(path);
        XNamespace ns = "http://www.w3.org/2000/svg";
        return
        [
            .. svg.Descendants(ns + "g").Where(group => group.Attribute("data-net") is not null).Select(group => (
                group.Attribute("data-net")!.Value,
                TextOf(group, ns, "pin"),
                group.Element(ns + "path")!.Attribute("stroke")!.Value,
                TextOf(group, ns, "wire"))),
        ];
    }

    private static string TextOf(XElement group, XNamespace ns, string kind) => group.Elements(ns + "text").Single(text => text.Attribute("class")?.Value == kind).Value;
}
