namespace Algometer.Electronics.Nets;

/// <summary>A pin of a placed part: reference, number, and the name that its symbol gives it.</summary>
internal readonly record struct PinOfPart(string Reference, string Number, string Name)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Reference}.{Number} ({Name})";
}

/// <summary>A part as the schematic has it.</summary>
internal sealed record PlacedPart(string Reference, string Symbol, string Value, IReadOnlyDictionary<string, string> Fields)
{
    /// <summary>A field, or an empty text.</summary>
    public string this[string field] => Fields.GetValueOrDefault(field) ?? "";
}

/// <summary>What is joined to what. A net without a name of its own is called after its first pin.</summary>
internal sealed record Net(IReadOnlyList<string> Names, IReadOnlyList<PinOfPart> Pins, bool SaysOpen)
{
    /// <summary>The net's name; of several, which is a short, the first.</summary>
    public string Name => Names[0];

    /// <summary>True when another is the same net: names and pins alike.</summary>
    public bool IsSame(Net other) => Names.SequenceEqual(other.Names, StringComparer.Ordinal) && Pins.SequenceEqual(other.Pins);
}

/// <summary>A schematic as parts and nets.</summary>
internal sealed class Netlist
{
    private readonly Dictionary<(string Reference, string Number), Net> _netOfPin = [];

    public Netlist(IReadOnlyList<PlacedPart> parts, IReadOnlyList<Net> nets)
    {
        var byReference = new Dictionary<string, PlacedPart>(StringComparer.Ordinal);
        foreach (PlacedPart part in parts)
        {
            if (!byReference.TryAdd(part.Reference, part))
            {
                throw new FormatException($"Two parts are called {part.Reference}: number them anew in KiCad.");
            }
        }

        Parts = byReference;
        Nets = nets;
        foreach (Net net in nets)
        {
            foreach (PinOfPart pin in net.Pins)
            {
                _netOfPin[(pin.Reference, pin.Number)] = net;
            }
        }
    }

    public IReadOnlyDictionary<string, PlacedPart> Parts { get; }

    /// <summary>How many flags that say "fed" stand on nets without a pin.</summary>
    public int LooseFlags { get; init; }

    public IReadOnlyList<Net> Nets { get; }

    /// <summary>The net of a name.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public Net this[string name] => Nets.FirstOrDefault(net => string.Equals(net.Name, name, StringComparison.Ordinal)) ?? throw new KeyNotFoundException($"The schematic has no net {name}.");

    /// <summary>The net of a pin by its number.</summary>
    public Net Of(string reference, string number) => _netOfPin.GetValueOrDefault((reference, number)) ?? throw new KeyNotFoundException($"The schematic has no pin {reference}.{number}.");

    /// <summary>The net of a pin by the name its symbol gives it.</summary>
    public Net OfName(string reference, string pinName) => Nets.FirstOrDefault(net => net.Pins.Any(pin => string.Equals(pin.Reference, reference, StringComparison.Ordinal) && string.Equals(pin.Name, pinName, StringComparison.Ordinal)))
        ?? throw new KeyNotFoundException($"The schematic has no pin {reference} {pinName}.");

    /// <summary>The only part drawn with a symbol.</summary>
    public PlacedPart Only(string symbol) => Parts.Values.Where(part => string.Equals(part.Symbol, symbol, StringComparison.Ordinal)).ToArray() is [{ } part]
        ? part
        : throw new KeyNotFoundException($"The schematic does not have exactly one {symbol}.");

    /// <summary>The two-pin parts of a symbol between two nets, either way round.</summary>
    public IReadOnlyList<PlacedPart> Between(string symbol, Net a, Net b) =>
        [.. Parts.Values.Where(part => string.Equals(part.Symbol, symbol, StringComparison.Ordinal) && Spans(part, a, b))];

    private bool Spans(PlacedPart part, Net a, Net b)
    {
        Net first = Of(part.Reference, "1");
        Net second = Of(part.Reference, "2");
        return (first == a && second == b) || (first == b && second == a);
    }
}
