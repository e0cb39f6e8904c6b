using System.Globalization;
using Algometer.Measurement.Agreement;
using Algometer.Reports.Exchange.Imports;

namespace Algometer.Clinic.Statistics;

/// <summary>The long form: a line for each value, under a header that names subject, trial, value and, where there are several, session.</summary>
internal static class LongRatings
{
    /// <summary>Whether the first line names the long form's columns.</summary>
    public static bool IsLong(DelimitedText delimited)
    {
        string[] header = Header(delimited);
        return header.Contains("subject") && header.Contains("value") && (header.Contains("trial") || header.Contains("session"));
    }

    public static RatingFile Read(DelimitedText delimited, RatedUnit rated)
    {
        string[] header = Header(delimited);
        string[] twice = [.. header.Where(name => name is "subject" or "session" or "trial" or "value").GroupBy(name => name, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => group.Key)];
        if (twice.Length > 0)
        {
            throw new FormatException($"Line {delimited.Rows[0].Line} names the column '{twice[0]}' twice: keep one.");
        }

        int subjectAt = Array.IndexOf(header, "subject");
        int sessionAt = Array.IndexOf(header, "session");
        int trialAt = Array.IndexOf(header, "trial");
        int valueAt = Array.IndexOf(header, "value");
        var numbers = new DecimalText(delimited.Delimiter);
        var values = new Dictionary<(string Subject, string Session, string Trial), (double Value, int Line)>();
        foreach (DelimitedRow row in delimited.Rows.Skip(1))
        {
            if (row.Cells.Count != header.Length)
            {
                throw new FormatException($"Line {row.Line}: {row.Cells.Count} cells where the first line names {header.Length}. Where numbers have decimal commas, part the columns by semicolons.");
            }

            string Cell(int at, string what) => at < 0 ? "" : row.Cells[at].Length > 0 ? row.Cells[at] : throw new FormatException($"Line {row.Line}: the {what} is empty.");
            (string Subject, string Session, string Trial) key = (Cell(subjectAt, "subject"), Cell(sessionAt, "session"), Cell(trialAt, "trial"));
            double value = RatingFile.Value(numbers, row.Cells[valueAt], $"Line {row.Line}, column {valueAt + 1}", Who(key));
            if (!values.TryAdd(key, (value, row.Line)))
            {
                throw new FormatException($"Line {row.Line}: {Who(key)} stands in line {values[key].Line} already: keep one.");
            }
        }

        string[] subjects = Ordered(values.Keys.Select(key => key.Subject));
        string[] sessions = Ordered(values.Keys.Select(key => key.Session));
        string[] trials = Ordered(values.Keys.Select(key => key.Trial));

        // In every cell of subject by session by trial: a mean of three set against a mean of two would not be of equal weight.
        foreach ((string subject, string session, string trial) in subjects.SelectMany(a => sessions.SelectMany(b => trials.Select(c => (a, b, c)))))
        {
            if (!values.ContainsKey((subject, session, trial)))
            {
                throw new FormatException($"The value of {Who((subject, session, trial))} is missing: no line gives it. Measure it, or leave out the whole subject, session or trial.");
            }
        }

        bool bySession = rated == RatedUnit.Session || (rated == RatedUnit.Automatic && sessions.Length > 1);
        if (bySession)
        {
            return new RatingFile(
                Table(subjects, sessions, (subject, session) => trials.Average(trial => values[(subject, session, trial)].Value)),
                Form(subjects, sessions, trials),
                trials.Length > 1
                    ? $"the mean of {trials.Length} trials in each session; columns are sessions"
                    : "one value in each session; columns are sessions");
        }

        (string Name, string Session, string Trial)[] columns = [.. sessions.SelectMany(session => trials.Select(trial => (sessions.Length > 1 ? $"{session}/{trial}" : trial, session, trial)))];
        var byName = columns.ToDictionary(column => column.Name, StringComparer.Ordinal);
        return new RatingFile(
            Table(subjects, [.. columns.Select(column => column.Name)], (subject, name) => values[(subject, byName[name].Session, byName[name].Trial)].Value),
            Form(subjects, sessions, trials),
            sessions.Length > 1 ? "each trial of each session; columns are session/trial" : "each trial; columns are trials");
    }

    private static RatingTable Table(string[] subjects, string[] columns, Func<string, string, double> value) =>
        RatingTable.Of([.. subjects.Select(subject => columns.Select(column => value(subject, column)).ToArray())], subjects, columns);

    private static string Form(string[] subjects, string[] sessions, string[] trials) => string.Create(
        CultureInfo.InvariantCulture,
        $"long form: {subjects.Length} subjects, {sessions.Length} session{(sessions.Length == 1 ? "" : "s")}, {trials.Length} trial{(trials.Length == 1 ? "" : "s")} each");

    private static string[] Header(DelimitedText delimited) => [.. delimited.Rows[0].Cells.Select(cell => cell.ToLowerInvariant())];

    private static string Who((string Subject, string Session, string Trial) key) =>
        $"subject '{key.Subject}'{(key.Session.Length > 0 ? $", session '{key.Session}'" : "")}{(key.Trial.Length > 0 ? $", trial '{key.Trial}'" : "")}";

    // Numbers by size where all are numbers, else as they first appear.
    private static string[] Ordered(IEnumerable<string> names)
    {
        string[] distinct = [.. names.Distinct(StringComparer.Ordinal)];
        return Array.TrueForAll(distinct, name => int.TryParse(name, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
            ? [.. distinct.OrderBy(name => int.Parse(name, CultureInfo.InvariantCulture))]
            : distinct;
    }
}
