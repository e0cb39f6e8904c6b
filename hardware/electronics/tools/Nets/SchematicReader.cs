using System.Runtime.CompilerServices;
using Algometer.Electronics.SExpressions;

namespace Algometer.Electronics.Nets;

/// <summary>Reads a schematic of KiCad 6 with its sub-sheets into nets.</summary>
internal sealed class SchematicReader
{
    private static readonly ConditionalWeakTable<string, SExpression> _parsed = [];
    private static readonly ConditionalWeakTable<SExpression, IReadOnlyDictionary<string, LibrarySymbol>> _symbols = [];
    private readonly NetBuilder _nets = new();
    private readonly List<PlacedPart> _parts = [];
    private readonly HashSet<string> _open = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _references = new(StringComparer.Ordinal);
    private readonly Func<string, SExpression> _pageOf;

    private SchematicReader(Func<string, SExpression> pageOf) => _pageOf = pageOf;

    /// <summary>Reads a file and the sheets it names, which lie beside it.</summary>
    public static Netlist Read(string path)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        return Read(Path.GetFileName(path), name => File.ReadAllText(Path.Combine(folder, name)));
    }

    /// <summary>Reads a schematic whose files are given by name.</summary>
    /// <exception cref="FormatException">A file is not a schematic of KiCad 6.</exception>
    public static Netlist Read(string name, Func<string, string> textOf) => ReadPages(name, page => Parse(textOf(page)));

    /// <summary>A file's list. A text that was parsed before is not parsed again.</summary>
    public static SExpression Parse(string text) => _parsed.GetValue(text, SExpressionReader.Read);

    /// <summary>Reads a schematic whose pages are given by name as lists.</summary>
    /// <exception cref="FormatException">A page is not one of KiCad 6.</exception>
    public static Netlist ReadPages(string name, Func<string, SExpression> pageOf)
    {
        var reader = new SchematicReader(pageOf);
        SExpression root = reader.Load(name);
        foreach (SExpression path in root.Find("symbol_instances")?.All("path") ?? [])
        {
            reader._references[path.TextAt(1)] = path.Need("reference").TextAt(1);
        }

        reader.ReadSheet(root, "/");
        IReadOnlyList<Net> nets = reader._nets.Build();
        return new(reader._parts, nets) { LooseFlags = reader._nets.LooseFlags };
    }

    private SExpression Load(string name)
    {
        if (!_open.Add(name))
        {
            throw new FormatException($"{name} is used by more than one sheet, or by itself: this reader takes each sheet once.");
        }

        SExpression file = _pageOf(name);
        return string.Equals(file.Name, "kicad_sch", StringComparison.Ordinal) ? file : throw new FormatException($"{name} is not a schematic of KiCad 6: it begins with ({file.Name} …).");
    }

    private void ReadSheet(SExpression sheet, string path)
    {
        IReadOnlyDictionary<string, LibrarySymbol> symbols = _symbols.GetValue(sheet.Need("lib_symbols"), library => Once(library.All("symbol").Select(LibrarySymbol.Read).Select(symbol => (symbol.Id, symbol))));
        foreach (SExpression wire in sheet.All("wire"))
        {
            SExpression points = wire.Need("pts");
            SExpression[] ends = [.. points.All("xy")];
            if (ends.Length != 2)
            {
                throw new FormatException($"A wire has {ends.Length} ends.");
            }

            _nets.Wire(path, Place.Of(ends[0]), Place.Of(ends[1]));
        }

        foreach (SExpression junction in sheet.All("junction"))
        {
            _nets.Junction(path, Place.Of(junction.Need("at")));
        }

        foreach (SExpression open in sheet.All("no_connect"))
        {
            _nets.Open(path, Place.Of(open.Need("at")));
        }

        foreach (SExpression label in sheet.All("label"))
        {
            _nets.Name(path, Place.Of(label.Need("at")), label.TextAt(1), path + label.TextAt(1));
        }

        foreach (SExpression label in sheet.All("global_label"))
        {
            _nets.Name(path, Place.Of(label.Need("at")), label.TextAt(1), label.TextAt(1));
        }

        // A hierarchical label is the same net as the pin of that name on the sheet's symbol one level up.
        foreach (SExpression label in sheet.All("hierarchical_label"))
        {
            _nets.Name(path, Place.Of(label.Need("at")), label.TextAt(1), $"{path}>{label.TextAt(1)}");
        }

        foreach (SExpression symbol in sheet.All("symbol"))
        {
            ReadSymbol(symbol, symbols, path);
        }

        foreach (SExpression child in sheet.All("sheet"))
        {
            string childPath = $"{path}{child.Need("uuid").TextAt(1)}/";
            foreach (SExpression pin in child.All("pin"))
            {
                _nets.Name(path, Place.Of(pin.Need("at")), pin.TextAt(1), $"{childPath}>{pin.TextAt(1)}");
            }

            string file = child.All("property").FirstOrDefault(property => property.TextAt(1) is "Sheet file" or "Sheetfile")?.TextAt(2) ?? throw new FormatException("A sub-sheet names no file.");
            ReadSheet(Load(file), childPath);
        }
    }

    private static Dictionary<string, T> Once<T>(IEnumerable<(string Name, T Thing)> pairs)
    {
        var map = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach ((string name, T thing) in pairs)
        {
            if (!map.TryAdd(name, thing))
            {
                throw new FormatException($"\"{name}\" stands twice where it may stand once.");
            }
        }

        return map;
    }

    private void ReadSymbol(SExpression symbol, IReadOnlyDictionary<string, LibrarySymbol> symbols, string path)
    {
        string id = symbol.Need("lib_id").TextAt(1);
        LibrarySymbol drawn = symbols.GetValueOrDefault(id) ?? throw new FormatException($"The sheet uses {id} but does not carry it.");
        SExpression at = symbol.Need("at");
        IReadOnlyDictionary<string, string> fields = Once(symbol.All("property").Select(property => (property.TextAt(1), property.TextAt(2))));
        string reference = _references.GetValueOrDefault(path + symbol.Need("uuid").TextAt(1)) ?? fields.GetValueOrDefault("Reference") ?? "?";
        int unit = (int)(symbol.Find("unit")?.NumberAt(1) ?? 1);
        if (!drawn.IsPower && unit == 1)
        {
            _parts.Add(new(reference, id[(id.IndexOf(':', StringComparison.Ordinal) + 1)..], fields.GetValueOrDefault("Value") ?? "", fields));
        }

        foreach (LibraryPin pin in drawn.Pins.Where(pin => pin.Unit == 0 || pin.Unit == unit))
        {
            Place end = pin.EndAt(Place.Of(at), (int)at.NumberAt(3), symbol.Find("mirror")?.TextAt(1));
            if (drawn.IsPower)
            {
                // A supply names its net by its pin; a flag names nothing.
                if (string.Equals(pin.Type, "power_in", StringComparison.Ordinal))
                {
                    _nets.Name(path, end, pin.Name, pin.Name);
                }
                else
                {
                    _nets.Flag(path, end);
                }

                continue;
            }

            _nets.Pin(path, end, new(reference, pin.Number, pin.Name));
        }
    }
}
