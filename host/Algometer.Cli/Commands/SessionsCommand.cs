using System.CommandLine;
using System.Text.Json;
using Algometer.Cli.RecordAccess;
using Algometer.Records;
using Algometer.Records.Engine;
using Algometer.Records.Maintenance;
using Algometer.Records.Model;
using Spectre.Console;

namespace Algometer.Cli.Commands;

/// <summary><c>algometer sessions</c>: what has been recorded.</summary>
internal static class SessionsCommand
{
    public static Command Create()
    {
        Option<string> data = CommonOptions.Data();
        Option<bool> json = CommonOptions.Json();
        var deleted = new Option<bool>("--deleted") { Description = "List what was deleted and can be taken back." };
        var command = new Command("sessions", "List what has been recorded, delete it, take a deletion back.\nExample: algometer sessions --json") { data, json, deleted, Delete(), Undelete() };
        command.SetAction(parsed =>
        {
            using RecordStore store = ChosenRecord.OpenForReading(parsed.GetValue(data)!);
            foreach (RecoveredSession recovered in store.Recovered)
            {
                Console.Error.WriteLine($"Session {recovered.SessionId} had been cut off; {Counted.Of(recovered.RecoveredSamples, "sample")} recovered from its journal.");
            }

            Action<IReadOnlyList<SessionSummary>> show = parsed.GetValue(json) ? WriteJson : WriteTable;
            show(parsed.GetValue(deleted) ? store.ListDeletedSessions() : store.ListSessions());
            return 0;
        });
        return command;
    }

    private static Command Delete()
    {
        var session = new Argument<string>("SESSION") { Description = "The session, the start of its name, or 'last'." };
        var yes = new Option<bool>("--yes") { Description = "Do not ask." };
        Option<string> data = CommonOptions.Data();
        var command = new Command("delete", "Delete a session; for 30 days it can be taken back.\nExample: algometer sessions delete last") { session, yes, data };
        command.SetAction(parsed =>
        {
            using RecordStore store = ChosenRecord.Open(parsed.GetValue(data)!);
            SessionSummary found = ChosenRecord.Find(store, parsed.GetValue(session)!);
            if (!parsed.GetValue(yes) && (Console.IsInputRedirected || !AnsiConsole.Confirm($"Delete session {found.Id} of {found.StartedUtc.ToLocalTime():yyyy-MM-dd HH:mm}?", defaultValue: false)))
            {
                Console.Error.WriteLine("Nothing was deleted. Say --yes to delete without being asked.");
                return AlgometerCommand.BadInput;
            }

            store.DeleteSession(found.Id);
            Console.WriteLine($"Deleted. For 30 days it can be taken back: algometer sessions undelete {found.Id}");
            return 0;
        });
        return command;
    }

    private static Command Undelete()
    {
        var session = new Argument<string>("SESSION") { Description = "The deleted session, or the start of its name." };
        Option<string> data = CommonOptions.Data();
        var command = new Command("undelete", "Take a deletion back.\nExample: algometer sessions undelete 01KB") { session, data };
        command.SetAction(parsed =>
        {
            using RecordStore store = ChosenRecord.Open(parsed.GetValue(data)!);
            SessionSummary found = ChosenRecord.Find(store.ListDeletedSessions(), parsed.GetValue(session)!);
            store.UndeleteSession(found.Id);
            Console.WriteLine($"Session {found.Id} is back.");
            return 0;
        });
        return command;
    }

    private static void WriteJson(IReadOnlyList<SessionSummary> sessions) => Console.WriteLine(JsonSerializer.Serialize(sessions.Select(session => new
    {
        session = session.Id,
        started_utc = session.StartedUtc,
        ended_utc = session.EndedUtc,
        end = EndWords(session),
        altered = session.IsAltered,
        samples = session.SampleCount,
        seconds = Seconds(session),
        gaps = session.GapCount,
        device = session.Description.DeviceId,
        simulated = session.Description.Simulated,
        source = session.Description.Source.ToString().ToLowerInvariant(),
        title = session.Description.Title,
    })));

    private static void WriteTable(IReadOnlyList<SessionSummary> sessions)
    {
        AnsiConsole.Write(SessionTable.Of(sessions, Terminal.Width));
        if (Terminal.Width < SessionTable.FullWidth && sessions.Count > 0)
        {
            Console.WriteLine("Source and title need a wider terminal, or --json.");
        }
    }

    internal static double Seconds(SessionSummary session) => ((session.LastDeviceMicroseconds ?? 0) - (session.FirstDeviceMicroseconds ?? 0)) / 1e6;

    internal static string EndWords(SessionSummary session) => session.End switch
    {
        SessionEnd.Closed => "closed",
        SessionEnd.CutOff => "cut off",
        _ => "recording",
    };
}
