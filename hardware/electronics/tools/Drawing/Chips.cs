using static Algometer.Electronics.Drawing.Shapes;

namespace Algometer.Electronics.Drawing;

/// <summary>Symbols of integrated circuits and connectors, pins grouped by what they do. Numbers are those of the packages named in the parts list.</summary>
internal static class Chips
{
    private const string In = "input";
    private const string Out = "output";
    private const string Both = "bidirectional";
    private const string Supply = "power_in";
    private const string Passive = "passive";
    private const string Open = "open_collector";

    public static Symbol Converter { get; } = Box(
        "HX711", "U", "24-bit converter for bridge sensors, SOP-16", 10, -16, 20,
        ('L', -8, "8", "INA+", In), ('L', 8, "7", "INA-", In), ('L', 12, "10", "INB+", In), ('L', 14, "9", "INB-", In),
        ('R', -8, "12", "DOUT", Out), ('R', -2, "11", "PD_SCK", In), ('R', 12, "15", "RATE", In), ('R', 16, "14", "XI", In), ('R', 18, "13", "XO", Passive),
        ('T', -6, "1", "VSUP", Supply), ('T', 0, "3", "AVDD", Supply), ('T', 6, "16", "DVDD", Supply),
        ('B', -6, "4", "VFB", In), ('B', -3, "5", "AGND", Supply), ('B', 0, "6", "VBG", Passive), ('B', 4, "2", "BASE", Passive));

    public static Symbol Comparator { get; } = new(
        "MCP6541", "U", "Comparator, push-pull output, SOT-23-5",
        [new("3", "+", In, -6, -3, 0), new("4", "-", In, -6, 3, 0), new("1", "~", Out, 6, 0, 180), new("5", "VDD", Supply, 0, -6, 270, 4), new("2", "VSS", Supply, 0, 6, 90, 4)],
        [Line(false, -4, -4.5, 4, 0, -4, 4.5, -4, -4.5), Text("+", -3, -3), Text("-", -3, 3)],
        ShowsPins: false);

    public static Symbol Comparators { get; } = Box(
        "MCP6549", "U", "Four comparators, open-drain outputs, TSSOP-14", 8, -11, 11,
        ('L', -8, "3", "A+", In), ('L', -6, "2", "A-", In), ('L', -3, "5", "B+", In), ('L', -1, "6", "B-", In), ('L', 2, "10", "C+", In), ('L', 4, "9", "C-", In), ('L', 7, "12", "D+", In), ('L', 9, "13", "D-", In),
        ('R', -7, "1", "OUTA", Open), ('R', -2, "7", "OUTB", Open), ('R', 3, "8", "OUTC", Open), ('R', 8, "14", "OUTD", Open),
        ('T', 0, "4", "VDD", Supply), ('B', 0, "11", "VSS", Supply));

    public static Symbol Isolator { get; } = Box(
        "ISO7721DWV", "U", "Digital isolator, one channel each way, reinforced, SOIC-8 wide", 8, -8, 8,
        ('L', -6, "1", "VCC1", Supply), ('L', -2, "2", "OUTA", Out), ('L', 2, "3", "INB", In), ('L', 6, "4", "GND1", Supply),
        ('R', -6, "8", "VCC2", Supply), ('R', -2, "7", "INA", In), ('R', 2, "6", "OUTB", Out), ('R', 6, "5", "GND2", Supply));

    public static Symbol IsolatedSupply { get; } = Box(
        "THM_3-0511WI", "PS", "Isolated converter 5 V to 5 V, 3 W, two means of patient protection, DIP-24", 8, -8, 8,
        ('L', -6, "22", "+VIN", Supply), ('L', -4, "23", "+VIN", Passive), ('L', 4, "2", "-VIN", Supply), ('L', 6, "3", "-VIN", Passive),
        ('R', -6, "14", "+VOUT", "power_out"), ('R', 6, "16", "-VOUT", Passive));

    public static Symbol Bridge { get; } = Box(
        "CP2102N-QFN24", "U", "USB to UART bridge, QFN-24", 12, -18, 28,
        ('L', -14, "9", "~{RST}", In), ('L', -6, "8", "VBUS", In), ('L', 6, "3", "D+", Both), ('L', 8, "4", "D-", Both),
        ('R', -14, "21", "TXD", Out), ('R', -6, "20", "RXD", In),
        ('R', -2, "19", "~{RTS}", Out), ('R', 0, "18", "~{CTS}", In), ('R', 2, "23", "~{DTR}", Out), ('R', 4, "22", "~{DSR}", In), ('R', 6, "24", "~{DCD}", In),
        ('R', 8, "1", "~{RI}", Both), ('R', 10, "17", "SUSPEND", Out), ('R', 12, "15", "~{SUSPEND}", Out), ('R', 14, "14", "GPIO.0", Both), ('R', 16, "13", "GPIO.1", Both),
        ('R', 18, "12", "GPIO.2", Both), ('R', 20, "11", "GPIO.3", Both), ('R', 22, "10", "NC", Passive), ('R', 24, "16", "NC", Passive),
        ('T', -6, "7", "VREGIN", Supply), ('T', 0, "6", "VDD", "power_out"), ('T', 6, "5", "VIO", Supply),
        ('B', -2, "2", "GND", Supply), ('B', 2, "25", "EPAD", Passive));

