using System.Globalization;
using System.Resources;

namespace Algometer.Web.Pages.Shell;

/// <summary>Words that stand in data: only what the program itself wrote can be said in the reader's language. Where the clinic wrote something else, that is the word.</summary>
/// <param name="words">The type that names the file of words; the source language stands there as in the data.</param>
internal sealed class KnownWords(Type words)
{
    private readonly ResourceManager _words = new(words);

    /// <summary>A word of the data in the reader's language.</summary>
    /// <param name="key">Its key in the file of words.</param>
    /// <param name="original">What the data says.</param>
    public string Of(string key, string original) =>
        string.Equals(_words.GetString(key, CultureInfo.InvariantCulture), original, StringComparison.Ordinal) ? _words.GetString(key, CultureInfo.CurrentUICulture)! : original;

    /// <summary>A word of the program alone.</summary>
    public string this[string key] => _words.GetString(key, CultureInfo.CurrentUICulture) ?? key;
}
