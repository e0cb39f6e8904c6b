using Algometer.Tables;

namespace Algometer.Clinic.Statistics;

/// <summary>
/// Columns beside subjects, repeats and values that could make another measurement of a row: its unit, whether it holds, and where, under what condition
/// or with what it was taken. Where such a column does not say the same throughout, nobody but the one who measured knows whether its rows are repeats.
/// </summary>
internal static class RatingFactors
{
    /// <summary>The answer where the rows are repeats whatever the column says.</summary>
    public const string Any = "any";

    private const int MostKinds = 12;

    private static readonly HashSet<string> _factors = Words("site sites side location place region area muscle limb hand arm leg foot joint level segment position posture condition treatment intervention phase state device instrument algometer gauge probe tip electrode rater examiner observer assessor operator tester method protocol mode rate ort stelle seite region muskel bedingung behandlung gerät untersucher prüfer stempel sonde lieu côté muscle appareil examinateur sitio lado músculo condición dispositivo examinador local condição aparelho avaliador 部位 侧 肌肉 条件 设备 测试者");
    private static readonly HashSet<string> _remarks = Words("comment comments note notes remark remarks bemerkung bemerkungen kommentar kommentare notiz notizen remarque remarques commentaire comentario comentarios observaciones comentário comentários observações date datum fecha data time timestamp uhrzeit heure hora clock order sequence row line index file datei 备注 日期 时间");

    /// <summary>Asks about a long table's columns that are neither subject, session, trial nor value.</summary>
    /// <param name="table">The table.</param>
    /// <param name="columns">Those columns.</param>
    /// <param name="subject">The column of subjects.</param>
    /// <exception cref="FormatException">One could change the rating.</exception>
    public static void InLines(RatingRows table, IEnumerable<int> columns, int subject)
    {
        foreach (int at in columns.Where(at => !table.Answered.Contains(at)))
        {
            string[] cells = Cells(table, at);
            bool isKind = cells.Distinct(StringComparer.OrdinalIgnoreCase).Count() is var kinds && kinds <= MostKinds && kinds * 2 <= cells.Length
                && Array.TrueForAll(cells, cell => !CellText.TryNumber(cell, out double number) || number == Math.Floor(number));
            bool changesWithin = cells.Zip(Cells(table, subject)).Distinct().Count() > Cells(table, subject).Distinct(StringComparer.Ordinal).Count();
            if (IsKnown(table, at, cells) || (isKind && changesWithin && !RatingHeadings.IsAboutSubject(Heading(table, at))))
            {
                Ask(table, at, cells);
            }
        }
    }

    /// <summary>Asks about a wide table's column of words.</summary>
    /// <param name="table">The table.</param>
    /// <param name="columns">The columns.</param>
    /// <exception cref="FormatException">One could change the rating.</exception>
    public static void BesideRows(RatingRows table, IEnumerable<int> columns)
    {
        foreach (int at in columns)
        {
            string[] cells = Cells(table, at);
            if (IsKnown(table, at, cells))
            {
                Ask(table, at, cells);
            }
        }
    }

    private static bool IsKnown(RatingRows table, int at, string[] cells)
    {
        string[] words = ComputedWords.Tokens(Heading(table, at));
        bool isUnits = cells.Any(cell => cell.Length > 0) && Array.TrueForAll(cells, cell => cell.Length == 0 || ColumnUnits.Find(cell) is { Quantity: ColumnQuantity.Force or ColumnQuantity.Pressure });
        return isUnits || StateWords.Names(Heading(table, at)) || words.Any(_factors.Contains);
    }

    private static void Ask(RatingRows table, int at, string[] cells)
    {
        string usual = cells.GroupBy(cell => cell, StringComparer.OrdinalIgnoreCase).MaxBy(group => group.Count())!.Key;
        int other = Array.FindIndex(cells, cell => !string.Equals(cell, usual, StringComparison.OrdinalIgnoreCase));
        if (other >= 0 && !ComputedWords.Tokens(Heading(table, at)).Any(_remarks.Contains))
        {
            throw new FormatException($"Line {table.Rows[other].Line}, column '{Heading(table, at)}': {Said(cells[other])}, where most rows have {Said(usual)}: repeats of the same measurement or not? Say --where \"{table.Names[at]}={usual}\" for those rows alone, or --where \"{table.Names[at]}={Any}\" if all are.");
        }
    }

    private static string Said(string cell) => cell.Length == 0 ? "nothing" : $"'{cell}'";

    private static string Heading(RatingRows table, int at) => table.Headings?[at] is { Length: > 0 } heading ? heading : table.Names[at];

    private static string[] Cells(RatingRows table, int at) => [.. table.Rows.Select(row => at < row.Cells.Count ? row.Cells[at] : "")];

    private static HashSet<string> Words(string words) => new(words.Split(' '), StringComparer.Ordinal);
}
