using System.Globalization;
using System.Reflection;
using System.Text;
using Algometer.Reports.Exchange.Fhir;
using SkiaSharp;

namespace Algometer.Reports.Documents.Typeset;

/// <summary>A stretch of text in one typeface.</summary>
/// <param name="Text">The text.</param>
/// <param name="Face">What it is drawn with.</param>
/// <param name="Shaped">Whether letters join, stack or run from right to left, so that a shaper has to place them.</param>
internal readonly record struct FontRun(string Text, SKTypeface Face, bool Shaped);

/// <summary>
/// The typefaces of a document: the program's own, and for letters that those lack one that is found on the system. A letter that no
/// typeface has is written by its Unicode number and remembered, so that a document can say so; a box never stands for a name.
/// </summary>
public sealed class FontBook
{
    private static readonly OwnFace _plain = OwnFace.Load("DejaVuSans.ttf");
    private static readonly OwnFace _bold = OwnFace.Load("DejaVuSans-Bold.ttf");
    private readonly FontSearch _search;
    private readonly SKTypeface[] _own;
    private readonly HashSet<string>[] _letters = [[], []];
    private readonly SortedSet<string> _missing = new(StringComparer.Ordinal);

    /// <summary>A book that looks for further typefaces in the given folders.</summary>
    /// <param name="folders">Folders with font files, looked into with everything below; missing ones are passed over.</param>
    public FontBook(IEnumerable<string> folders)
        : this(new FontSearch(folders), [_plain.Whole, _bold.Whole])
    {
    }

    private FontBook(FontSearch search, SKTypeface[] own) => (_search, _own) = (search, own);

    /// <summary>Letters that no typeface here has.</summary>
    public IReadOnlyCollection<string> Missing => _missing;

    /// <summary>A book over the system's font folders.</summary>
    public static FontBook OfSystem() => new(FontSearch.SystemFolders);

    /// <summary>The same typefaces for another document, which has used no letter yet.</summary>
    internal FontBook Fresh() => new(_search, [_plain.Whole, _bold.Whole]);

    /// <summary>The same with the program's own typefaces cut down to the letters used so far.</summary>
    internal FontBook CutDown() => new(_search, [_plain.Subset(string.Concat(_letters[0])), _bold.Subset(string.Concat(_letters[1]))]);

    /// <summary>Whether a typeface is the program's own.</summary>
    internal bool IsOwn(SKTypeface face) => ReferenceEquals(face, _own[0]) || ReferenceEquals(face, _own[1]);

    /// <summary>Parts text into runs that can be drawn. Control and direction-override characters are left out: text never draws outside its line or backwards over another.</summary>
    internal IReadOnlyList<FontRun> Runs(string text, bool bold)
    {
        var runs = new List<FontRun>();
        TextElementEnumerator letters = StringInfo.GetTextElementEnumerator(text);
        while (letters.MoveNext())
        {
            string letter = Clean(letters.GetTextElement());
            if (letter.Length == 0)
            {
                continue;
            }

            (string drawn, SKTypeface face) = Find(letter, bold);
            bool complex = IsComplex(drawn);
            bool blank = string.IsNullOrWhiteSpace(drawn);
            if (runs.Count > 0 && (blank || (ReferenceEquals(runs[^1].Face, face) && runs[^1].Shaped == complex)))
            {
                runs[^1] = runs[^1] with { Text = runs[^1].Text + drawn };
            }
            else
            {
                runs.Add(new FontRun(drawn, face, complex));
            }
        }

        return runs;
    }

    private static string Clean(string letter)
    {
        var kept = new StringBuilder(letter.Length);
        foreach (Rune rune in letter.EnumerateRunes())
        {
            UnicodeCategory category = Rune.GetUnicodeCategory(rune);
            kept.Append(category switch
            {
                UnicodeCategory.Control => " ",
                UnicodeCategory.Format when rune.Value is not (0x200C or 0x200D) => "",
                _ => rune.ToString(),
            });
        }

        return kept.ToString();
    }

    private (string Drawn, SKTypeface Face) Find(string letter, bool bold)
    {
        OwnFace own = bold ? _bold : _plain;
        string visible = Visible(letter);
        if (visible.Length == 0 || own.Whole.ContainsGlyphs(visible))
        {
            return (Noted(letter, bold), _own[bold ? 1 : 0]);
        }

        if (_search.Find(visible) is { } other)
        {
            return (letter, other);
        }

        _missing.Add(letter);
        return (Noted("‹" + string.Join(' ', letter.EnumerateRunes().Select(rune => $"U+{rune.Value:X4}")) + "›", bold), _own[bold ? 1 : 0]);
    }

    private string Noted(string letter, bool bold)
    {
        _letters[bold ? 1 : 0].Add(letter);
        return letter;
    }

    // Joiners and variation selectors need no glyph of their own.
    private static string Visible(string letter) =>
        string.Concat(letter.EnumerateRunes().Where(rune => rune.Value is not (0x200C or 0x200D or (>= 0xFE00 and <= 0xFE0F))).Select(rune => rune.ToString()));

    private static bool IsComplex(string text) => text.EnumerateRunes().Any(rune => rune.Value is (>= 0x0590 and < 0x1100) or (>= 0x1780 and < 0x1800) or (>= 0xFB1D and < 0xFE00) or (>= 0xFE70 and < 0xFEFF));

    private sealed record OwnFace(byte[] File, SKTypeface Whole)
    {
        public static OwnFace Load(string name)
        {
            using Stream font = Assembly.GetExecutingAssembly().GetManifestResourceStream(name) ?? throw new InvalidOperationException($"The font {name} is not in the program.");
            byte[] file = new byte[font.Length];
            font.ReadExactly(file);
            return new OwnFace(file, Face(file));
        }

        // Letters that a shaper joins take other glyphs than their own: with those the face stays whole.
        public SKTypeface Subset(string letters) => IsComplex(letters) ? Whole : Face(TrueTypeSubset.Of(File, [.. Whole.GetGlyphs(letters)]));

        private static SKTypeface Face(byte[] file)
        {
            using var data = SKData.CreateCopy(file);
            return SKTypeface.FromData(data);
        }
    }
}
