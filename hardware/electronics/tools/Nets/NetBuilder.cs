namespace Algometer.Electronics.Nets;

/// <summary>Joins places that touch: wires by their ends, by junctions on them and by pins or labels on them, and everything that has the same name.</summary>
internal sealed class NetBuilder
{
    private readonly Dictionary<object, object> _parents = [];
    private readonly List<(string Sheet, Place From, Place To)> _wires = [];
    private readonly List<(string Sheet, Place At)> _joints = [];
    private readonly List<((string Sheet, Place At) At, PinOfPart Pin)> _pins = [];
    private readonly List<(object Key, string Name)> _names = [];
    private readonly List<(string Sheet, Place At)> _open = [];
    private readonly List<(string Sheet, Place At)> _flags = [];

    public void Wire(string sheet, Place from, Place to)
    {
        _wires.Add((sheet, from, to));
        Join((sheet, from), (sheet, to));
    }

    public void Junction(string sheet, Place at) => _joints.Add((sheet, at));

    public void Open(string sheet, Place at) => _open.Add((sheet, at));

    /// <summary>A flag that says that a net is fed.</summary>
    public void Flag(string sheet, Place at) => _flags.Add((sheet, at));

    /// <summary>Flags on nets without any pin. After <see cref="Build"/>.</summary>
    public int LooseFlags => _flags.Count(flag => !_pins.Any(pin => Root(pin.At).Equals(Root(flag))));

    /// <summary>Gives a place a name that people see and a key that joins it with others of that key.</summary>
    public void Name(string sheet, Place at, string name, string key)
    {
        _joints.Add((sheet, at));
        _names.Add((key, name));
        Join((sheet, at), key);
    }

    public void Pin(string sheet, Place at, PinOfPart pin)
    {
        // KiCad does not join a pin to the middle of a wire without a junction.
        _pins.Add(((sheet, at), pin));
        Root((sheet, at));
    }

    public IReadOnlyList<Net> Build()
    {
        foreach ((string sheet, Place at) in _joints)
        {
            foreach ((string _, Place from, Place to) in _wires.Where(wire => string.Equals(wire.Sheet, sheet, StringComparison.Ordinal) && LiesOn(at, wire.From, wire.To)))
            {
                Join((sheet, at), (sheet, from));
            }
        }

        ILookup<object, string> names = _names.ToLookup(name => Root(name.Key), name => name.Name);
        HashSet<object> open = [.. _open.Select(place => Root(place))];
        return
        [
            .. _pins.GroupBy(pin => Root(pin.At)).Select(group =>
            {
                PinOfPart[] pins = [.. group.Select(pin => pin.Pin).OrderBy(pin => pin.Reference, StringComparer.Ordinal).ThenBy(pin => pin.Number, StringComparer.Ordinal)];
                string[] given = [.. names[group.Key].Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
                return new Net(given.Length > 0 ? given : [$"Net-({pins[0].Reference}-Pad{pins[0].Number})"], pins, open.Contains(group.Key));
            }).OrderBy(net => net.Name, StringComparer.Ordinal),
        ];
    }

    private static bool LiesOn(Place at, Place from, Place to) =>
        ((to.X - from.X) * (at.Y - from.Y)) - ((to.Y - from.Y) * (at.X - from.X)) == 0
        && at.X >= Math.Min(from.X, to.X) && at.X <= Math.Max(from.X, to.X)
        && at.Y >= Math.Min(from.Y, to.Y) && at.Y <= Math.Max(from.Y, to.Y);

    private void Join(object a, object b) => _parents[Root(a)] = Root(b);

    private object Root(object place)
    {
        object root = place;
        while (_parents.TryGetValue(root, out object? parent) && !parent.Equals(root))
        {
            root = parent;
        }

        // The next search from here is one step.
        _parents[place] = root;
        _parents[root] = root;
        return root;
    }
}
