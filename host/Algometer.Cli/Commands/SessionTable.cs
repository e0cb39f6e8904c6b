using System.Globalization;
using Algometer.Records.Model;
using Spectre.Console;

namespace Algometer.Cli.Commands;

/// <summary>Sessions as a table that a terminal of 80 columns shows whole: a session's name, with which other commands find it, is never cut.</summary>
internal static class SessionTable
{
    /// <summary>Columns of a terminal from which source and title have room.</summary>
    public const int FullWidth = 118;

    /// <summary>Builds it.</summary>
    /// <param name="sessions">The sessions, oldest first.</param>
    /// <param name="width">Columns of the terminal; below <see cref="FullWidth"/> source and title are left out.</param>
    public static Table Of(IReadOnlyList<SessionSummary> sessions, int width)
    {
        bool full = width >= FullWidth;
        Table table = new Table().Border(TableBorder.Simple).AddColumns(full ? ["Session", "Started", "Length", "Samples", "Gaps", "Ended", "Source", "Title"] : ["Session", "Started", "Length", "Samples", "Gaps", "Ended"]);
        foreach (TableColumn column in table.Columns.Take(7))
        {
            column.NoWrap();
        }

        foreach (TableColumn number in table.Columns.Skip(2).Take(3))
        {
            number.RightAligned();
        }

        foreach (SessionSummary session in sessions)
        {
            string end = SessionsCommand.EndWords(session);
            string[] cells =
            [
                session.Id,
                session.StartedUtc.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
                string.Create(CultureInfo.InvariantCulture, $"{SessionsCommand.Seconds(session):0.0} s"),
                session.SampleCount.ToString(CultureInfo.InvariantCulture),
                session.GapCount.ToString(CultureInfo.InvariantCulture),
                session.IsAltered ? "[red]! altered[/]" : session.End == SessionEnd.CutOff ? $"[yellow]! {end}[/]" : end,
                (session.Description.Simulated ? "◇ simulated " : "") + session.Description.Source.ToString().ToLowerInvariant(),
                Markup.Escape(Plain(session.Description.Title)),
            ];
            table.AddRow(cells[..table.Columns.Count]);
        }

        return table;
    }

    // A title comes from files too, and a terminal obeys what stands behind an ESC.
    private static string Plain(string title) => string.Concat(title.Select(c => char.IsControl(c) ? ' ' : c));
}
