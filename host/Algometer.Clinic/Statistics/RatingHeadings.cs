using System.Globalization;
using Algometer.Tables;

namespace Algometer.Clinic.Statistics;

/// <summary>What a heading of a table of repeat measurements says: subject, session, trial, value, or a figure computed from the others.</summary>
internal static class RatingHeadings
{
    private static readonly HashSet<string> _subjects = Words("subject subjects subj participant participants patient patients person persons proband probanden probandin teilnehmer teilnehmerin id pid sid nr no num number code name sujet paciente sujeto participante paziente");
    private static readonly HashSet<string> _sessions = Words("session sessions sess visit visits day days occasion rater examiner week sitzung tag termin untersucher séance sesión sesion sessão");
    private static readonly HashSet<string> _trials = Words("trial trials rep reps repetition repeat repeats attempt measure measurement run durchgang versuch wiederholung messung essai ensayo tentativa time timepoint zeitpunkt");
    private static readonly HashSet<string> _values = Words("value values ppt pressure threshold force score result kpa newton newtons kgf wert messwert druck kraft schwelle schmerzschwelle druckschmerzschwelle valor valeur seuil umbral limiar medida mesure");

    // What is known about a subject or made of its values; weights and ratings are left out, because those are measured too.
    private static readonly HashSet<string> _others = Words("age alter âge edad idade group gruppe groupe grupo sex geschlecht sexe sexo bmi height größe grösse rank rang diff difference differenz différence diferencia delta asymmetry asymmetrie asymétrie asimetría assimetria ratio quotient index change änderung date datum fecha data nrs vas nprs pain schmerz dolor douleur dor");

    public static bool IsSubject(string heading) => Tokens(heading).Any(_subjects.Contains) && !IsSession(heading) && !IsTrial(heading);

    public static bool IsSession(string heading) => Tokens(heading).Any(_sessions.Contains);

    public static bool IsTrial(string heading) => Tokens(heading).Any(_trials.Contains);

    /// <summary>Why a column is hardly a repeat of the same measurement, by its heading among the others; null where nothing says so.</summary>
    public static string? Other(string[] headings, int at)
    {
        string[] own = Tokens(ColumnUnits.Parse(headings[at]).Name);
        return own.Any(_others.Contains) && !headings.All(heading => Tokens(heading).Any(_others.Contains)) ? "says something else about the subjects"
            : own.FirstOrDefault(ComputedWords.IsSpread) is { } spread ? $"says '{spread}', which is no measurement"
            : own.FirstOrDefault(ComputedWords.IsFigure) is { } figure && headings.Count(heading => Tokens(heading) is var words && (words.Contains(figure, StringComparer.Ordinal) || words.Any(ComputedWords.IsSpread))) * 2 <= headings.Length ? $"says '{figure}' where others do not"
            : null;
    }

    /// <summary>A heading's words without its numbers and its unit: what repeats of one measurement have alike.</summary>
    public static string Stem(string heading) => string.Join(' ', Tokens(ColumnUnits.Parse(heading).Name));

    /// <summary>Columns that are called by the same words, in their order: what repeats of one measurement, or trials of one session, have alike.</summary>
    public static (string Word, int[] Columns)[] Alike(IReadOnlyList<string> headings) =>
        [.. Enumerable.Range(0, headings.Count).GroupBy(i => Stem(headings[i]), StringComparer.Ordinal).Select(group => (group.Key, group.ToArray()))];

    /// <summary>The option that names columns.</summary>
    /// <param name="names">As an option calls them.</param>
    public static string Option(IEnumerable<string> names)
    {
        string list = string.Join(',', names);
        return $"--columns {(list.All(c => char.IsLetterOrDigit(c) || c is ',' or '_') ? list : $"\"{list}\"")}";
    }

    /// <summary>What options call each column: its heading, or its number where that is missing, comes twice or cannot be written.</summary>
    public static string[] Names(IReadOnlyList<string> headings) =>
        [.. headings.Select((heading, i) => heading.Length > 0 && heading.IndexOfAny([',', '"', '=']) < 0 && headings.Count(other => string.Equals(other, heading, StringComparison.OrdinalIgnoreCase)) == 1 ? heading : (i + 1).ToString(CultureInfo.InvariantCulture))];

    /// <summary>The columns that an option names, one by one or parted by commas.</summary>
    public static int[] FindAll(IReadOnlyList<string> headings, IReadOnlyList<string> names, string option) =>
        [.. Split(headings, names).Select(name => Find(headings, name, option))];

    /// <summary>The names that an option gives, one by one or parted by commas.</summary>
    public static string[] Split(IReadOnlyList<string> headings, IReadOnlyList<string> names) =>
        [.. names.SelectMany(name => headings.Contains(name, StringComparer.OrdinalIgnoreCase) ? [name] : name.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];

    public static bool IsValue(string heading) => Tokens(heading).Any(_values.Contains);

    /// <summary>The column of a name, by heading or number.</summary>
    /// <exception cref="FormatException">There is none.</exception>
    public static int Find(IReadOnlyList<string> headings, string name, string option)
    {
        int[] named = [.. Enumerable.Range(0, headings.Count).Where(i => string.Equals(headings[i], name, StringComparison.OrdinalIgnoreCase))];
        return named.Length == 1 ? named[0]
            : int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= 1 && number <= headings.Count ? number - 1
            : throw new FormatException($"{option}: there is {(named.Length == 0 ? "no" : "more than one")} column '{name}'; the columns are {string.Join(", ", headings.Select((heading, i) => $"'{(heading.Length == 0 ? $"{i + 1}" : heading)}'"))}. Write one by its heading or its number.");
    }

    private static string[] Tokens(string heading) => ComputedWords.Tokens(heading);

    private static HashSet<string> Words(string words) => new(words.Split(' '), StringComparer.Ordinal);
}
