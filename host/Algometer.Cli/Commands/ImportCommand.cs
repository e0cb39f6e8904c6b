using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Algometer.Cli.RecordAccess;
using Algometer.Clinic.Exports;
using Algometer.Records;
using Algometer.Records.Model;
using Algometer.Records.People;
using Algometer.Reports.Exchange.Archives;
using Algometer.Reports.Exchange.Imports;
using Algometer.Tables;

namespace Algometer.Cli.Commands;

/// <summary><c>algometer import</c>: session archives, and tables of other programs.</summary>
internal static class ImportCommand
{
    private static readonly JsonSerializerOptions _json = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "A session archive (.algometer) or a table (.csv, .tsv)." };
        var table = new TableOptions(alsoRate: true);
        var started = new Option<string?>("--started") { Description = "Wall time of the first sample with its zone, such as 2026-03-01T09:30:00+01:00." };
        var title = new Option<string?>("--title") { Description = "Name of the session; without it, the file's." };
        var person = new Option<string?>("--person") { Description = "Code of the person it is about." };
        var check = new Option<bool>("--check") { Description = "Only say what it is and what would be taken for what." };
        Option<string> data = CommonOptions.Data();
        Option<bool> json = CommonOptions.Json();
        var command = new Command("import", "Take in a session archive, or a table of another program.\nExample: algometer import P-017.algometer\nExample: algometer import trial.csv --time \"t:ms\" --force \"Load:kgf\"")
        {
            file, started, title, person, check, data, json,
        };
        table.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            string path = parsed.GetValue(file)!;
            if (!Path.Exists(path))
            {
                throw new ArgumentException($"There is no file '{path}'.");
            }

            TableFile.Check(path);
            if (ArchiveImport.IsArchive(path))
            {
                using FileStream stream = File.OpenRead(path);
                using var archive = ArchiveReader.Open(stream);
                return Archive(archive, parsed.GetValue(check) ? null : parsed.GetValue(data)!, parsed.GetValue(json));
            }

            var mapping = new CsvMapping
            {
                Question = table.Question(parsed, keepsCounts: false, joinsRepeats: false),
                StartedUtc = Started(parsed.GetValue(started)),
                Title = parsed.GetValue(title) ?? Path.GetFileNameWithoutExtension(path),
            };
            return await TableAsync(path, mapping, parsed.GetValue(check) ? null : parsed.GetValue(data)!, parsed.GetValue(person), parsed.GetValue(json), cancellationToken);
        });
        return command;
    }

    private static async Task<int> TableAsync(string path, CsvMapping mapping, string? data, string? person, bool json, CancellationToken cancellationToken)
    {
        using var line = new ProgressLine(!Console.IsErrorRedirected);
        long began = Stopwatch.GetTimestamp();
        var ticket = new ImportTicket(new Throttled<ImportProgress>(progress => line.Show(progress.Samples, Stopwatch.GetElapsedTime(began), progress.Part)), cancellationToken);
        try
        {
            // On another thread: Ctrl-C must not wait for a long file.
            CsvImported read = await Task.Run(() => TableImport.Read(path, mapping, TimeProvider.System.GetUtcNow(), ticket), CancellationToken.None);
            line.Clear();
            if (!json)
            {
                read.Taken.ToList().ForEach(Console.WriteLine);
            }

            if (data is null)
            {
                return json ? Json(new { taken = read.Taken, samples = read.Session.Summary.SampleCount }) : 0;
            }

            using RecordStore store = ChosenRecord.Open(data);
            Person? about = person is null ? null : store.People.Find(person) ?? throw new ArgumentException($"There is nobody with the code '{person}': add the person first.");
            (string id, ImportOutcome outcome) = await Task.Run(() => TableImport.Store(store, read.Session, about, ticket), CancellationToken.None);
            line.Clear();
            if (json)
            {
                return Json(new { taken = read.Taken, samples = read.Session.Summary.SampleCount, session = id, already_there = outcome == ImportOutcome.AlreadyThere, person = about?.Code });
            }

            Console.WriteLine(outcome == ImportOutcome.AlreadyThere
                ? $"Session {id} was there already, to the last sample."
                : $"Session {id}: {Counted.Of(read.Session.Summary.SampleCount, "sample")}{(about is null ? "" : $" of {about.Code}")}.");
            if (read.Session.Summary.IsIdentifiedByStart && id != read.Session.Summary.Id)
            {
                Console.WriteLine($"The record has another session {read.Session.Summary.Id}, or has deleted it: this one has an identity of its own.");
            }

            return 0;
        }
        catch (OperationCanceledException)
        {
            line.Clear();
            Console.Error.WriteLine("Cancelled; nothing was stored.");
            return AlgometerCommand.Interrupted;
        }
    }

    private static int Archive(ArchiveReader archive, string? data, bool json)
    {
        if (!json)
        {
            Console.WriteLine($"Archive of {Counted.Of(archive.Sessions.Count, "session")}, {Counted.Of(archive.People.Count, "person", "people")} and {Counted.Of(archive.Documents.Count, "document")}{(archive.Manifest.Pseudonymised ? ", pseudonymised" : "")}; every checksum is right.");
        }

        if (data is null)
        {
            return json ? Json(new { sessions = archive.Sessions.Count, people = archive.People.Count, documents = archive.Documents.Count, pseudonymised = archive.Manifest.Pseudonymised }) : 0;
        }

        using RecordStore store = ChosenRecord.Open(data);
        ArchiveImport.Report report = ArchiveImport.Run(store, archive);
        _ = json
            ? Json(new { sessions = report.Sessions, people = report.People, documents = report.Documents, already_there = report.AlreadyThere, left = report.Left })
            : Said($"{report.Sessions} sessions, {report.People} people and {report.Documents} documents were taken in; {report.AlreadyThere} were there already.");
        report.Left.ToList().ForEach(Console.Error.WriteLine);
        return report.Left.Count == 0 ? 0 : 1;
    }

    private static int Json(object result) => Said(JsonSerializer.Serialize(result, _json));

    private static int Said(string line)
    {
        Console.WriteLine(line);
        return 0;
    }

    private static DateTimeOffset? Started(string? text)
    {
        if (text is null)
        {
            return null;
        }

        bool zoned = text.EndsWith('Z') || (text.Length > 6 && text[^6] is '+' or '-' && text[^3] == ':');
        return zoned && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTimeOffset at)
            ? at
            : throw new ArgumentException($"--started '{text}' is no time with a zone: write 2026-03-01T09:30:00+01:00, or Z at its end for UTC.");
    }
}
