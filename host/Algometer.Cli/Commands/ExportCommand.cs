using System.CommandLine;
using System.Diagnostics;
using Algometer.Cli.RecordAccess;
using Algometer.Clinic.Exports;
using Algometer.Records;
using Algometer.Records.Audit;
using Algometer.Records.Engine;
using Algometer.Records.Model;
using Algometer.Records.Problems;
using Algometer.Records.Store;
using Algometer.Reports;
using Algometer.Reports.Exchange;
using Algometer.Reports.Exchange.Csv;
using Algometer.Reports.Exchange.Pseudonyms;

namespace Algometer.Cli.Commands;

/// <summary><c>algometer export</c>: sessions, a person or everything as files for other programs.</summary>
internal static class ExportCommand
{
    public static Command Create()
    {
        var what = new Argument<string>("SESSION|PATIENT|ALL") { Description = "A session, the start of its name, or 'last'; a person's code; or 'all'. In doubt: session:NAME, person:CODE." };
        var format = new Option<string?>("--format") { Description = string.Join(" ", ExportFormats.All.Select(known => $"{known.Name}: {known.Summary}")) + " Without it, what the ending of --out says, or csv." };
        format.AcceptOnlyFromAmong([.. ExportFormats.All.Select(known => known.Name)]);
        var output = new Option<string?>("--out") { Description = "A file, or a folder (which can be resumed after a cancel). Without it, a session's CSV goes to the terminal." };
        var pseudonymise = new Option<bool>("--pseudonymise") { Description = "Replace codes by study codes, shift dates by weeks of each person's own, leave free text out. Who is who goes to the key file." };
        var key = new Option<string?>("--key") { Description = "The key file; keep it apart from the export. Without it, pseudonym-key.json in the record's folder." };
        Option<string> data = CommonOptions.Data();
        Option<bool> json = CommonOptions.Json();
        var command = new Command("export", "Write sessions for other programs.\nExample: algometer export last --format csv --out hold.csv\nExample: algometer export all --format parquet --out clinic/")
        {
            what, format, output, pseudonymise, key, data, json,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using RecordStore store = ChosenRecord.OpenForReading(parsed.GetValue(data)!);
            var catalogue = new ExportCatalogue(store);
            ExportSelection selection = ExportChoice.Find(catalogue, store, parsed.GetValue(what)!);
            string? path = parsed.GetValue(output);
            IExportFormat chosen = Format(parsed.GetValue(format), path);
            if (parsed.GetValue(pseudonymise))
            {
                string keyFile = parsed.GetValue(key) ?? Path.Combine(parsed.GetValue(data)!, "pseudonym-key.json");
                selection = await PseudonymiseAsync(selection, keyFile, path);
            }

            if (path is null)
            {
                int shown = ToTerminal(chosen, selection);
                Note(store, chosen, selection);
                return shown;
            }

            int code = await ToFilesAsync(chosen, selection, path, parsed.GetValue(json), cancellationToken);
            if (code == 0)
            {
                Note(store, chosen, selection);
                Gaps(selection);
            }

            return code;
        });
        return command;
    }

    private static IExportFormat Format(string? name, string? path) => ExportFormats.Named(name
        ?? (path is null ? null : ExportFormats.All.FirstOrDefault(known => known.Extension.Length > 0 && path.EndsWith(known.Extension, StringComparison.OrdinalIgnoreCase))?.Name)
        ?? "csv");

    private static async Task<ExportSelection> PseudonymiseAsync(ExportSelection selection, string keyFile, string? output)
    {
        if (output is not null && Path.GetFullPath(keyFile).StartsWith(Path.TrimEndingDirectorySeparator(Path.GetFullPath(output)) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            throw new ArgumentException("The key file must not lie in the export it undoes: name another place with --key.");
        }

        var key = PseudonymKey.Open(keyFile);
        ExportSelection pseudonymised = Pseudonymiser.Of(selection, key);

        // Before the export: an export whose key was lost could never be joined to another one.
        await key.SaveAsync(keyFile);
        Console.Error.WriteLine($"Who is who: {keyFile} (keep it apart from the export).");
        return pseudonymised;
    }

    private static int ToTerminal(IExportFormat format, ExportSelection selection)
    {
        if (format is not CsvFormat || selection.Sessions is not [var session])
        {
            throw new ArgumentException("Say where to write it with --out: a file, or a folder.");
        }

        long rows;
        using (Stream output = Console.OpenStandardOutput())
        {
            rows = SampleCsv.Write(selection.Open(session).Samples, output);
        }

        Gaps(selection);
        Console.Error.WriteLine($"{rows} samples of session {session.Id}.");
        return 0;
    }

    private static async Task<int> ToFilesAsync(IExportFormat format, ExportSelection selection, string path, bool json, CancellationToken cancellationToken)
    {
        using var line = new ProgressLine(!json && !Console.IsErrorRedirected);
        long began = Stopwatch.GetTimestamp();
        var ticket = new ExportTicket(new Throttled<ExportProgress>(progress => line.Show(progress.Samples, Stopwatch.GetElapsedTime(began), progress.Part)), cancellationToken);
        bool folder = Directory.Exists(path) || path.EndsWith('/') || path.EndsWith('\\') || Path.GetExtension(path).Length == 0 || format.Extension.Length == 0;
        try
        {
            // On another thread: Ctrl-C must not wait for a long file.
            IReadOnlyList<ExportedFile> files = await Task.Run(
                async () => folder
                    ? await ExportFolder.WriteAsync(format, selection, path, ProgramVersion.Text, ticket)
                    : [await ExportFolder.WriteSingleAsync(format, selection, path, ticket)],
                CancellationToken.None);
            line.Clear();
            if (json)
            {
                Console.WriteLine(System.Text.Json.JsonSerializer.Serialize(new { format = format.Name, sessions = selection.Sessions.Count, files = files.Select(file => new { file = file.Name, bytes = file.Bytes, sha256 = file.Sha256 }) }));
            }
            else
            {
                Console.Error.WriteLine($"{Counted.Of(selection.Sessions.Count, "session")}, {Counted.Of(selection.Sessions.Sum(session => session.SampleCount), "sample")}: {Counted.Of(files.Count, "file")}, {files.Sum(file => file.Bytes) / 1048576.0:0.0} MiB in {path}.");
            }

            return 0;
        }
        catch (OperationCanceledException)
        {
            line.Clear();
            Console.Error.WriteLine(folder ? "Cancelled. What is finished stays; the same command goes on from there." : "Cancelled; nothing was written.");
            return AlgometerCommand.Interrupted;
        }
    }

    // What left the record and when; never whose it was. Beside a running host too: the log takes entries of both.
    private static void Note(RecordStore store, IExportFormat format, ExportSelection selection)
    {
        string id = selection is { Sessions: [var session], Pseudonymised: false } ? session.Id : "";
        try
        {
            store.Audit.Append(new AuditEvent(AuditActions.Export, id.Length > 0 ? "session" : "record", id, Detail: $"{format.Name}, {Counted.Of(selection.Sessions.Count, "session")}{(selection.Pseudonymised ? ", pseudonymised" : "")}"));
        }
        catch (RecordStoreException refused)
        {
            // The files are written and stay; that they were is what nobody may be left to believe noted.
            Console.Error.WriteLine($"The audit log has no entry of this export: {refused.Message}");
        }
    }

    private static void Gaps(ExportSelection selection)
    {
        if (selection.Sessions is [var session])
        {
            foreach (RecordedGap gap in selection.Open(session).Gaps)
            {
                Console.Error.WriteLine($"Gap: {Counted.Of(gap.Count, "sample")} from {gap.FirstMissingSequence} on ({gap.Reason}).");
            }
        }
    }
}
