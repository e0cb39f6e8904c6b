using System.CommandLine;
using System.Text.Json;
using Algometer.Cli.RecordAccess;
using Algometer.Records;
using Algometer.Records.Documents;
using Algometer.Records.Maintenance;
using Algometer.Records.People;
using Algometer.Web.Endpoints;

namespace Algometer.Cli.Commands;

/// <summary><c>algometer erase</c>: a person wholly, at once and for good.</summary>
internal static class EraseCommand
{
    public static Command Create()
    {
        var who = new Argument<string>("PERSON") { Description = "The person's code, such as P-017." };
        Option<string> data = CommonOptions.Data();
        var yes = new Option<bool>("--yes") { Description = "Do it. Without this, only what would be erased is said." };
        var command = new Command("erase", "Erase a person wholly and for good: name, notes, every document and revision, every trace.\nExample: algometer erase P-017 --yes") { who, data, yes };
        command.SetAction(parsed =>
        {
            using RecordStore store = ChosenRecord.Open(parsed.GetValue(data)!);
            string code = parsed.GetValue(who)!;
            Person person = store.People.Find(code) ?? throw new ArgumentException($"There is no person '{code}'.");
            string[] sessions = [.. RunSessions(store, person.Id)];
            if (!parsed.GetValue(yes))
            {
                int linked = store.ListLinks(person.Id).Select(link => link.SessionId).Union(sessions, StringComparer.Ordinal).Count();
                Console.Error.WriteLine($"{person.Code}: measurements in {linked} sessions and every document would be erased for good. Nothing was done; say --yes to do it.");
                return AlgometerCommand.BadInput;
            }

            ErasureReport report = store.ErasePerson(person.Id, sessions);
            Console.WriteLine($"Erased: {report.Sessions} sessions, {report.Stretches} stretches of sessions with others, {report.Documents} documents. The audit log keeps {report.PersonId} and no more.");
            Console.WriteLine("Out of reach: backups and exports made before, and copies of the disk. Delete them too.");
            foreach (string id in report.StillNamedIn)
            {
                Console.WriteLine($"Document {id} still names the person: read it.");
            }

            return 0;
        });
        return command;
    }

    // Runs of before there were links name their session themselves.
    private static IEnumerable<string> RunSessions(RecordStore store, string personId)
    {
        HashSet<string> known = [.. store.ListSessions().Select(session => session.Id)];
        HashSet<string> linked = [.. store.ListLinks().Select(link => link.SessionId)];
        ILookup<string, string?> owners = store.Documents.Bodies<RunDocument>(RunDocument.Kind)
            .Select(stored => (stored.Document.PersonId, stored.Body.SessionId))
            .Where(run => run.SessionId is not null)
            .ToLookup(run => run.SessionId!, run => run.PersonId, StringComparer.Ordinal);
        return owners
            .Where(session => known.Contains(session.Key) && !linked.Contains(session.Key) && session.All(owner => string.Equals(owner, personId, StringComparison.Ordinal)))
            .Select(session => session.Key);
    }
}
