using System.Globalization;

namespace Algometer.Electronics.Spice;

/// <summary>Values of parts: "4.7k" and "100n" as SPICE has them, "100R", "4.7µF" and "10nF C0G" as the schematic has them.</summary>
internal static class SpiceNumber
{
    public static double Parse(string text)
    {
        string word = text.Split(' ')[0].TrimEnd('F');
        int length = word.TakeWhile(c => char.IsAsciiDigit(c) || c == '.').Count();
        double factor = word[length..] switch
        {
            "p" => 1e-12,
            "n" => 1e-9,
            "u" or "µ" => 1e-6,
            "m" => 1e-3,
            "" or "R" => 1,
            "k" => 1e3,
            "meg" or "M" => 1e6,
            _ => throw new FormatException($"\"{text}\" is not the value of a part."),
        };
        return double.Parse(word.AsSpan(0, length), CultureInfo.InvariantCulture) * factor;
    }
}
