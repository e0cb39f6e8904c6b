using System.CommandLine;
using System.Globalization;
using Algometer.Cli.RecordAccess;
using Algometer.Clinic.Exports;
using Algometer.Records;
using Algometer.Records.Engine;
using Algometer.Records.People;
using Algometer.Reports.Exchange.Archives;
using Algometer.Reports.Exchange.Imports;

namespace Algometer.Cli.Commands;

/// <summary><c>algometer import</c>: session archives, and tables of other programs.</summary>
internal static class ImportCommand
{
    private const long LargestTable = 512L << 20;

    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "A session archive (.algometer) or a table (.csv, .tsv)." };
        var time = new Option<string?>("--time") { Description = "Time column as NAME or NAME:UNIT (s, ms, us, min). Without it, the one whose heading says so." };
        var force = new Option<string?>("--force") { Description = "Force column as NAME or NAME:UNIT (N, mN, kgf, g, lbf; kPa and other pressures with --tip-area; counts with --newtons-per-count)." };
        var rate = new Option<double?>("--rate") { Description = "Samples per second, for a table without times." };
        var tip = new Option<double?>("--tip-area") { Description = "Area of the tip in cm²." };
        var slope = new Option<double?>("--newtons-per-count") { Description = "Newtons for one count." };
        var started = new Option<string?>("--started") { Description = "Wall time of the first sample with its zone, such as 2026-03-01T09:30:00+01:00." };
        var title = new Option<string?>("--title") { Description = "Name of the session; without it, the file's." };
        var person = new Option<string?>("--person") { Description = "Code of the person it is about." };
        var check = new Option<bool>("--check") { Description = "Only say what it is and what would be taken for what." };
        Option<string> data = CommonOptions.Data();
        var command = new Command("import", "Take in a session archive, or a table of another program.\nExample: algometer import P-017.algometer\nExample: algometer import trial.csv --time \"t:ms\" --force \"Load:kgf\"")
        {
            file, time, force, rate, tip, slope, started, title, person, check, data,
        };
        command.SetAction(parsed =>
        {
            string path = parsed.GetValue(file)!;
            if (!File.Exists(path))
            {
                throw new ArgumentException($"There is no file '{path}'.");
            }

            if (ArchiveImport.IsArchive(path))
            {
                using FileStream stream = File.OpenRead(path);
                using var archive = ArchiveReader.Open(stream);
                return Archive(archive, parsed.GetValue(check) ? null : parsed.GetValue(data)!);
            }

            var mapping = new CsvMapping
            {
                Time = parsed.GetValue(time),
                Force = parsed.GetValue(force),
                RateHertz = Positive(parsed.GetValue(rate), "--rate"),
                TipAreaCm2 = Positive(parsed.GetValue(tip), "--tip-area"),
                NewtonsPerCount = parsed.GetValue(slope) is { } number && (number == 0 || !double.IsFinite(number)) ? throw new ArgumentException("--newtons-per-count must not be 0.") : parsed.GetValue(slope),
                StartedUtc = Started(parsed.GetValue(started)),
                Title = parsed.GetValue(title) ?? Path.GetFileNameWithoutExtension(path),
            };
            CsvImported read = TableImport.Read(path, Text(path), mapping, TimeProvider.System.GetUtcNow());
            read.Taken.ToList().ForEach(Console.WriteLine);
            if (parsed.GetValue(check))
            {
                return 0;
            }

            using RecordStore store = ChosenRecord.Open(parsed.GetValue(data)!);
            Person? about = parsed.GetValue(person) is { } code ? store.People.Find(code) ?? throw new ArgumentException($"There is nobody with the code '{code}': add the person first.") : null;
            string id = TableImport.Store(store, read.Session, about);
            Console.WriteLine($"Session {id}: {read.Session.Summary.SampleCount} samples{(about is null ? "" : $" of {about.Code}")}.");
            return 0;
        });
        return command;
    }

    private static int Archive(ArchiveReader archive, string? data)
    {
        Console.WriteLine($"Archive of {archive.Sessions.Count} sessions, {archive.People.Count} people and {archive.Documents.Count} documents{(archive.Manifest.Pseudonymised ? ", pseudonymised" : "")}; every checksum is right.");
        if (data is null)
        {
            return 0;
        }

        using RecordStore store = ChosenRecord.Open(data);
        ArchiveImport.Report report = ArchiveImport.Run(store, archive);
        Console.WriteLine($"{report.Sessions} sessions, {report.People} people and {report.Documents} documents were taken in; {report.AlreadyThere} were there already.");
        report.Left.ToList().ForEach(Console.Error.WriteLine);
        return report.Left.Count == 0 ? 0 : 1;
    }

    private static string Text(string path)
    {
        long length = new FileInfo(path).Length;
        return length <= LargestTable ? File.ReadAllText(path) : throw new ArgumentException($"'{path}' has {length >> 20} MiB, more than {LargestTable >> 20}: cut it into several tables.");
    }

    private static double? Positive(double? value, string option) => value is null or (> 0 and < 1e6) ? value : throw new ArgumentException($"{option} must be above 0.");

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
