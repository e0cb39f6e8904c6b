namespace Algometer.Electronics.Wiring;

/// <summary>A wire to a module: the terminal's label, the schematic's net that it carries, its colour by name and code, and a remark.</summary>
internal sealed record Terminal(string Label, string Net, string ColourName, string Colour, string Remark = "");

/// <summary>A bought module or a small circuit on the breadboard.</summary>
internal sealed record WiringModule(string Title, string Detail, IReadOnlyList<Terminal> Terminals)
{
    /// <summary>The modules of a board, in the order of the drawing.</summary>
    public static IReadOnlyList<WiringModule> Of(bool needsBridge)
    {
        var modules = new List<WiringModule>
        {
            new("HX711 module", "load cell: E+ red, E- black,|A+ green, A- white; shield to GND|(colours of most cells: check yours)", [
                new("SCK", "HX_SCK", "yellow", "#c99700", "10 k from SCK to GND"),
                new("DT", "HX_DOUT", "green", "#1a7f37"),
                new("RATE", "HX_RATE", "purple", "#8250df", "lift pin 15 from GND first"),
                new("VCC", "+3V3", "red", "#cf222e"),
                new("GND", "GND", "black", "#24292f"),
            ]),
            new("Buzzer, active, 3 V, with transistor", "its minus also goes to TONE of the|missing-pulse circuit (thick line, right)", [
                new("S", "BUZZER", "orange", "#d4630b"),
                new("+", "+3V3", "red", "#cf222e"),
                new("GND", "GND", "black", "#24292f"),
            ]),
            new("Missing-pulse circuits", "page 3 of the schematic, MCP6541-I/P in DIP-8;|TONE is the drain of Q7; reservoir and second|buzzer belong to it", [
                new("IN", "HEARTBEAT", "blue", "#0969da"),
                new("MAIN", "MAIN_SOUNDS", "olive", "#6a7a00"),
                new("RES", "RESERVE_SOUNDS", "navy", "#1b2a6b"),
                new("VCC", "+3V3", "red", "#cf222e"),
                new("GND", "GND", "black", "#24292f"),
            ]),
            new("Red light", "anode over 330 ohms", [
                new("A", "LIGHT", "pink", "#bf3989"),
                new("K", "GND", "black", "#24292f"),
            ]),
            new("Patient's button with its four comparators", "page 1 of the schematic; in the handle 10 k|across the cable, 2.2 k at the contact", [
                new("STOP", "STOP", "sky", "#54aeff"),
                new("CABLE", "STOP_CABLE", "lime", "#7bb661"),
                new("VCC", "+3V3", "red", "#cf222e"),
                new("2", "GND", "black", "#24292f"),
            ]),
            new("Jumper \"simulate\"", "closed at start: simulated sensor", [
                new("1", "SIMULATE", "grey", "#8c959f"),
                new("2", "GND", "black", "#24292f"),
            ]),
        };
        if (needsBridge)
        {
            modules.Add(new("USB-UART adapter, 3.3 V", "to the computer: the link", [
                new("RXD", "LINK_TX", "cyan", "#0a7d91", "crossed: TX to RXD"),
                new("TXD", "LINK_RX", "brown", "#7d4e1f", "crossed: RX to TXD"),
                new("GND", "GND", "black", "#24292f"),
            ]));
        }

        return modules;
    }
}
