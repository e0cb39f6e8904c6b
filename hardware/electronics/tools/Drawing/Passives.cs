using static Algometer.Electronics.Drawing.Shapes;

namespace Algometer.Electronics.Drawing;

/// <summary>Symbols of parts with two or three pins. Upright: pin 1 above.</summary>
internal static class Passives
{
    public static Symbol Resistor { get; } = Two("R", "R", "Resistor", 1, Rectangle(-0.8, -2, 0.8, 2, "none"));

    public static Symbol Capacitor { get; } = Two("C", "C", "Capacitor", 2.5, Line(false, -1.6, -0.5, 1.6, -0.5), Line(false, -1.6, 0.5, 1.6, 0.5));

    public static Symbol Ferrite { get; } = Two("FerriteBead", "FB", "Ferrite bead", 1, Rectangle(-0.8, -2, 0.8, 2, "outline"));

    public static Symbol Fuse { get; } = Two("Polyfuse", "F", "Resettable fuse", 1, Rectangle(-0.8, -2, 0.8, 2, "none"), Line(false, 0, -2, 0, 2), Line(false, -1.6, 2, -1.6, 1, 1.6, -1.5));

    // Pin 1 (above) is the cathode.
    public static Symbol Diode { get; } = Diodelike("D", "Diode");

    public static Symbol Schottky { get; } = Diodelike("D_Schottky", "Schottky diode", Line(false, -1.3, -1.3, -1.3, -0.7), Line(false, 1.3, -1.3, 1.3, -1.9));

    public static Symbol Light { get; } = Diodelike(
        "LED",
        "Light-emitting diode",
        Line(false, 1.6, 0, 3, -1.4, 2.3, -1.2),
        Line(false, 3, -1.4, 2.8, -0.7),
        Line(false, 1.6, 1.4, 3, 0, 2.3, 0.2),
        Line(false, 3, 0, 2.8, 0.7));

    public static Symbol Suppressor { get; } = Two(
        "D_TVS",
        "D",
        "Two-way transient voltage suppressor",
        2.5,
        Line(false, -1.3, -2.3, 1.3, -2.3, 0, 0, -1.3, -2.3),
        Line(false, -1.3, 2.3, 1.3, 2.3, 0, 0, -1.3, 2.3),
        Line(false, -1.7, 0.5, -1.3, 0, 1.3, 0, 1.7, -0.5));

    public static Symbol Button { get; } = Two("Button", "SW", "Push button", 1, Circle(0, -1.6, 0.35), Circle(0, 1.6, 0.35), Line(false, 0.9, -1.9, 0.9, 1.9), Line(false, 0.9, 0, 2, 0));

    public static Symbol Jumper { get; } = Two("Jumper", "JP", "Jumper of two pins", 1, Circle(0, -1.6, 0.4), Circle(0, 1.6, 0.4));

    public static Symbol Buzzer { get; } = new(
        "Buzzer",
        "BZ",
        "Active buzzer: sounds on direct voltage",
        [new("1", "+", "passive", 0, -5, 270), new("2", "-", "passive", 0, 5, 90)],
        [Circle(0, 0, 3), Text("+", -1.4, -1.5), Line(false, -0.6, -0.8, 0.4, -0.8, 1.2, -1.6, 1.2, 1.6, 0.4, 0.8, -0.6, 0.8, -0.6, -0.8)],
        ShowsPins: false);

    public static Symbol NChannel { get; } = Fet("Q_NMOS", "N-channel MOSFET, logic level", source: 4, drain: -4, arrow: Line(true, 0.3, 0, 1.1, -0.5, 1.1, 0.5, 0.3, 0));

    public static Symbol PChannel { get; } = Fet("Q_PMOS", "P-channel MOSFET, logic level", source: -4, drain: 4, arrow: Line(true, 1.9, 0, 1.1, -0.5, 1.1, 0.5, 1.9, 0));

    // Pin 1 anode, pin 2 cathode, pin 3 the middle.
    public static Symbol Clamp { get; } = new(
        "BAV199",
        "D",
        "Two diodes in series, leakage of picoamperes",
        [new("1", "A", "passive", -6, 0, 0), new("2", "K", "passive", 6, 0, 180), new("3", "M", "passive", 0, 4, 90)],
        [
            Line(false, -4, 0, -3, 0), Line(false, -3, -1.2, -1, 0, -3, 1.2, -3, -1.2), Line(false, -1, -1.2, -1, 1.2), Line(false, -1, 0, 1, 0),
            Line(false, 1, -1.2, 3, 0, 1, 1.2, 1, -1.2), Line(false, 3, -1.2, 3, 1.2), Line(false, 3, 0, 4, 0), Line(false, 0, 0, 0, 2),
        ],
        ShowsPins: false);

