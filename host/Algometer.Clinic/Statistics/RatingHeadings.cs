using System.Globalization;
using Algometer.Tables;

namespace Algometer.Clinic.Statistics;

/// <summary>What a heading of a table of repeat measurements says: subject, session, trial, value, or a figure computed from the others.</summary>
internal static class RatingHeadings
{
    private static readonly HashSet<string> _subjects = Words("subject subjects subj participant participants patient patients person persons proband probanden probandin teilnehmer teilnehmerin id pid sid nr no num number code name sujet paciente sujeto participante paziente 受试者 患者 被験者");
    private static readonly HashSet<string> _sessions = Words("session sessions sess visit visits day days occasion rater examiner week sitzung tag termin untersucher séance sesión sesion sessão");
    private static readonly HashSet<string> _trials = Words("trial trials rep reps repetition repeat repeats attempt measure measurement run durchgang versuch wiederholung messung essai ensayo tentativa toma tomas repetición repeticion repeticiones repetição repeticao répétition répétitions time timepoint zeitpunkt");
    private static readonly HashSet<string> _values = Words("value values ppt pressure threshold force score result kpa newton newtons kgf wert messwert druck kraft schwelle schmerzschwelle druckschmerzschwelle valor valeur seuil umbral limiar medida mesure");

    private static readonly HashSet<string> _moments = Words("pre post test retest before after baseline follow up followup vor nach vorher nachher avant après antes después depois morning evening");

    // What is known about a subject or made of its values; weights and ratings are left out, because those are measured too.
    private static readonly HashSet<string> _others = Words("age alter âge edad idade group gruppe groupe grupo sex geschlecht sexe sexo bmi height größe grösse rank rang diff difference differenz différence diferencia delta asymmetry asymmetrie asymétrie asimetría assimetria ratio quotient index change änderung date datum fecha data nrs vas nprs pain schmerz dolor douleur dor");

    // What repeats are called in one table, beside trials, sessions and values: with running numbers or letters, and nothing else.
    private static readonly HashSet<string> _series = Words("t m d r w x test retest mess messzeitpunkt mzp wdh try reading readings set mean mw measurement messungen mesure mesures medida medidas medición medição medicion medicao prueba teste série serie séance jour jornada día dia semaine semana woche monat month mois mes hour stunde kpa kgf lb n ppts pain max peak 第 次 试验 测量 测试 重复 测量值 压痛阈 回");

    // What a number beside them may be as well: the rate, depth or load of a measurement, not which one of several it is.
    private static readonly HashSet<string> _measured = [.. _values, .. Words("n lb ppts pain max peak mean mw 压痛阈")];
    private const int MostSkipped = 3;

    /// <summary>Whether headings are a plain series: the same known words for trials, sessions or values throughout, with running numbers or letters, or numbers alone.</summary>
    /// <param name="headings">Of the columns of values.</param>
    public static bool IsSeries(IReadOnlyList<string> headings)
    {
        string[][] words = [.. headings.Select(heading => Tokens(Name(heading)))];
        if (words.Length == 0)
        {
            return false;
        }

        if (words.Length == 2 && words[0] is ["test"] && words[1] is ["retest"])
        {
            return true;
        }

        // One letter that changes is the running one: trial A, trial B; A, B, C.
        int letter = Enumerable.Range(0, words[0].Length).FirstOrDefault(i => words.All(own => own.Length == words[0].Length && own[i].Length == 1) && words.Select(own => own[i]).Distinct(StringComparer.Ordinal).Count() == words.Length, -1);
        if (letter >= 0 && !words.Select(own => (int)own[letter][0]).Zip(words.Skip(1).Select(own => (int)own[letter][0])).All(pair => pair.Second == pair.First + 1))
        {
            return false;
        }

        string[][] stems = [.. words.Select(own => own.Where((_, i) => i != letter).ToArray())];

        // T4, T7 and T10 are vertebrae, V1 to V3 nerves: a letter, or nothing, counts its repeats from nought or one. PPT 30, PPT 50 are rates.
        bool isCounted = letter >= 0 || headings.All(heading => Digits(heading).Length == 0);
        bool isLettered = stems[0].Length == 0 || stems[0].Any(word => word.Length == 1);
        bool isMeasured = Array.TrueForAll(stems[0], _measured.Contains);
        if (!isCounted && (isLettered || isMeasured) && !(First(headings) is { } first && first <= (isLettered ? 1 : MostSkipped)))
        {
            return false;
        }

        return stems.All(own => own.SequenceEqual(stems[0], StringComparer.Ordinal)) && stems[0].All(word => _series.Contains(word) || _sessions.Contains(word) || _trials.Contains(word) || _values.Contains(word))
            && (letter >= 0 || headings.Select(Digits).Distinct(StringComparer.Ordinal).Count() == headings.Count || headings.All(heading => Digits(heading).Length == 0));
    }

    // The number from which headings run on without a hole, whatever else in them stays the same; null where they do not. PPT, PPT.1 are 0 and 1.
    private static int? First(IReadOnlyList<string> headings)
    {
        string[][] numbers = [.. headings.Select(heading => Digits(heading).Split(' ', StringSplitOptions.RemoveEmptyEntries))];
        if (numbers.Length > 1 && numbers[0].Length == 0 && numbers[1] is [{ } second])
        {
            numbers[0] = [second is "1" ? "0" : "1"];
        }

        int[] changing = [.. Enumerable.Range(0, numbers[0].Length).Where(i => numbers.All(own => own.Length == numbers[0].Length) && numbers.Select(own => own[i]).Distinct(StringComparer.Ordinal).Count() > 1)];
        if (changing.Length != 1)
        {
            return null;
        }

        int[] running = [.. numbers.Select(own => int.TryParse(own[changing[0]], NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : -1).Order()];
        return running[0] >= 0 && running.Zip(running.Skip(1)).All(pair => pair.Second == pair.First + 1) ? running[0] : null;
    }

    // Without its unit; what stands in brackets and is none, such as a side or a rate, belongs to the name.
    private static string Name(string heading) => ColumnUnits.Parse(heading) is { Unit: not null } parsed ? parsed.Name : heading;

    private static string Digits(string heading) => string.Join(' ', Name(heading).Split([.. Name(heading).Where(c => !char.IsAsciiDigit(c)).Distinct()], StringSplitOptions.RemoveEmptyEntries));

    public static bool IsSubject(string heading) => Tokens(heading).Any(_subjects.Contains) && !IsSession(heading) && !IsTrial(heading);

    /// <summary>Whether a heading is that of something known about a subject or rated beside the measurement, such as an age or a rating of pain.</summary>
    public static bool IsAboutSubject(string heading) => Tokens(heading).Any(_others.Contains);

    /// <summary>Whether a row's name is one of trials and not of a subject: wholly made of words for trials, sessions, before and after.</summary>
    /// <param name="name">The row's first cell.</param>
    public static bool IsTrialName(string name) => Tokens(name) is { Length: > 0 } words && Array.TrueForAll(words, word => _trials.Contains(word) || _sessions.Contains(word) || _moments.Contains(word) || (words.Length > 1 && word.Length == 1)) && words[0].Length > 1;

    /// <summary>Whether a row's name is a letter that trials are numbered by, and subjects too: t1, m2.</summary>
    /// <param name="name">The row's first cell.</param>
    public static bool IsTrialLetter(string name) => Tokens(name) is [{ Length: 1 } word] && name.Any(char.IsAsciiDigit) && word is "t" or "m" or "d" or "r";

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
    public static string Stem(string heading) => string.Join(' ', Tokens(Name(heading)));

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
