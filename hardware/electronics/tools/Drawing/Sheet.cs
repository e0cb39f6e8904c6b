using System.Security.Cryptography;
using System.Text;
using static System.FormattableString;

namespace Algometer.Electronics.Drawing;

/// <summary>One page of a schematic under construction.</summary>
internal sealed class Sheet
{
    private readonly List<(Point From, Point To)> _wires = [];
    private readonly List<Point> _ends = [];
    private readonly List<string> _lines = [];
    private readonly List<Part> _parts = [];
    private readonly Naming _naming;
    private int _count;

    public Sheet(string name, Naming naming)
    {
        Name = name;
        _naming = naming;
    }

    public string Name { get; }

    public IReadOnlyList<Part> Parts => _parts;

    /// <summary>Places a part. Its texts stand beside or above it.</summary>
    public Part Place(Symbol symbol, string value, Stock? stock, int x, int y, int rotation = 0, bool mirrored = false, string fit = "", TextPlace texts = TextPlace.Default)
    {
        string reference = _naming.Next(symbol.Prefix);
        var part = new Part(symbol, reference, value, stock, new(x, y), rotation, mirrored, fit, texts, Id());
        _parts.Add(part);
        _ends.AddRange(part.Ends);
        return part;
    }

    public Part R(string value, int x, int y, int rotation = 0, string fit = "") => Place(Passives.Resistor, value, Stock.Resistor(value), x, y, rotation, fit: fit);

    public Part C(string value, int x, int y, int rotation = 0, string fit = "") => Place(Passives.Capacitor, value, Stock.Capacitor(value), x, y, rotation, fit: fit);

    /// <summary>A wire through points; each stretch level or upright.</summary>
    public void Wire(Point from, params ReadOnlySpan<Point> points)
    {
        Point at = from;
        foreach (Point next in points)
        {
            if (at.X != next.X && at.Y != next.Y)
            {
                throw new ArgumentException($"A wire from {at.X},{at.Y} to {next.X},{next.Y} on {Name} is neither level nor upright.", nameof(points));
            }

            if (at != next)
            {
                _wires.Add((at, next));
            }

            at = next;
        }
    }

    /// <summary>A supply symbol at a point.</summary>
    public void Supply(string name, int x, int y) => Place(name switch { "GND" => Supplies.Ground, "GND_USB" => Supplies.UsbGround, _ => Supplies.ByName[name] }, name, stock: null, x, y);

    public void Ground(int x, int y) => Supply("GND", x, y);

    public void UsbGround(int x, int y) => Supply("GND_USB", x, y);

    /// <summary>A flag that says that the net is fed.</summary>
    public void Fed(int x, int y) => Place(Supplies.Flag, "PWR_FLAG", stock: null, x, y);

    /// <summary>A global label whose text runs away from the net: to the left or to the right.</summary>
    public void Label(string name, int x, int y, bool left)
    {
        string turn = left ? "180" : "0";
        string side = left ? "right" : "left";
        _lines.Add($"  (global_label \"{name}\" (shape bidirectional) (at {new Point(x, y)} {turn}) (effects (font (size 1.27 1.27)) (justify {side})) (uuid {Id()}) (property \"Intersheet References\" \"${{INTERSHEET_REFS}}\" (id 0) (at 0 0 0) (effects (font (size 1.27 1.27)) hide)))");
        _ends.Add(new(x, y));
    }

    /// <summary>Says that a pin is meant to be open.</summary>
    public void Open(Point pin) => _lines.Add($"  (no_connect (at {pin}) (uuid {Id()}))");

    /// <summary>A dashed frame with a title.</summary>
    public void Frame(string title, int left, int top, int right, int bottom)
    {
Point[] corners = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)];
        for (int i = 1; i < corners.Length; i++)
        {
            _lines.Add($"  (polyline (pts (xy {corners[i - 1]}) (xy {corners[i]})) (stroke (width 0.2) (type dash) (color 0 100 100 1)) (uuid {Id()}))");
        }

        Text(title, left + 2, top + 3, 2.2, bold: true);
    }

    /// <summary>A remark, from its upper left corner. Millimetres of height.</summary>
    public void Text(string text, int x, int y, double size = 1.5, bool bold = false)
    {
        string weight = bold ? " (thickness 0.4) bold" : "";
        _lines.Add(Invariant($"  (text \"{SExpressions.SExpression.Escape(text)}\" (at {new Point(x, y)} 0) (effects (font (size {size} {size}){weight}) (justify left top)) (uuid {Id()}))"));
    }

    /// <summary>Any other line of the file.</summary>
    public void Add(string line) => _lines.Add(line);

    public string Id() => _naming.Id(Name, _count++);

    /// <summary>The body of the sheet's file.</summary>
    public IEnumerable<string> Write(string library)
    {
        foreach (Point at in Junctions())
        {
            yield return $"  (junction (at {at}) (diameter 0) (color 0 0 0 0) (uuid {Id()}))";
        }

        foreach ((Point from, Point to) in Pieces())
        {
            yield return $"  (wire (pts (xy {from}) (xy {to})) (stroke (width 0) (type default) (color 0 0 0 0)) (uuid {Id()}))";
        }

        foreach (string line in _lines)
        {
            yield return line;
        }

        foreach (Part part in _parts)
        {
            yield return part.Write(library, Id);
        }
    }

    // Where three or more ends meet, or an end meets the middle of a wire.
    private IEnumerable<Point> Junctions() => _wires.SelectMany(wire => new[] { wire.From, wire.To }).Concat(_ends).Distinct()
        .Where(at => (_wires.Count(wire => wire.From == at || wire.To == at) + _ends.Count(end => end == at) + (2 * _wires.Count(wire => Inside(wire, at)))) >= 3)
        .OrderBy(at => at.X).ThenBy(at => at.Y);

    // KiCad itself breaks a wire at each junction.
    private IEnumerable<(Point From, Point To)> Pieces()
    {
        Point[] junctions = [.. Junctions()];
        foreach ((Point from, Point to) in _wires)
        {
            Point at = from;
            foreach (Point next in junctions.Where(junction => Inside((from, to), junction)).OrderBy(junction => Math.Abs(junction.X - from.X) + Math.Abs(junction.Y - from.Y)).Append(to))
            {
                yield return (at, next);
                at = next;
            }
        }
    }

    private static bool Inside((Point From, Point To) wire, Point at) => at != wire.From && at != wire.To
        && at.X >= Math.Min(wire.From.X, wire.To.X) && at.X <= Math.Max(wire.From.X, wire.To.X)
        && at.Y >= Math.Min(wire.From.Y, wire.To.Y) && at.Y <= Math.Max(wire.From.Y, wire.To.Y);
}

/// <summary>References and identities that stay the same from one run to the next.</summary>
internal sealed class Naming(string document)
{
    private readonly Dictionary<string, int> _last = new(StringComparer.Ordinal);

    public string Next(string prefix)
    {
        int number = _last[prefix] = _last.GetValueOrDefault(prefix) + 1;
        return prefix.StartsWith('#') ? Invariant($"{prefix}{number:00}") : Invariant($"{prefix}{number}");
    }

    public string Id(string sheet, int number) => new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(Invariant($"{document}/{sheet}/{number}"))).AsSpan(0, 16)).ToString();
}
