using System.Globalization;
using Algometer.Measurement.Agreement;
using Algometer.Reports.Exchange.Imports;

namespace Algometer.Clinic.Statistics;

/// <summary>The wide form: a row for each subject, a column for each trial, with or without a header and a column of names.</summary>
internal static class WideRatings
{
    private static readonly string[] _subjectWords = ["subject", "subjects", "id", "subject_id", "patient", "participant", "person", "name", "code", ""];

    public static RatingFile Read(DelimitedText delimited)
    {
        IReadOnlyList<DelimitedRow> rows = delimited.Rows;
        DelimitedRow first = rows[0];
        bool header = HasHeader(delimited);
        DelimitedRow[] data = [.. rows.Skip(header ? 1 : 0)];
        if (data.Length < 2)
        {
            throw new FormatException(data.Length == 0
                ? "There is only a header: add one row for each subject."
                : $"There is only one subject (line {data[0].Line}): agreement needs at least 2.");
        }

        bool named = data.Any(row => LooksLikeName(row.Cells[0])) || (header && Array.Exists(_subjectWords, word => string.Equals(word, first.Cells[0], StringComparison.OrdinalIgnoreCase)));
        if (!named && !header && data.Length > 2 && data.Select((row, i) => row.Cells[0] == (i + 1).ToString(CultureInfo.InvariantCulture)).All(same => same))
        {
            throw new FormatException(
                $"Line {first.Line}: the first column counts 1, 2, 3 …, which may be subjects or values. Add a first line: 'subject,trial1,trial2,…' if it numbers subjects, 'trial1,trial2,…' if it holds values.");
        }

        int skip = named ? 1 : 0;
        int width = header ? first.Cells.Count : data.Max(row => row.Cells.Count);
        string[] trials = [.. Enumerable.Range(0, Math.Max(0, width - skip)).Select(column => header && first.Cells[column + skip].Length > 0
            ? first.Cells[column + skip]
            : $"trial {(column + 1).ToString(CultureInfo.InvariantCulture)}")];
        if (trials.Length < 2)
        {
            throw new FormatException($"Line {first.Line}: there is only {trials.Length} column of trials: agreement needs at least 2. If the columns are parted by something else than comma, semicolon or tab, change that.");
        }

        var numbers = new DecimalText(delimited.Delimiter);
        var values = new List<IReadOnlyList<double>>();
        var subjects = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < data.Length; i++)
        {
            DelimitedRow row = data[i];
            string subject = named ? row.Cells[0] : (i + 1).ToString(CultureInfo.InvariantCulture);
            if (subject.Length == 0)
            {
                throw new FormatException($"Line {row.Line}: the subject has no name.");
            }

            if (!subjects.TryAdd(subject, row.Line))
            {
                throw new FormatException(
                    $"Line {row.Line}: subject '{subject}' stands in line {subjects[subject]} already. If this is the long form, its first line must be subject,session,trial,value.");
            }

            if (row.Cells.Count > width)
            {
                throw new FormatException(
                    $"Line {row.Line}: {row.Cells.Count} cells where the first line has {width}. Where numbers have decimal commas, part the columns by semicolons.");
            }

            values.Add([.. trials.Select((trial, j) => RatingFile.Value(
                numbers,
                j + skip < row.Cells.Count ? row.Cells[j + skip] : "",
                $"Line {row.Line}, column {j + skip + 1}",
                $"subject '{subject}', trial '{trial}'"))]);
        }

        string form = $"wide form, {(header ? "with" : "without")} a header, {(named ? "first column names the subjects" : "no column of subjects")}";
        return new RatingFile(RatingTable.Of(values, [.. subjects.Keys], trials), form, "each value as it stands");
    }

    // A header has words where values would be, or says in its first cell that the column holds subjects.
    private static bool HasHeader(DelimitedText delimited)
    {
        IReadOnlyList<string> first = delimited.Rows[0].Cells;
        bool subjectWord = Array.Exists(_subjectWords, word => word.Length > 0 && string.Equals(word, first[0], StringComparison.OrdinalIgnoreCase));
        bool otherWords = first.Skip(1).Any(LooksLikeName);
        bool onlyWordThere = LooksLikeName(first[0]) && delimited.Rows.Skip(1).All(row => !LooksLikeName(row.Cells[0]));
        return subjectWord || (otherWords && first.Skip(1).All(cell => LooksLikeName(cell) || RatingFile.IsMissing(cell) || first[0].Length == 0)) || onlyWordThere
            || (first[0].Length == 0 && delimited.Rows.Count > 1 && first.Skip(1).All(cell => cell.Length > 0));
    }

    // A word: no value, no missing value, and not a number that is merely written wrongly.
    private static bool LooksLikeName(string cell) =>
        !RatingFile.IsMissing(cell) && char.IsLetter(cell.FirstOrDefault(c => !char.IsWhiteSpace(c)))
        && !double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
}
