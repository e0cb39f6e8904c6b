using System.CommandLine;
using Algometer.Records;
using Algometer.Reports;

namespace Algometer.App.Commands;

/// <summary><c>algometer export</c>: a session as a file for other programs.</summary>
internal static class ExportCommand
{
    public static Command Create()
    {
        var session = new Argument<string>("SESSION") { Description = "The session, the start of its name, or 'last'." };
        var format = new Option<string>("--format") { Description = "csv.", DefaultValueFactory = _ => "csv" };
        format.AcceptOnlyFromAmong("csv");
        var output = new Option<string?>("--out") { Description = "The file; without it, to the terminal." };
        Option<string> data = Shared.Data();
        var command = new Command("export", "Write a session as CSV: sequence,time_s,device_us,raw_counts,force_N,flags,alarm.\nExample: algometer export last --format csv --out hold.csv")
        {
            session, format, output, data,
        };
        command.SetAction(parsed =>
        {
            using RecordStore store = Stores.OpenForReading(parsed.GetValue(data)!);
            SessionSummary found = Stores.Find(store, parsed.GetValue(session)!);
            long rows = parsed.GetValue(output) is { } path ? ToFile(store, found, path) : SampleCsv.Write(store, found.Id, Console.Out);
            foreach (RecordedGap gap in store.ReadGaps(found.Id))
            {
                Console.Error.WriteLine($"Gap: {gap.Count} samples from {gap.FirstMissingSequence} on ({gap.Reason}).");
            }

            Console.Error.WriteLine($"{rows} samples of session {found.Id}.");
            return 0;
        });
        return command;
    }

    // Beside its place first, then moved there: a full disk or a kill leaves no half file under the name asked for.
    private static long ToFile(RecordStore store, SessionSummary session, string path)
    {
        string unfinished = path + ".part";
        long rows;
        using (var writer = new StreamWriter(unfinished))
        {
            rows = SampleCsv.Write(store, session.Id, writer);
        }

        File.Move(unfinished, path, overwrite: true);
        return rows;
    }
}
