using System.Collections;
using System.Globalization;
using System.Resources;

namespace Algometer.Web.Pages.Shell;

/// <summary>Words that stand in data: only what the program itself wrote can be said in the reader's language. Where the clinic wrote something else, that is the word.</summary>
/// <param name="words">The types that name the files of words; the source language stands there as in the data.</param>
internal sealed class KnownWords(params Type[] words)
{
    private readonly ResourceManager[] _words = [.. words.Select(type => new ResourceManager(type))];
    private Dictionary<string, (ResourceManager Words, string Key)>? _keys;

    /// <summary>A word of the data in the reader's language.</summary>
    /// <param name="key">Its key in the first file of words.</param>
    /// <param name="original">What the data says.</param>
    public string Of(string key, string original) => string.Equals(_words[0].GetString(key, CultureInfo.InvariantCulture), original, StringComparison.Ordinal) ? this[key] : original;

    /// <summary>A word of the program alone, of the first file.</summary>
    public string this[string key] => _words[0].GetString(key, CultureInfo.CurrentUICulture) ?? key;

    /// <summary>A sentence, or several, as the program says them in its source language; what it never says stays as it is.</summary>
    /// <param name="original">The sentences.</param>
    public string Said(string original)
    {
        _keys ??= Keys();
        if (_keys.TryGetValue(original, out (ResourceManager Words, string Key) found))
        {
            return found.Words.GetString(found.Key, CultureInfo.CurrentUICulture)!;
        }

        // Sentences follow each other with a space between; the longest that is known is taken first.
        string? first = _keys.Keys.Where(known => original.StartsWith(known + " ", StringComparison.Ordinal)).MaxBy(known => known.Length);
        return first is null ? original : $"{Said(first)} {Said(original[(first.Length + 1)..])}";
    }

    private Dictionary<string, (ResourceManager Words, string Key)> Keys()
    {
        var keys = new Dictionary<string, (ResourceManager Words, string Key)>(StringComparer.Ordinal);
        foreach (ResourceManager file in _words)
        {
            foreach (DictionaryEntry word in file.GetResourceSet(CultureInfo.InvariantCulture, createIfNotExists: true, tryParents: false)!)
            {
                keys.TryAdd((string)word.Value!, (file, (string)word.Key));
            }
        }

        return keys;
    }
}
