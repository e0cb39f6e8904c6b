using System.Collections.Concurrent;
using Algometer.Reports.Exchange.Fhir;
using SkiaSharp;

namespace Algometer.Reports.Documents.Typeset;

/// <summary>Finds a typeface on the system for a letter that the program's own lack. Files are opened one by one, only as far as needed.</summary>
internal sealed class FontSearch
{
    private readonly Lazy<IReadOnlyList<string>> _files;
    private readonly ConcurrentDictionary<string, SKTypeface?> _found = new(StringComparer.Ordinal);
    private readonly List<SKTypeface> _opened = [];
    private readonly Lock _opening = new();
    private int _next;

    /// <summary>Looks into folders and everything below them; missing ones are passed over.</summary>
    public FontSearch(IEnumerable<string> folders)
    {
        string[] all = [.. folders];
        _files = new Lazy<IReadOnlyList<string>>(() => [.. all.Where(Directory.Exists).SelectMany(Files).OrderBy(Rank).ThenBy(path => path, StringComparer.Ordinal)]);
    }

    /// <summary>Folders in which systems keep their fonts.</summary>
    public static IReadOnlyList<string> SystemFolders =>
    [
        "/usr/share/fonts", "/usr/local/share/fonts", "/System/Library/Fonts", "/Library/Fonts",
        .. Environment.GetFolderPath(Environment.SpecialFolder.Fonts) is { Length: > 0 } windows ? [windows] : (string[])[],
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".fonts"),
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "fonts"),
    ];

    /// <summary>A typeface that has the letter, or null.</summary>
    public SKTypeface? Find(string letter) => _found.GetOrAdd(letter, Search);

    private SKTypeface? Search(string letter)
    {
        lock (_opening)
        {
            if (_opened.Find(face => face.ContainsGlyphs(letter)) is { } known)
            {
                return known;
            }

            while (_next < _files.Value.Count)
            {
                if (SKTypeface.FromFile(_files.Value[_next++]) is { } face)
                {
                    _opened.Add(face);
                    if (face.ContainsGlyphs(letter))
                    {
                        return face;
                    }
                }
            }

            return null;
        }
    }

    private static IEnumerable<string> Files(string folder) => Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true })
        .Where(path => Path.GetExtension(path).ToUpperInvariant() is ".TTF" or ".OTF" or ".TTC" or ".OTC");

    // Plain sans faces first: they sit best beside the program's own.
    private static int Rank(string path)
    {
        string name = Path.GetFileNameWithoutExtension(path).ToUpperInvariant();
        return (name.Contains("NOTOSANS", StringComparison.Ordinal) ? 0 : name.Contains("SANS", StringComparison.Ordinal) ? 2 : 4)
            + (name.Contains("MONO", StringComparison.Ordinal) || name.Contains("BOLD", StringComparison.Ordinal) || name.Contains("ITALIC", StringComparison.Ordinal) || name.Contains("OBLIQUE", StringComparison.Ordinal) ? 1 : 0);
    }
}
