namespace Algometer.Tables;

/// <summary>The words by which tables call figures that are computed from their values, in the languages of the program: mean, SD, n.</summary>
public static class ComputedWords
{
    private static readonly HashSet<string> _spreads = Set("sd std stdev stddev sem se cv n var variance range iqr ci rmse ssd standardabweichung desviación desvio écart");
    private static readonly HashSet<string> _figures = [.. _spreads, .. Set("mean means average averages avg median sum total min max minimum maximum mittelwert mw media moyenne média mediana mediane overall gesamt insgesamt summe all alle alles ensemble tous tout todos todo totale geral suma soma somme")];
    private static readonly HashSet<string> _between = Set("of the values trials ± dev deviation standard type estándar padrão de des der");

    /// <summary>Whether a text is the name of such a figure and of nothing else, such as <c>Mean ± SD</c> or <c>Std. dev. of trials:</c>.</summary>
    /// <param name="text">A heading, or the first word of a row.</param>
    public static bool IsFigure(string text)
    {
        string[] tokens = Tokens(text);
        return tokens.Any(_figures.Contains) || (tokens.Contains("standard", StringComparer.Ordinal) && tokens.Contains("deviation", StringComparer.Ordinal))
            ? tokens.All(token => _figures.Contains(token) || _between.Contains(token))
            : tokens is ["std" or "standard", "dev"];
    }

    /// <summary>Whether a word names a figure that says how values lie, and is no value in any company: SD, n, a range.</summary>
    /// <param name="word">In lower case.</param>
    public static bool IsSpread(string word) => _spreads.Contains(word);

    /// <summary>A text's words: letters in lower case, everything else parts them.</summary>
    /// <param name="text">The text.</param>
    public static string[] Tokens(string text) =>
        [.. new string([.. (text ?? "").Select(c => char.IsLetter(c) || c == '±' ? char.ToLowerInvariant(c) : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries)];

    private static HashSet<string> Set(string words) => new(words.Split(' '), StringComparer.Ordinal);
}
