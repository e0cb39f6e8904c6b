using System.Text;

namespace Algometer.Reports.Exchange;

/// <summary>Makes names that no file system and no unpacker can mistake for anything but one file in the folder at hand.</summary>
public static class SafeFileName
{
    private const int Longest = 80;
    private static readonly string[] _reserved =
        ["CON", "PRN", "AUX", "NUL", "CLOCK$", .. Enumerable.Range(0, 10).SelectMany(n => new[] { $"COM{n}", $"LPT{n}" })];

    /// <summary>The text as a name: letters, digits, dot, dash and underscore; anything else becomes an underscore.</summary>
    /// <param name="text">A title or a code.</param>
    public static string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var name = new StringBuilder(Math.Min(text.Length, Longest));
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (name.Length >= Longest)
            {
                break;
            }

            name.Append(Rune.IsLetterOrDigit(rune) || rune.Value is '.' or '-' or '_' ? rune.ToString() : "_");
        }

        string plain = name.ToString().Trim('.', ' ');
        string stem = plain.Split('.')[0];
        return plain.Length == 0 ? "export" : _reserved.Contains(stem, StringComparer.OrdinalIgnoreCase) ? "_" + plain : plain;
    }

    /// <summary>Why a name from a file cannot be one of a file below a folder; null when it can.</summary>
    /// <param name="name">A name parted by slashes.</param>
    public static string? Problem(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.Length is 0 or > 240)
        {
            return "it is empty or longer than 240 characters";
        }

        if (name.Any(c => char.IsControl(c) || c is '\\' or ':' or '*' or '?' or '"' or '<' or '>' or '|'))
        {
            return "it has a character that no file name may have";
        }

        string[] parts = name.Split('/');
        return parts.Any(part => part.Length == 0) ? "it is absolute or has an empty part"
            : parts.Any(part => part is "." or ".." || part.EndsWith('.') || part.EndsWith(' ') || part.StartsWith(' ')) ? "it leaves its folder or ends in a dot or a space"
            : parts.Any(part => _reserved.Contains(part.Split('.')[0], StringComparer.OrdinalIgnoreCase)) ? "it is a name that Windows keeps for devices"
            : null;
    }
}
