using Algometer.Electronics.Nets;
using Algometer.Electronics.SExpressions;
using Algometer.Esp32;

namespace Algometer.Hardware.Tests.Electronics;

/// <summary>The committed files of a board's schematic, and copies of them in which something is changed.</summary>
internal sealed class SchematicFiles
{
    private readonly Dictionary<string, string> _texts;
    private readonly string _root;

    private SchematicFiles(string root, Dictionary<string, string> texts)
    {
        _root = root;
        _texts = texts;
    }

    public static Board BoardOf(int number) => number == 1 ? Board.DevKit() : Board.Esp32S3();

    public static string FolderOf(int number) => Path.Combine(Checkout.Root, "hardware", "electronics", number == 1 ? "esp32" : "esp32-s3");

    public static SchematicFiles Of(int number)
    {
        string folder = FolderOf(number);
        return new(Path.GetFileName(folder) + ".kicad_sch", Directory.EnumerateFiles(folder, "*.kicad_sch").ToDictionary(path => Path.GetFileName(path), File.ReadAllText, StringComparer.Ordinal));
    }

    /// <summary>Every line of both pages that begins with a text.</summary>
    public IEnumerable<string> Lines(string start) => _texts.Values.SelectMany(text => text.Split('\n')).Where(line => line.TrimStart().StartsWith(start, StringComparison.Ordinal));

    /// <summary>A copy with a text replaced wherever it stands. It must stand somewhere.</summary>
    public SchematicFiles With(params (string Old, string New)[] changes)
    {
        var copy = new Dictionary<string, string>(_texts, StringComparer.Ordinal);
        foreach ((string old, string changed) in changes)
        {
            Assert.True(copy.Values.Any(text => text.Contains(old, StringComparison.Ordinal)), $"The schematic has no \"{old}\" to change.");
            foreach (string name in copy.Keys.ToArray())
            {
                copy[name] = copy[name].Replace(old, changed, StringComparison.Ordinal);
            }
        }

        return new(_root, copy);
    }

    /// <summary>A copy without the part of a reference.</summary>
    public SchematicFiles Without(string reference)
    {
        var copy = new Dictionary<string, string>(_texts, StringComparer.Ordinal);
        foreach ((string name, string text) in _texts)
        {
            int at = text.IndexOf($"(property \"Reference\" \"{reference}\"", StringComparison.Ordinal);
            if (at < 0)
            {
                continue;
            }

            int from = text.LastIndexOf("  (symbol (lib_id", at, StringComparison.Ordinal);
            int to = text.IndexOf("\n  )\n", from, StringComparison.Ordinal) + 5;
            copy[name] = text.Remove(from, to - from);
            return new(_root, copy);
        }

        throw new ArgumentException($"The schematic has no {reference}.", nameof(reference));
    }

    /// <summary>For each wire, the nets without it. The pages are parsed once and the wire is left out of the list.</summary>
    public IEnumerable<(string Wire, Netlist Nets)> Cuts()
    {
        foreach ((string name, string text) in _texts)
        {
            SExpression page = SchematicReader.Parse(text);
            foreach (SExpression wire in page.All("wire"))
            {
                SExpression cut = SExpression.List([.. page.Items.Where(item => item != wire)]);
                yield return (wire.ToString(), SchematicReader.ReadPages(_root, other => string.Equals(other, name, StringComparison.Ordinal) ? cut : SchematicReader.Parse(_texts[other])));
            }
        }
    }

    public Netlist Read() => SchematicReader.Read(_root, name => _texts[name]);
}
