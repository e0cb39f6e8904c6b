using static System.FormattableString;

namespace Algometer.Electronics.Drawing;

/// <summary>Where a part's reference and value stand.</summary>
internal enum TextPlace
{
    /// <summary>Right of an upright part, above and below a level one, above a box.</summary>
    Default,

    /// <summary>Left of the part.</summary>
    Left,

    /// <summary>In the middle of a box.</summary>
    Inside,

    /// <summary>Below, right of the middle.</summary>
    Below,
}

/// <summary>A symbol at its place.</summary>
internal sealed record Part(Symbol Symbol, string Reference, string Value, Stock? Stock, Point At, int Rotation, bool Mirrored, string Fit, TextPlace Texts, string Id)
{
    /// <summary>The outer ends of all pins.</summary>
    public IEnumerable<Point> Ends => Symbol.Pins.Select(EndOf);

    /// <summary>The outer end of a pin.</summary>
    public Point this[string pin] => EndOf(Symbol[pin]);

    /// <summary>The part as the schematic's file has it.</summary>
    public string Write(string library, Func<string> nextId)
    {
        string mirror = Mirrored ? " (mirror y)" : "";
        var fields = new List<string>();
        (Point reference, Point value, string justify) = TextPoints();
        int angle = Rotation is 90 or 270 ? 90 : 0;
        bool flag = Symbol.IsPower;
        fields.Add(Field("Reference", Reference, 0, reference, angle, justify, hidden: flag));
        fields.Add(Field("Value", Value, 1, value, angle, justify, hidden: string.Equals(Symbol.Name, "PWR_FLAG", StringComparison.Ordinal)));
        fields.Add(Field("Footprint", Stock?.Footprint ?? "", 2, At, 0, "", hidden: true));
        fields.Add(Field("Datasheet", "", 3, At, 0, "", hidden: true));
        bool bought = Stock is { PartNumber.Length: > 0 };
        if (bought)
        {
            fields.Add(Field("Manufacturer", Stock!.Maker, 4, At, 0, "", hidden: true));
            fields.Add(Field("MPN", Stock!.PartNumber, 5, At, 0, "", hidden: true));
            fields.Add(Field("Fit", Fit.Length > 0 ? Fit : "probe, ball", 6, At, 0, "", hidden: true));
        }

        IEnumerable<string> pins = Symbol.Pins.Select(pin => $"    (pin \"{pin.Number}\" (uuid {nextId()}))");
        return string.Join('\n', [$"  (symbol (lib_id \"{library}:{Symbol.Name}\") (at {At} {Rotation}){mirror} (unit 1) (in_bom {(bought ? "yes" : "no")}) (on_board yes) (uuid {Id})", .. fields, .. pins, "  )"]);
    }

    private static string Field(string name, string value, int id, Point at, int angle, string justify, bool hidden)
    {
        string side = justify.Length > 0 ? $" (justify {justify})" : "";
        return Invariant($"    (property \"{name}\" \"{SExpressions.SExpression.Escape(value)}\" (id {id}) (at {at} {angle}) (effects (font (size 1.27 1.27)){side}{(hidden ? " hide" : "")}))");
    }

    private (Point Reference, Point Value, string Justify) TextPoints()
    {
        if (Symbol.IsPower)
        {
            bool below = Symbol.Name.StartsWith("GND", StringComparison.Ordinal);
            return (At, At + (0, below ? 3 : -3), "");
        }

        if (Texts == TextPlace.Inside)
        {
            return (At + (0, 0), At + (0, 2), "");
        }

        if (Texts == TextPlace.Below)
        {
            return (At + (2, 4), At + (2, 6), "left");
        }

        if (Symbol.Box is { } box)
        {
            return Texts == TextPlace.Left
                ? (At + (-box.HalfWidth - 1, box.Top - 1), At + (-box.HalfWidth - 1, box.Top + 1), "right")
                : (At + (-box.HalfWidth, box.Top - 3), At + (-box.HalfWidth, box.Top - 1), Mirrored ? "right" : "left");
        }

        if (string.Equals(Symbol.Name, "SlideSwitch2", StringComparison.Ordinal))
        {
            return (At + (-4, -10), At + (-4, -8), "left");
        }

        if (Rotation is 90 or 270)
        {
            // A transistor on its side has its gate above; thin bodies let the texts come nearer.
            bool threePins = Symbol.Pins.Count > 2;
            int away = Symbol.Name switch { "R" or "FerriteBead" or "Polyfuse" => 2, "LED" => 4, _ => 3 };
            return threePins ? (At + (0, 5), At + (0, 7), "") : (At + (0, -away), At + (0, away), "");
        }

        int reach = Symbol.Pins.Count > 2 || Symbol.Name is "Buzzer" or "LED" ? 4 : 2;
        if (Rotation == 180)
        {
            // KiCad turns the side of a text with its part.
            return (At + (-reach, -1), At + (-reach, 1), "left");
        }

        return Texts == TextPlace.Left
            ? (At + (-reach, -1), At + (-reach, 1), "right")
            : (At + (reach, -1), At + (reach, 1), "left");
    }

    // KiCad turns first (anticlockwise), then mirrors.
    private Point EndOf(Pin pin)
    {
        (int x, int y) = Rotation switch
        {
            90 => (pin.Y, -pin.X),
            180 => (-pin.X, -pin.Y),
            270 => (-pin.Y, pin.X),
            _ => (pin.X, pin.Y),
        };
        return At + (Mirrored ? -x : x, y);
    }
}
