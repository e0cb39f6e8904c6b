namespace Algometer.Electronics.Drawing;

/// <summary>A pin of a symbol: its outer end in grid steps from the centre, y downwards, and the way from there to the body.</summary>
internal sealed record Pin(string Number, string Name, string Type, int X, int Y, int Angle, int Length = 2);

/// <summary>A symbol: pins, and graphics as KiCad writes them (millimetres, y upwards).</summary>
internal sealed record Symbol(string Name, string Prefix, string Description, IReadOnlyList<Pin> Pins, IReadOnlyList<string> Graphics, bool ShowsPins)
{
    /// <summary>True for a supply symbol, which joins all its like by name.</summary>
    public bool IsPower { get; init; }

    /// <summary>Half the width and the edges of a box; nothing for other shapes.</summary>
    public (int HalfWidth, int Top, int Bottom)? Box { get; init; }

    /// <summary>The pin of a number.</summary>
    public Pin this[string number] => Pins.FirstOrDefault(pin => string.Equals(pin.Number, number, StringComparison.Ordinal))
        ?? throw new ArgumentException($"{Name} has no pin {number}.", nameof(number));

    /// <summary>The symbol as an entry of a library file, or of a schematic's own copies.</summary>
    public string Write(string prefix)
    {
        string pinText = ShowsPins ? "" : " (pin_numbers hide) (pin_names (offset 0) hide)";
        string power = IsPower ? " (power)" : "";
        IEnumerable<string> lines =
        [
            $"    (symbol \"{prefix}{Name}\"{power}{pinText} (in_bom yes) (on_board yes)",
            Property("Reference", IsPower ? "#PWR" : Prefix, 0, IsPower),
            Property("Value", Name, 1, hidden: false),
            Property("Footprint", "", 2, hidden: true),
            Property("Datasheet", "", 3, hidden: true),
            Property("ki_description", Description, 4, hidden: true),
            $"      (symbol \"{Name}_0_1\"",
            .. Graphics.Select(line => "        " + line),
            "      )",
            $"      (symbol \"{Name}_1_1\"",
            .. Pins.Select(WritePin),
            "      )",
            "    )",
        ];
        return string.Join('\n', lines);
    }

    private static string Property(string name, string value, int id, bool hidden) =>
        $"      (property \"{name}\" \"{value}\" (id {id}) (at 0 0 0) (effects (font (size 1.27 1.27)){(hidden ? " hide" : "")}))";

    private string WritePin(Pin pin)
    {
        string hide = IsPower && !string.Equals(Name, "PWR_FLAG", StringComparison.Ordinal) ? " hide" : "";
        return FormattableString.Invariant($"        (pin {pin.Type} line (at {pin.X * Point.Millimetres:0.####} {-pin.Y * Point.Millimetres:0.####} {pin.Angle}) (length {pin.Length * Point.Millimetres:0.####}){hide} (name \"{pin.Name}\" (effects (font (size 1.27 1.27)))) (number \"{pin.Number}\" (effects (font (size 1.27 1.27)))))");
    }
}
