using System.Globalization;
using System.Text.RegularExpressions;

namespace Algometer.Electronics.Spice;

/// <summary>A SPICE deck: its text, what its parts are worth, and runs of it with other parameters.</summary>
internal sealed partial class Deck
{
    private readonly string _text;

    private Deck(string name, string text)
    {
        Name = name;
        _text = text;
    }

    public string Name { get; }

    /// <summary>The deck's text without its remarks.</summary>
    public override string ToString() => string.Join('\n', _text.Split('\n').Where(line => !line.StartsWith('*')));

    public static Deck Load(string path) => new(Path.GetFileNameWithoutExtension(path), File.ReadAllText(path));

    /// <summary>The value of each resistor and capacitor that is named as in the schematic: a letter and a number.</summary>
    public IReadOnlyDictionary<string, double> Values => PartLine().Matches(_text).ToDictionary(
        match => match.Groups["name"].Value,
        match => SpiceNumber.Parse(match.Groups["value"].Value),
        StringComparer.Ordinal);

    /// <summary>A copy with a parameter set.</summary>
    public Deck With(string parameter, double value)
    {
        var pattern = new Regex($@"(?<=\s){Regex.Escape(parameter)}=[^\s]+", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        return pattern.IsMatch(_text)
            ? new(Name, pattern.Replace(_text, $"{parameter}={value.ToString("R", CultureInfo.InvariantCulture)}", 1))
            : throw new ArgumentException($"{Name} has no parameter {parameter}.", nameof(parameter));
    }

    /// <summary>A copy with lines added before its analysis.</summary>
    public Deck Plus(string lines) => new(Name, _text.Replace("\n.tran ", $"\n{lines}\n.tran ", StringComparison.Ordinal));

    /// <summary>A copy with a text replaced wherever it stands.</summary>
    public Deck Changed(string old, string changed) => new(Name, _text.Replace(old, changed, StringComparison.Ordinal));

    /// <summary>A copy without a part.</summary>
    public Deck Without(string part) => new(Name, string.Join('\n', _text.Split('\n').Where(line => !line.StartsWith(part + " ", StringComparison.Ordinal))));

    /// <summary>The lines of parts: name, nodes and the rest. Those of sub-circuits are not among them.</summary>
    public IEnumerable<string[]> Parts => _text.Split('\n').TakeWhile(line => !line.StartsWith(".subckt", StringComparison.Ordinal)).Where(line => line.Length > 0 && char.IsAsciiLetterUpper(line[0])).Select(line => line.Split(' '));

    /// <summary>Runs the deck in a folder of its own.</summary>
    /// <exception cref="InvalidOperationException">ngspice found an error.</exception>
    public SpiceRun Run(string ngspice) => SpiceRun.Of(ngspice, Name, _text);

    [GeneratedRegex(@"^(?<name>[RC]\d+) \S+ \S+ \{?(?<value>[\d.]+[a-z]*)", RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex PartLine();
}
