using System.Globalization;
using Algometer.Measurement.Agreement;
using Algometer.Tables;

namespace Algometer.Clinic.Statistics;

/// <summary>The long form: a line for each value, under a header that names subject, trial, value and, where there are several, session.</summary>
internal static class LongRatings
{
    private static readonly string[] _days = ["yyyy-M-d", "d.M.yyyy", "yyyy/M/d"];
    private static readonly string[][] _order = [["baseline", "pre", "before", "vor", "vorher", "avant", "antes", "test"], ["mid", "during", "während", "pendant", "durante"], ["post", "after", "nach", "nachher", "après", "después", "depois", "retest"], ["follow-up", "followup", "follow up", "fu"]];

    /// <summary>Whether the option or the first line names the long form's columns: subjects, values, and trials or sessions. Several named columns are repeats of a wide form.</summary>
    public static bool IsLong(DelimitedText delimited, RatingQuestion question)
    {
        IReadOnlyList<string> headings = delimited.Rows[0].Cells;
        bool isWide = RatingHeadings.Split(headings, question.Columns).Length > 1;
        return question.Trial is not null
            || (!isWide && headings.Any(RatingHeadings.IsSubject) && headings.Any(IsValue) && headings.Any(heading => RatingHeadings.IsTrial(heading) || RatingHeadings.IsSession(heading)));
    }

    public static RatingFile Read(RatingRows table, RatingQuestion question)
    {
        string[] header = table.Headings ?? table.Names;
        int[] named = RatingHeadings.FindAll(header, question.Columns, "--columns");
        int trialAt = question.Trial is null ? Only(table, heading => RatingHeadings.IsTrial(heading) && !RatingHeadings.IsSession(heading), "trials", "--trial") : RatingHeadings.Find(header, question.Trial, "--trial");
        int subjectAt = question.Subject is null or RatingQuestion.NoSubject ? Only(table, RatingHeadings.IsSubject, "subjects", "--subject", trialAt) : RatingHeadings.Find(header, question.Subject, "--subject");
        int sessionAt = Only(table, RatingHeadings.IsSession, "sessions", "--where", [trialAt, subjectAt, .. table.Answered]);
        int valueAt = named.Length == 1 ? named[0] : Only(table, IsValue, "values", "--columns", trialAt, subjectAt);
        if (subjectAt < 0 || valueAt < 0 || named.Length > 1 || subjectAt == valueAt || subjectAt == trialAt || valueAt == trialAt)
        {
            throw new FormatException($"Line {table.HeadingLine}: with --trial a line holds one value: name the subjects with --subject COLUMN and the values with --columns COLUMN, of {string.Join(", ", table.Names.Select(name => $"'{name}'"))}.");
        }

        int[] factors = [.. Enumerable.Range(0, header.Length).Where(i => i != subjectAt && i != sessionAt && i != trialAt && i != valueAt)];
        var cells = new RatingCells(table.Delimiter, question.Missing);
        Dictionary<DelimitedRow, string>? dates = question.Trial is null ? null : ByDate(table, subjectAt, trialAt);
        var values = new Dictionary<(string Subject, string Session, string Trial), (double Value, DelimitedRow Row)>();
        foreach (DelimitedRow row in table.Rows)
        {
            if (row.Cells.Count != header.Length)
            {
                throw new FormatException($"Line {row.Line}: {row.Cells.Count} cells where the first line names {header.Length}. Where numbers have decimal commas, part the columns by semicolons.");
            }

            string Cell(int at, string what) => at < 0 ? "" : row.Cells[at].Length > 0 ? row.Cells[at] : throw new FormatException($"Line {row.Line}: the {what} is empty: write it into every row. Of merged cells a spreadsheet program saves the first alone.");
            (string Subject, string Session, string Trial) key = (Cell(subjectAt, "subject"), Cell(sessionAt, "session"), dates is null ? Cell(trialAt, "trial") : dates[row]);
            double value = cells.Value(row.Cells[valueAt], $"Line {row.Line}, column {valueAt + 1}", Who(key));
            if (!values.TryAdd(key, (value, row)))
            {
                throw Twice(table, factors, row, values[key].Row, Who(key), trialAt < 0);
            }
        }

        cells.End();
        RatingFactors.InLines(table, factors, subjectAt);
        string[] subjects = Ordered(values.Keys.Select(key => key.Subject));
        string[] sessions = InTime(values.Keys.Select(key => key.Session));
        string[] trials = InTime(values.Keys.Select(key => key.Trial));

        // In every cell of subject by session by trial: a mean of three set against a mean of two would not be of equal weight.
        foreach ((string subject, string session, string trial) in subjects.SelectMany(a => sessions.SelectMany(b => trials.Select(c => (a, b, c)))))
        {
            if (!values.ContainsKey((subject, session, trial)))
            {
                throw new FormatException($"The value of {Who((subject, session, trial))} is missing: no line gives it. Measure it, or leave out the whole subject, session or trial.{(sessionAt < 0 ? "" : $" If column '{header[sessionAt]}' does not say which session it is, choose one with --where \"{table.Names[sessionAt]}={sessions[0]}\", or say --where \"{table.Names[sessionAt]}={RatingFactors.Any}\" if all are repeats.")}");
            }
        }

