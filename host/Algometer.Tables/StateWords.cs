namespace Algometer.Tables;

/// <summary>Words by which tables call a column that says whether a row's measurement holds, in the languages of the program.</summary>
public static class StateWords
{
    private static readonly HashSet<string> _names = new((
        "status state valid isvalid validity invalid quality ok good bad usable unusable overload overrange overflow ovl ol saturated saturation clipped clipping error errors err fault faults flag flags flagged "
        + "artefact artefacts artifact artifacts exclude excluded exclusion include included reject rejected accepted discard discarded outlier outliers dropout connected disconnected contact lost censored truncated aborted stopped failed fail passed "
        + "statut état estado gültig gueltig ungültig zustand fehler erreur erro qualität qualité calidad qualidade überlast übersteuert artefakt artefakte ausschluss ausgeschlossen verworfen exclu rejeté rejetée excluido excluida excluído rechazado válido valido valide verbunden zensiert 状态 有效 无效 排除 伪影").Split(' '), StringComparer.Ordinal);

    // Of words that together say it, where each alone does not.
    private static readonly string[][] _pairs = [["cutoff", "reached"], ["cut", "off", "reached"], ["limit", "reached"], ["max", "reached"], ["maximum", "reached"]];

    /// <summary>Whether a heading is such a column's.</summary>
    /// <param name="heading">Without its unit.</param>
    public static bool Names(string heading) => ComputedWords.Tokens(heading) is var words && (words.Any(_names.Contains) || Array.Exists(_pairs, pair => Array.TrueForAll(pair, words.Contains)));
}
