namespace Algometer.Electronics.SExpressions;

/// <summary>A word, a quoted text or a list, as KiCad writes its files.</summary>
internal sealed class SExpression
{
    private SExpression(string? text, bool quoted, IReadOnlyList<SExpression>? items)
    {
        Text = text;
        IsQuoted = quoted;
        Items = items ?? [];
        IsList = items is not null;
    }

    /// <summary>The word or text; null for a list.</summary>
    public string? Text { get; }

    /// <summary>True for a text in quotation marks.</summary>
    public bool IsQuoted { get; }

    /// <summary>True for a list, the empty one included.</summary>
    public bool IsList { get; }

    /// <summary>What a list holds, its name first.</summary>
    public IReadOnlyList<SExpression> Items { get; }

    /// <summary>The first word of a list, or an empty text.</summary>
    public string Name => IsList && Items.Count > 0 ? Items[0].Text ?? "" : "";

    public static SExpression Word(string text) => new(text, quoted: false, items: null);

    public static SExpression Quoted(string text) => new(text, quoted: true, items: null);

    public static SExpression List(IReadOnlyList<SExpression> items) => new(text: null, quoted: false, items);

    /// <summary>The lists in this one that have a name.</summary>
    public IEnumerable<SExpression> All(string name) => Items.Where(item => item.IsList && string.Equals(item.Name, name, StringComparison.Ordinal));

    /// <summary>The only or first list of a name, or null.</summary>
    public SExpression? Find(string name) => All(name).FirstOrDefault();

    /// <summary>The list of a name.</summary>
    /// <exception cref="FormatException">There is none.</exception>
    public SExpression Need(string name) => Find(name) ?? throw new FormatException($"({Name} …) has no ({name} …): is this a KiCad 6 file?");

    /// <summary>The text at a place.</summary>
    /// <exception cref="FormatException">There is none.</exception>
    public string TextAt(int index) => index < Items.Count && Items[index].Text is { } text ? text : throw new FormatException($"({Name} …) has no word at place {index}.");

    /// <summary>The number at a place.</summary>
    /// <exception cref="FormatException">There is none.</exception>
    public double NumberAt(int index) => double.TryParse(TextAt(index), System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out double number)
        ? number
        : throw new FormatException($"({Name} …) has \"{TextAt(index)}\" where a number belongs.");

    /// <inheritdoc/>
    public override string ToString()
    {
        if (IsList)
        {
            return $"({string.Join(' ', Items)})";
        }

        return IsQuoted ? $"\"{Escape(Text!)}\"" : Text!;
    }

    /// <summary>A text as it stands between quotation marks.</summary>
    public static string Escape(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal)
        .Replace("\r", "\\r", StringComparison.Ordinal)
        .Replace("\t", "\\t", StringComparison.Ordinal);
}
