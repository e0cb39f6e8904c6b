using Algometer.Electronics.SExpressions;

namespace Algometer.Electronics.Nets;

/// <summary>A place in ten-thousandths of a millimetre, so that equal places are equal.</summary>
internal readonly record struct Place(long X, long Y)
{
    public static Place Of(SExpression list) => new(Round(list.NumberAt(1)), Round(list.NumberAt(2)));

    private static long Round(double millimetres) => double.IsFinite(millimetres) && Math.Abs(millimetres) < 1e6
        ? (long)Math.Round(millimetres * 10000)
        : throw new FormatException($"{millimetres} mm is not a place on a sheet.");
}

/// <summary>A pin in the symbol's own coordinates, y upwards. Unit 0 belongs to all units.</summary>
internal sealed record LibraryPin(string Number, string Name, string Type, int Unit, Place At)
{
    /// <summary>Where the pin ends on the sheet: turned anticlockwise, then mirrored ("x" over the level axis, "y" over the upright one).</summary>
    public Place EndAt(Place symbol, int rotation, string? mirror)
    {
        (long x, long y) = rotation switch
        {
            0 => (At.X, -At.Y),
            90 => (-At.Y, -At.X),
            180 => (-At.X, At.Y),
            270 => (At.Y, At.X),
            _ => throw new FormatException($"A symbol is turned by {rotation} degrees."),
        };
        (x, y) = mirror switch
        {
            "x" => (x, -y),
            "y" => (-x, y),
            null => (x, y),
            _ => throw new FormatException($"A symbol is mirrored over \"{mirror}\"."),
        };
        return new(symbol.X + x, symbol.Y + y);
    }
}

/// <summary>A symbol as the schematic carries it.</summary>
internal sealed record LibrarySymbol(string Id, bool IsPower, IReadOnlyList<LibraryPin> Pins)
{
    public static LibrarySymbol Read(SExpression symbol)
    {
        var pins = new List<LibraryPin>();
        foreach (SExpression body in symbol.All("symbol"))
        {
            // NAME_UNIT_STYLE
            string[] parts = body.TextAt(1).Split('_');
            int unit = parts.Length >= 3 && int.TryParse(parts[^2], System.Globalization.CultureInfo.InvariantCulture, out int number) ? number : 0;
            pins.AddRange(body.All("pin").Select(pin => new LibraryPin(pin.Need("number").TextAt(1), pin.Need("name").TextAt(1), pin.TextAt(1), unit, Place.Of(pin.Need("at")))));
        }

        return new(symbol.TextAt(1), symbol.Find("power") is not null, pins);
    }
}
