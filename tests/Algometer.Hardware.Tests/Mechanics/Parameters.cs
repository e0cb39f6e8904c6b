using System.Globalization;

namespace Algometer.Hardware.Tests.Mechanics;

/// <summary>The numbers of parameters.scad, mm and N.</summary>
internal sealed class Parameters
{
    private static readonly string[] _units = ["mm", "1/mm", "N", "–", "degrees", "one behind"];
    private readonly Dictionary<string, double> _values = new(StringComparer.Ordinal);

    private Parameters()
    {
    }

    public static Parameters Read() => Parse(File.ReadAllText(Path.Combine(Drawings.Folder, "parameters.scad")));

    public static Parameters Parse(string text)
    {
        var parameters = new Parameters();
        foreach (string line in text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0 && !line.StartsWith("//", StringComparison.Ordinal)))
        {
            string[] sides = line.Split(" = ", 2);
            string[] rest = sides[^1].Split(';', 2);
            string unit = rest[^1].TrimStart().TrimStart('/').TrimStart();
            Assert.True(
                sides.Length == 2 && rest.Length == 2 && double.TryParse(rest[0], NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
                    && _units.Any(known => unit.StartsWith(known, StringComparison.Ordinal)) && parameters._values.TryAdd(sides[0], value),
                $"parameters.scad: '{line}' is not 'name = number; // unit, words', or its name stands twice.");
        }

        return parameters;
    }

    public double this[string name] => _values[name];

    public Parameters With(string name, double value)
    {
        var changed = new Parameters();
        foreach ((string key, double old) in _values)
        {
            changed._values[key] = string.Equals(key, name, StringComparison.Ordinal) ? value : old;
        }

        return changed;
    }

    public IEnumerable<string> Names => _values.Keys;
}
