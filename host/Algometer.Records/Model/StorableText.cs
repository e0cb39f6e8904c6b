using System.Text;

namespace Algometer.Records.Model;

/// <summary>Text as every engine can hold it: a NUL and half of a surrogate pair, which no database stores, become U+FFFD.</summary>
internal static class StorableText
{
    private const char Replacement = '\uFFFD';

    public static string Of(string text) => text.Contains('\0') || HasLoneSurrogate(text) ? Clean(text) : text;

    private static bool HasLoneSurrogate(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]) && !char.IsSurrogatePair(text, i))
            {
                return true;
            }

            i += char.IsSurrogate(text[i]) ? 1 : 0;
        }

        return false;
    }

    private static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            if (i + 1 < text.Length && char.IsSurrogatePair(text, i))
            {
                clean.Append(text[i]).Append(text[++i]);
            }
            else
            {
                clean.Append(text[i] == '\0' || char.IsSurrogate(text[i]) ? Replacement : text[i]);
            }
        }

        return clean.ToString();
    }
}
