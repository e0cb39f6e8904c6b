using Algometer.Tables;

namespace Algometer.Clinic.Statistics;

/// <summary>What a heading of a table of repeat measurements says: subject, session, trial, value, or a figure computed from the others.</summary>
internal static class RatingHeadings
{
    private static readonly HashSet<string> _subjects = Words("subject subjects subj participant participants patient patients person persons proband probanden probandin teilnehmer teilnehmerin id pid sid nr no num number code name sujet paciente sujeto participante paziente");
    private static readonly HashSet<string> _sessions = Words("session sessions sess visit visits day days occasion rater examiner week sitzung tag termin untersucher séance sesión sesion sessão");
    private static readonly HashSet<string> _trials = Words("trial trials rep reps repetition repeat repeats attempt measure measurement run durchgang versuch wiederholung messung essai ensayo tentativa");
    private static readonly HashSet<string> _values = Words("value values ppt pressure threshold force score result kpa newton newtons kgf wert druck kraft schwelle valor valeur seuil");

    // What is known about a subject or made of its values; weights and ratings are left out, because those are measured too.
    private static readonly HashSet<string> _others = Words("age alter âge edad idade group gruppe groupe grupo sex geschlecht sexe sexo bmi height größe grösse rank rang diff difference differenz différence diferencia delta change änderung");

    public static bool IsSubject(string heading) => Tokens(heading).Any(_subjects.Contains) && !IsSession(heading) && !IsTrial(heading);

    public static bool IsSession(string heading) => Tokens(heading).Any(_sessions.Contains);

    public static bool IsTrial(string heading) => Tokens(heading).Any(_trials.Contains);

    /// <summary>Whether a heading is of something that is no repeat measurement: age, group, difference.</summary>
    public static bool IsOther(string heading) => Tokens(heading).Any(_others.Contains);

    public static bool IsValue(string heading) => Tokens(heading).Any(_values.Contains);

    /// <summary>The column of a name, by heading or number.</summary>
    /// <exception cref="FormatException">There is none.</exception>
    public static int Find(IReadOnlyList<string> headings, string name, string option)
    {
        int[] named = [.. Enumerable.Range(0, headings.Count).Where(i => string.Equals(headings[i], name, StringComparison.OrdinalIgnoreCase))];
        return named.Length == 1 ? named[0]
            : int.TryParse(name, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out int number) && number >= 1 && number <= headings.Count ? number - 1
            : throw new FormatException($"{option}: there is {(named.Length == 0 ? "no" : "more than one")} column '{name}'; the columns are {string.Join(", ", headings.Select((heading, i) => $"'{(heading.Length == 0 ? $"{i + 1}" : heading)}'"))}. Write one by its heading or its number.");
    }

    private static string[] Tokens(string heading) => ComputedWords.Tokens(heading);

    private static HashSet<string> Words(string words) => new(words.Split(' '), StringComparer.Ordinal);
}