    public static Symbol SuperCapacitor { get; } = Two("C_Super", "C", "Double-layer capacitor, pin 1 is plus", 2.6, Line(false, -1.6, -0.5, 1.6, -0.5), Line(false, -1.6, 0.5, 1.6, 0.5), Line(false, 0, -2, 0, -0.5), Line(false, 0, 2, 0, 0.5), Line(false, 0.8, -1.6, 1.6, -1.6), Line(false, 1.2, -2, 1.2, -1.2));

    public static Symbol TestPoint { get; } = new("TestPoint", "TP", "Pad for a test needle", [new("1", "~", "passive", 0, 3, 90, 2)], [Circle(0, 0, 0.9)], ShowsPins: false);

    public static Symbol Changeover { get; } = new(
        "SlideSwitch2",
        "SW",
        "Slide switch, two poles, two ways",
        [
            new("2", "A", "passive", -4, -4, 0), new("1", "A on", "passive", 4, -6, 180), new("3", "A charge", "passive", 4, -2, 180),
            new("5", "B", "passive", -4, 4, 0), new("4", "B on", "passive", 4, 2, 180), new("6", "B charge", "passive", 4, 6, 180),
        ],
        [
            Circle(-1.6, -4, 0.4), Circle(1.6, -6, 0.4), Circle(1.6, -2, 0.4), Line(false, -1.3, -4.2, 1.6, -5.6),
            Circle(-1.6, 4, 0.4), Circle(1.6, 2, 0.4), Circle(1.6, 6, 0.4), Line(false, -1.3, 3.8, 1.6, 2.4), Line(false, 0, -4.9, 0, 3.1),
        ],
        ShowsPins: false);

    private static Symbol Two(string name, string prefix, string description, double body, params string[] graphics)
    {
        // The pin's line ends at the body: capacitors have a thin one.
        int length = body > 2 ? 3 : 1;
        if (body > 2)
        {
            graphics = string.Equals(name, "C", StringComparison.Ordinal) ? [.. graphics, Line(false, 0, -1, 0, -0.5), Line(false, 0, 1, 0, 0.5)] : [.. graphics, Line(false, 0, -2.3, 0, -2)];
            length = string.Equals(name, "C", StringComparison.Ordinal) ? 2 : 1;
        }

        return new(name, prefix, description, [new("1", "~", "passive", 0, -3, 270, length), new("2", "~", "passive", 0, 3, 90, length)], graphics, ShowsPins: false);
    }

    private static Symbol Diodelike(string name, string description, params string[] more) => new(
        name,
        "D",
        description,
        [new("1", "K", "passive", 0, -3, 270, 2), new("2", "A", "passive", 0, 3, 90, 2)],
        [Line(false, -1.3, 1.3, 1.3, 1.3, 0, -1.3, -1.3, 1.3), Line(false, -1.3, -1.3, 1.3, -1.3), Line(false, 0, -1.3, 0, -1), Line(false, 0, 1.3, 0, 1), .. more],
        ShowsPins: false);

    private static Symbol Fet(string name, string description, int source, int drain, string arrow) => new(
        name,
        "Q",
        description,
        [new("1", "G", "input", -4, 0, 0), new("2", "S", "passive", 2, source, source > 0 ? 90 : 270), new("3", "D", "passive", 2, drain, drain > 0 ? 90 : 270)],
        [
            Circle(1, 0, 2.6),
            Line(false, -2, 0, -0.4, 0),
            Line(false, -0.4, -1.5, -0.4, 1.5),
            Line(false, 0.2, -1.9, 0.2, -0.9),
            Line(false, 0.2, -0.5, 0.2, 0.5),
            Line(false, 0.2, 0.9, 0.2, 1.9),
            Line(false, 0.2, -1.4, 2, -1.4, 2, -2),
            Line(false, 0.2, 1.4, 2, 1.4, 2, 2),
            Line(false, 0.2, 0, 2, 0, 2, Math.Sign(source) * 1.4),
            arrow,
        ],
        ShowsPins: false);
}
