using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Algometer.Records;
using Spectre.Console;

namespace Algometer.App.Commands;

/// <summary><c>algometer sessions</c>: what has been recorded.</summary>
internal static class SessionsCommand
{
    public static Command Create()
    {
        Option<string> data = Shared.Data();
        Option<bool> json = Shared.Json();
        var command = new Command("sessions", "List what has been recorded.\nExample: algometer sessions --json") { data, json };
        command.SetAction(parsed =>
        {
            using RecordStore store = Stores.OpenForReading(parsed.GetValue(data)!);
            foreach (RecoveredSession recovered in store.Recovered)
            {
                Console.Error.WriteLine($"Session {recovered.SessionId} had been cut off; {recovered.RecoveredSamples} samples were recovered from its journal.");
            }

            Action<RecordStore> show = parsed.GetValue(json) ? WriteJson : WriteTable;
            show(store);
            return 0;
        });
        return command;
    }

    private static void WriteJson(RecordStore store) => Console.WriteLine(JsonSerializer.Serialize(store.ListSessions().Select(session => new
    {
        session = session.Id,
        started_utc = session.StartedUtc,
        ended_utc = session.EndedUtc,
        end = EndWords(session),
        samples = session.SampleCount,
        seconds = Seconds(session),
        gaps = store.CountGaps(session.Id),
        device = session.Description.DeviceId,
        simulated = session.Description.Simulated,
        source = session.Description.Source.ToString().ToLowerInvariant(),
        title = session.Description.Title,
    })));

    private static void WriteTable(RecordStore store)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns("Session", "Started", "Length", "Samples", "Gaps", "Ended", "Source", "Title");
        foreach (TableColumn column in table.Columns.Take(7))
        {
            column.NoWrap();
        }

        foreach (SessionSummary session in store.ListSessions())
        {
            string end = EndWords(session);
            table.AddRow(
                session.Id,
                session.StartedUtc.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
                string.Create(CultureInfo.InvariantCulture, $"{Seconds(session):0.0} s"),
                session.SampleCount.ToString(CultureInfo.InvariantCulture),
                store.CountGaps(session.Id).ToString(CultureInfo.InvariantCulture),
                session.End == SessionEnd.CutOff ? $"[yellow]! {end}[/]" : end,
                (session.Description.Simulated ? "◇ simulated " : "") + session.Description.Source.ToString().ToLowerInvariant(),
                Markup.Escape(session.Description.Title));
        }

        AnsiConsole.Write(table);
    }

    private static double Seconds(SessionSummary session) => ((session.LastDeviceMicroseconds ?? 0) - (session.FirstDeviceMicroseconds ?? 0)) / 1e6;

    private static string EndWords(SessionSummary session) => session.End switch
    {
        SessionEnd.Closed => "closed",
        SessionEnd.CutOff => "cut off",
        _ => "recording",
    };
}
