using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Algometer.Cli.RecordAccess;
using Algometer.Records;
using Algometer.Records.Audit;
using Algometer.Records.Documents;
using Spectre.Console;

namespace Algometer.Cli.Commands;

/// <summary><c>algometer audit</c>: who did what, and whether the log is whole.</summary>
internal static class AuditCommand
{
    public static Command Create() => new("audit", "Who deleted, exported, imported, erased, and whether the log of it is whole.") { List(), Verify() };

    private static Command List()
    {
        Option<string> data = CommonOptions.Data();
        Option<bool> json = CommonOptions.Json();
        var from = new Option<long>("--from") { Description = "First entry wanted.", DefaultValueFactory = _ => 1 };
        var command = new Command("list", "List the log.\nExample: algometer audit list --json") { data, json, from };
        command.SetAction(parsed =>
        {
            using RecordStore store = ChosenRecord.OpenForReading(parsed.GetValue(data)!);
            IReadOnlyList<AuditEntry> entries = store.Audit.List(parsed.GetValue(from));
            if (parsed.GetValue(json))
            {
                Console.WriteLine(JsonSerializer.Serialize(entries, DocumentJson.Options));
                return 0;
            }

            var table = new Table().Border(TableBorder.Rounded).AddColumns("#", "When", "Who", "What", "Object", "Detail");
            foreach (AuditEntry entry in entries)
            {
                table.AddRow(
                    entry.Ordinal.ToString(CultureInfo.InvariantCulture),
                    entry.AtUtc.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
                    Markup.Escape(entry.Actor),
                    Markup.Escape(entry.Event.Action),
                    Markup.Escape($"{entry.Event.ObjectKind} {entry.Event.ObjectId}".Trim()),
                    Markup.Escape(entry.Event.Detail));
            }

            AnsiConsole.Write(table);
            return 0;
        });
        return command;
    }

    private static Command Verify()
    {
        Option<string> data = CommonOptions.Data();
        var command = new Command("verify", "Follow the log's chain of hashes; exit code 1 names the first entry that is not as it was written.\nExample: algometer audit verify") { data };
        command.SetAction(parsed =>
        {
            using RecordStore store = ChosenRecord.OpenForReading(parsed.GetValue(data)!);
            AuditReport report = store.Audit.Verify();
            if (report.FirstBroken is { } broken)
            {
                Console.Error.WriteLine($"Broken at entry {broken}. {report.Finding}");
                return 1;
            }

            Console.WriteLine($"{report.Entries} entries, head {(report.Head.Length == 0 ? "none" : report.Head)}. {report.Finding}");
            return 0;
        });
        return command;
    }
}