    public static Symbol UsbGuard { get; } = Box(
        "USBLC6-2SC6", "U", "ESD protection for two data lines and the supply, SOT-23-6", 7, -6, 6,
        ('L', -3, "1", "I/O1", Passive), ('L', 3, "3", "I/O2", Passive), ('R', -3, "6", "I/O1", Passive), ('R', 3, "4", "I/O2", Passive), ('T', 0, "5", "VBUS", Passive), ('B', 0, "2", "GND", Passive));

    public static Symbol Regulator { get; } = Box(
        "AP2112K-3.3", "U", "3.3 V linear regulator, 600 mA, SOT-23-5", 8, -7, 7,
        ('L', -4, "1", "VIN", Supply), ('L', 4, "3", "EN", In), ('R', -4, "5", "VOUT", "power_out"), ('R', 4, "4", "NC", Passive), ('B', 0, "2", "GND", Supply));

    public static Symbol QuietRegulator { get; } = Box(
        "LP5907MFX-3.3", "U", "3.3 V linear regulator of low noise, 250 mA, SOT-23-5", 8, -7, 7,
        ('L', -4, "1", "IN", Supply), ('L', 4, "3", "EN", In), ('R', -4, "5", "OUT", "power_out"), ('R', 4, "4", "NC", Passive), ('B', 0, "2", "GND", Supply));

    public static Symbol Charger { get; } = Box(
        "MCP73831-2", "U", "Charger for one lithium-ion cell, 4.20 V, SOT-23-5", 8, -8, 8,
        ('L', -4, "4", "VDD", Supply), ('L', 0, "1", "STAT", Out), ('L', 4, "5", "PROG", Passive), ('R', -4, "3", "VBAT", "power_out"), ('B', 0, "2", "VSS", Supply));

    public static Symbol CellGuard { get; } = Box(
        "BQ29700", "U", "Protection of one lithium-ion cell: over-charge, deep discharge, over-current; WSON-6", 8, -10, 10,
        ('L', -6, "5", "BAT", In), ('L', 6, "4", "VSS", Supply), ('R', -6, "6", "V-", In), ('R', 0, "2", "COUT", Out), ('R', 6, "3", "DOUT", Out), ('B', 4, "1", "NC", Passive));

    public static Symbol Supervisor { get; } = Box(
        "APX803S-31", "U", "Voltage detector, 3.08 V, open-drain reset, SOT-23", 6, -5, 5,
        ('T', 0, "3", "VCC", Supply), ('R', 0, "2", "~{RESET}", Open), ('B', 0, "1", "GND", Supply));

    public static Symbol LoadCell { get; } = LoadCellConnector();

    public static Symbol UsbConnector { get; } = Box(
        "USB_C_Receptacle", "J", "USB-C receptacle, USB 2.0, 16 contacts", 8, -20, 26,
        ('R', -16, "A4", "VBUS", Passive), ('R', -14, "A9", "VBUS", Passive), ('R', -12, "B4", "VBUS", Passive), ('R', -10, "B9", "VBUS", Passive),
        ('R', -6, "A5", "CC1", Passive), ('R', 2, "B5", "CC2", Passive), ('R', 8, "A6", "D+", Passive), ('R', 10, "B6", "D+", Passive), ('R', 14, "A7", "D-", Passive), ('R', 16, "B7", "D-", Passive),
        ('R', 20, "A8", "SBU1", Passive), ('R', 22, "B8", "SBU2", Passive),
        ('B', -7, "A1", "GND", Passive), ('B', -5, "A12", "GND", Passive), ('B', -3, "B1", "GND", Passive), ('B', -1, "B12", "GND", Passive), ('B', 1, "S1", "SHIELD", Passive));

    public static Symbol ButtonJack { get; } = Box("Conn_StopButton", "J", "Two-pole connector of the patient's button", 5, -5, 5, ('L', -2, "1", "STOP", Passive), ('L', 2, "2", "GND", Passive));

    public static Symbol CellJack { get; } = Box("Conn_Battery", "J", "Two-pole connector of the lithium-ion cell", 4, -7, 7, ('R', -4, "1", "+", Passive), ('R', 4, "2", "-", Passive));

    public static Symbol ServiceHeader { get; } = Box(
        "Conn_Service", "J", "Six-pole header to flash and debug", 6, -8, 8,
        ('R', -5, "1", "+3V3", Passive), ('R', -3, "2", "EN", Passive), ('R', -1, "3", "BOOT", Passive), ('R', 1, "4", "TXD/D-", Passive), ('R', 3, "5", "RXD/D+", Passive), ('R', 5, "6", "GND", Passive));

    private static Symbol LoadCellConnector()
    {
        Symbol box = Box(
            "Conn_LoadCell", "J", "Five-pole connector of the load cell, shield apart", 9, -16, 18,
            ('R', -12, "1", "E+", Passive), ('R', -8, "2", "A+", Passive), ('R', 8, "3", "A-", Passive), ('R', 12, "4", "E-", Passive), ('R', 16, "5", "SHIELD", Passive));

        // The bridge that is plugged in, as a reminder of which end is which.
        string[] bridge =
        [
            Line(false, -3, -5, 1, 0, -3, 5, -7, 0, -3, -5),
            Line(false, -3, -5, -3, -12, 4, -12),
            Line(false, 1, 0, 2, 0, 2, -8, 4, -8),
            Line(false, -7, 0, -8, 0, -8, 8, 4, 8),
            Line(false, -3, 5, -3, 12, 4, 12),
        ];
        return box with { Graphics = [.. box.Graphics, .. bridge] };
    }
}
