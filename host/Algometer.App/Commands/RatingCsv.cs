using System.Globalization;
using Algometer.Measurement.Agreement;

namespace Algometer.App.Commands;

/// <summary>Reads measurements of several subjects: a row a subject and a column a trial, or long form (subject, session, trial, value).</summary>
internal static class RatingCsv
{
    private const int LongestFile = 32 << 20;
    private static readonly string[] _long = ["subject", "session", "trial", "value"];

    /// <summary>What was read.</summary>
    /// <param name="Table">The values.</param>
    /// <param name="Form">Wide or long.</param>
    /// <param name="Rated">What a column is: a trial, or the mean of a session's trials.</param>
    public sealed record Content(RatingTable Table, string Form, string Rated);

    /// <summary>Reads a file.</summary>
    /// <exception cref="FormatException">It cannot be used; the message names file, line and cell and says what to write.</exception>
    public static Content Read(string path)
    {
        var file = new FileInfo(path);
        if (!file.Exists)
        {
            throw new ArgumentException($"There is no file '{path}'.", nameof(path));
        }

        if (file.Length > LongestFile)
        {
            throw new FormatException($"{path} is larger than {LongestFile >> 20} MiB: this is no table of thresholds.");
        }

        return Parse(File.ReadAllText(path), path);
    }

    /// <summary>Reads the text of a file.</summary>
    public static Content Parse(string text, string name)
    {
        string[] lines = text.TrimStart('\uFEFF').Split('\n');
        (int Number, string[] Cells)[] rows = [.. lines.Select((line, index) => (index + 1, line.TrimEnd('\r'))).Where(row => row.Item2.Trim().Length > 0 && !row.Item2.StartsWith('#')).Select(row => (row.Item1, Split(row.Item2, Delimiter(lines))))];
        if (rows.Length == 0)
        {
            throw new FormatException($"{name} is empty.");
        }

        bool comma = Delimiter(lines) != ',';
        string[] head = [.. rows[0].Cells.Select(cell => cell.ToLowerInvariant())];
        return _long.All(column => head.Contains(column, StringComparer.Ordinal)) ? Long(rows, head, name, comma) : Wide(rows, head, name, comma);
    }

    private static Content Wide((int Number, string[] Cells)[] rows, string[] head, string name, bool comma)
    {
        bool named = head[0] is "subject" or "id" or "patient" or "person" or "code" || (rows.Length > 1 && rows.Skip(1).Any(row => !TryNumber(row.Cells[0], comma, out _)));
        bool header = head.Skip(named ? 1 : 0).Any(cell => cell.Length > 0 && !TryNumber(cell, comma, out _)) && head.Skip(named ? 1 : 0).All(cell => !TryNumber(cell, comma, out _));
        var values = new List<IReadOnlyList<double>>();
        foreach ((int number, string[] cells) in rows.Skip(header ? 1 : 0))
        {
            if (cells.Length != rows[0].Cells.Length)
            {
                throw new FormatException($"{name}, line {number}: {cells.Length} cells, but the first line has {rows[0].Cells.Length}. Every subject needs the same trials; leave an incomplete one out.");
            }

            values.Add([.. cells.Skip(named ? 1 : 0).Select((cell, trial) => Number(cell, comma, $"{name}, line {number}, {(header ? $"column '{rows[0].Cells[trial + (named ? 1 : 0)]}'" : $"trial {trial + 1}")}{(named ? $", subject '{cells[0]}'" : "")}"))]);
        }

        return new Content(Table(values, name), "wide", "trial");
    }

    private static Content Long((int Number, string[] Cells)[] rows, string[] head, string name, bool comma)
    {
        int[] at = [.. _long.Select(column => Array.IndexOf(head, column))];
        var cells = new List<(string Subject, string Session, string Trial, double Value)>();
        foreach ((int number, string[] row) in rows.Skip(1))
        {
            if (row.Length != head.Length)
            {
                throw new FormatException($"{name}, line {number}: {row.Length} cells, but the first line has {head.Length}.");
            }

            cells.Add((row[at[0]], row[at[1]], row[at[2]], Number(row[at[3]], comma, $"{name}, line {number}, value")));
        }

        if (cells.Count == 0)
        {
            throw new FormatException($"{name} has no line of data.");
        }

        (string Subject, string Session, string Trial) twice = cells.GroupBy(cell => (cell.Subject, cell.Session, cell.Trial)).Where(group => group.Count() > 1).Select(group => group.Key).FirstOrDefault();
        if (twice.Subject is not null)
        {
            throw new FormatException($"{name}: subject '{twice.Subject}', session '{twice.Session}', trial '{twice.Trial}' stands twice.");
        }

        string[] sessions = [.. cells.Select(cell => cell.Session).Distinct(StringComparer.Ordinal)];
        bool several = sessions.Length > 1;
        string[] columns = several ? sessions : [.. cells.Select(cell => cell.Trial).Distinct(StringComparer.Ordinal)];
        int trials = cells.Select(cell => cell.Trial).Distinct(StringComparer.Ordinal).Count();
        var values = new List<IReadOnlyList<double>>();
        foreach (IGrouping<string, (string Subject, string Session, string Trial, double Value)> subject in cells.GroupBy(cell => cell.Subject, StringComparer.Ordinal))
        {
            values.Add([.. columns.Select(column =>
            {
                double[] found = [.. subject.Where(cell => string.Equals(several ? cell.Session : cell.Trial, column, StringComparison.Ordinal)).Select(cell => cell.Value)];
                return found.Length == (several ? trials : 1)
                    ? found.Average()
                    : throw new FormatException($"{name}: subject '{subject.Key}', {(several ? "session" : "trial")} '{column}' has {found.Length} of {(several ? trials : 1)} values: fill the gap or leave the subject out.");
            })]);
        }

        return new Content(Table(values, name), "long", several ? $"mean of {trials} trial{(trials == 1 ? "" : "s")} of a session" : "trial");
    }

    private static RatingTable Table(List<IReadOnlyList<double>> values, string name)
    {
        try
        {
            return RatingTable.Of(values);
        }
        catch (FormatException failure)
        {
            throw new FormatException($"{name}: {failure.Message}", failure);
        }
    }

    private static double Number(string cell, bool comma, string where) => TryNumber(cell, comma, out double value)
        ? value
        : throw new FormatException(cell.Length == 0 ? $"{where} is missing: fill the cell or leave the subject out." : $"{where}: '{cell}' is no number.");

    private static bool TryNumber(string cell, bool comma, out double value) =>
        double.TryParse(comma ? cell.Replace(',', '.') : cell, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);

    private static char Delimiter(string[] lines)
    {
        string first = lines.FirstOrDefault(line => line.Trim().Length > 0 && !line.StartsWith('#')) ?? "";
        return first.Contains('\t', StringComparison.Ordinal) ? '\t' : first.Contains(';', StringComparison.Ordinal) ? ';' : ',';
    }

    private static string[] Split(string line, char delimiter)
    {
        var cells = new List<string>();
        var cell = new System.Text.StringBuilder();
        bool quoted = false;
        foreach (char c in line)
        {
            if (c == '"')
            {
                quoted = !quoted;
            }
            else if (c == delimiter && !quoted)
            {
                cells.Add(cell.ToString().Trim());
                cell.Clear();
            }
            else
            {
                cell.Append(c);
            }
        }

        cells.Add(cell.ToString().Trim());
        return [.. cells];
    }
}