        string unused = (dates is null ? "" : "; dates counted within each subject") + (factors.Length == 0 ? "" : $"; not used: {string.Join(", ", factors.Select(i => table.Names[i]))}");
        RatedUnit rated = question.Rated;
        bool bySession = rated == RatedUnit.Session || (rated == RatedUnit.Automatic && sessions.Length > 1);
        if (bySession)
        {
            return new RatingFile(
                Table(subjects, sessions, (subject, session) => trials.Average(trial => values[(subject, session, trial)].Value)),
                Form(subjects, sessions, trials) + unused,
                trials.Length > 1
                    ? $"the mean of {trials.Length} trials in each session; columns are sessions"
                    : "one value in each session; columns are sessions");
        }

        (string Name, string Session, string Trial)[] columns = [.. sessions.SelectMany(session => trials.Select(trial => (sessions.Length > 1 ? $"{session}/{trial}" : trial, session, trial)))];
        var byName = columns.ToDictionary(column => column.Name, StringComparer.Ordinal);
        return new RatingFile(
            Table(subjects, [.. columns.Select(column => column.Name)], (subject, name) => values[(subject, byName[name].Session, byName[name].Trial)].Value),
            Form(subjects, sessions, trials) + unused,
            sessions.Length > 1 ? "each trial of each session; columns are session/trial" : "each trial; columns are trials");
    }

    private static RatingTable Table(string[] subjects, string[] columns, Func<string, string, double> value) =>
        RatingTable.Of([.. subjects.Select(subject => columns.Select(column => value(subject, column)).ToArray())], subjects, columns);

    private static string Form(string[] subjects, string[] sessions, string[] trials) => string.Create(
        CultureInfo.InvariantCulture,
        $"long form: {subjects.Length} subjects, {sessions.Length} session{(sessions.Length == 1 ? "" : "s")}, {trials.Length} trial{(trials.Length == 1 ? "" : "s")} each");

    // "subject" and "value" may be one word of several in other headings; a trial's number is no value.
    private static bool IsValue(string heading) => RatingHeadings.IsValue(heading) && !RatingHeadings.IsSubject(heading) && !RatingHeadings.IsTrial(heading) && !RatingHeadings.IsSession(heading);

    private static int Only(RatingRows table, Predicate<string> fits, string what, string option, params int[] taken)
    {
        string[] header = table.Headings ?? table.Names;
        int[] found = [.. Enumerable.Range(0, header.Length).Where(i => fits(header[i]) && !taken.Contains(i))];
        return found.Length <= 1 ? found.Append(-1).First()
            : throw new FormatException($"Line {table.HeadingLine} names two columns for {what}, '{header[found[0]]}' and '{header[found[1]]}': keep one, or choose with {string.Join(" or ", found.Select(at => $"{option} \"{table.Names[at]}{(option == "--where" ? "=VALUE" : "")}\""))}.");
    }

    // Another site or side in a further column makes it another measurement: which one is rated is asked, none is thrown away.
    private static FormatException Twice(RatingRows table, int[] factors, DelimitedRow row, DelimitedRow before, string who, bool hasNoTrial)
    {
        string[] header = table.Headings ?? table.Names;
        int factor = Array.Find(factors, i => !string.Equals(row.Cells[i], before.Cells[i], StringComparison.Ordinal)) is var at && factors.Contains(at) && row.Cells[at] != before.Cells[at] ? at : -1;
        return new FormatException(factor < 0
            ? $"Line {row.Line}: {who} stands in line {before.Line} already: keep one."
            : $"Line {row.Line}: {who} stands in line {before.Line} already, there with {header[factor]} '{before.Cells[factor]}', here '{row.Cells[factor]}': choose one with --where \"{header[factor]}={before.Cells[factor]}\"{(hasNoTrial ? $", or say --trial \"{table.Names[factor]}\" if it numbers the repeats" : "")}.");
    }

    // No two subjects come on the same days: their dates are the first, the second, … of each. Null where a day is not one, or all came on the same.
    private static Dictionary<DelimitedRow, string>? ByDate(RatingRows table, int subjectAt, int trialAt)
    {
        DelimitedRow[] rows = [.. table.Rows.Where(row => row.Cells.Count > Math.Max(subjectAt, trialAt))];
        if (rows.Length < table.Rows.Count || !Array.TrueForAll(rows, row => Day(row.Cells[trialAt]) is not null))
        {
            return null;
        }

        var subjects = rows.GroupBy(row => row.Cells[subjectAt], StringComparer.Ordinal).Select(group => group.ToArray()).ToArray();
        HashSet<DateTime?> all = [.. rows.Select(row => Day(row.Cells[trialAt]))];
        return subjects.All(own => all.SetEquals(own.Select(row => Day(row.Cells[trialAt])))) ? null
            : subjects.SelectMany(own => own.Select(row => (Row: row, Count: own.Select(other => Day(other.Cells[trialAt])).Distinct().Count(day => day <= Day(row.Cells[trialAt])))))
                .ToDictionary(one => one.Row, one => one.Count.ToString(CultureInfo.InvariantCulture));
    }

    private static string Who((string Subject, string Session, string Trial) key) =>
        $"subject '{key.Subject}'{(key.Session.Length > 0 ? $", session '{key.Session}'" : "")}{(key.Trial.Length > 0 ? $", trial '{key.Trial}'" : "")}";

    // Numbers by size where all are numbers, dates and words for before and after in their order, else as they first appear.
    private static string[] InTime(IEnumerable<string> names)
    {
        string[] distinct = Ordered(names);
        bool areDates = Array.TrueForAll(distinct, name => Day(name) is not null);
        return areDates ? [.. distinct.OrderBy(Day)]
            : Array.TrueForAll(distinct, name => Rank(name) >= 0) && distinct.Select(Rank).Distinct().Count() == distinct.Length ? [.. distinct.OrderBy(Rank)]
            : distinct;
    }

    private static DateTime? Day(string name) => DateTime.TryParseExact(name, _days, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime day) ? day : null;

    private static int Rank(string name) => Array.FindIndex(_order, words => words.Contains(name, StringComparer.OrdinalIgnoreCase));

    // Numbers by size where all are numbers, else as they first appear.
    private static string[] Ordered(IEnumerable<string> names)
    {
        string[] distinct = [.. names.Distinct(StringComparer.Ordinal)];
        return Array.TrueForAll(distinct, name => int.TryParse(name, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
            ? [.. distinct.OrderBy(name => int.Parse(name, CultureInfo.InvariantCulture))]
            : distinct;
    }
}
