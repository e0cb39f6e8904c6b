namespace Algometer.Tables;

/// <summary>
/// Finds a column that says which of several signals a row is of: sensor A and B by turns, force and target, left and right. Read as one force they would
/// be a saw. Known by its name where it goes back to what it said before, and under any name where a few words or numbers come by turns.
/// </summary>
internal static class SignalsByTurns
{
    private const int MostSignals = 8;
    private const int Least = 4;

    private static readonly HashSet<string> _names = Words("sensor sensors channel channels ch chan signal signals side trial run rep repeat device gauge probe cell limb hand source variable kanal seite quelle gerät durchgang versuch canal capteur lado côté 通道 传感器 侧");
    private static readonly HashSet<string> _people = Words("subject subjects patient patients participant participants person proband teilnehmer sujet sujeto paciente participante");

    /// <summary>The column; null where there is none.</summary>
    /// <param name="layout">The table.</param>
    /// <param name="taken">Columns that are read as something else.</param>
    public static TableColumn? Column(TableLayout layout, int[] taken) =>
        layout.Columns.FirstOrDefault(column => !taken.Contains(column.Index) && column is { Unit: null, Strange: null } && !StateWords.Names(column.Name) && IsOne(layout, column));

    private static bool IsOne(TableLayout layout, TableColumn column)
    {
        string[] cells = [.. layout.Head.Select(row => column.Index < row.Count ? row[column.Index] : "")];
        string[] kinds = [.. cells.Distinct(StringComparer.Ordinal).Take(MostSignals + 1)];
        if (cells.Length < Least || kinds.Length is < 2 or > MostSignals || kinds.Contains("", StringComparer.Ordinal) || !Array.TrueForAll(kinds, IsKind))
        {
            return false;
        }

        int changes = cells.Zip(cells.Skip(1)).Count(pair => pair.First != pair.Second);
        string[] words = ComputedWords.Tokens(column.Name);
        return words.Any(_people.Contains)
            || (words.Any(_names.Contains) && changes >= kinds.Length)
            || (Array.TrueForAll(kinds, kind => !CellText.IsNumber(kind)) && changes * 2 >= cells.Length - 1 && cells.GroupBy(cell => cell, StringComparer.Ordinal).All(group => group.Count() > 1))
            || (cells.Length >= 2 * kinds.Length && cells.Skip(kinds.Length).Zip(cells).All(pair => pair.First == pair.Second));
    }

    // A word, or a whole number; no time and no date.
    private static bool IsKind(string cell) => CellText.IsWord(cell) || (CellText.TryNumber(cell, out double number) && number == Math.Floor(number) && cell.IndexOfAny(['.', ',']) < 0);

    private static HashSet<string> Words(string words) => new(words.Split(' '), StringComparer.Ordinal);
}
