using System.CommandLine;
using Algometer.Cli.RecordAccess;
using Algometer.Clinic.Reporting;
using Algometer.Measurement.Visits;
using Algometer.Records;
using Algometer.Reports.Documents;
using Algometer.Reports.Documents.Clinical;
using Algometer.Reports.Documents.Typeset;
using Algometer.Reports.Exchange;
using Algometer.Seeds;

namespace Algometer.Cli.Commands;

/// <summary><c>algometer report</c>: a run, a visit or a person's course on paper.</summary>
internal static class ReportCommand
{
    public static Command Create()
    {
        var what = new Argument<string>("RUN|VISIT|PERSON") { Description = "A person's code such as P-017, or the identity of a run, a visit or a person (its first 6 letters or more)." };
        var output = new Option<string>("--out") { Description = "The file (PDF), or with --figures a folder.", Required = true };
        var plain = new Option<bool>("--plain") { Description = "One page in plain words, for the patient." };
        var name = new Option<bool>("--name") { Description = "Put the person's name beside the code." };
        var paper = new Option<string>("--paper") { Description = "a4 or letter.", DefaultValueFactory = _ => "a4" };
        var figures = new Option<bool>("--figures") { Description = "Write the figures alone, each as PNG and as SVG, into the folder." };
        Option<string> data = CommonOptions.Data();
        var command = new Command("report", "Write the report of a run, a visit or a person.\nExample: algometer report P-017 --out P-017.pdf\nExample: algometer report P-017 --plain --name --out for-the-patient.pdf")
        {
            what, output, plain, name, paper, figures, data,
        };
        command.SetAction(async (parsed, _) =>
        {
            var size = Paper.Named(parsed.GetValue(paper)!);
            string folder = parsed.GetValue(data)!;
            using RecordStore store = ChosenRecord.OpenForReading(folder);
            var source = new ReportSource(store, SeedFile.Read<SiteCatalogue>("sites.json", folder).Checked(), SeedFile.Read<VisitLists>("visit.json", folder), TimeProvider.System);
            ReportContent content = source.Find(parsed.GetValue(what)!, parsed.GetValue(name));
            (string kind, string id) = content switch
            {
                { Run: { } run } => ("run", run.Id),
                { Visit: { } visit } => ("visit", visit.Id),
                _ => ("person", content.Subject.Id),
            };
            if (!ReportAudit.Left(store, kind, id, parsed.GetValue(figures) ? "figures" : "application/pdf", null))
            {
                Console.Error.WriteLine("The record is in use or may only be read: this report stands in no audit log. Make it from the page instead to have it kept.");
            }

            var fonts = FontBook.OfSystem();
            string path = parsed.GetValue(output)!;
            if (parsed.GetValue(figures))
            {
                foreach (Figure figure in ClinicalReport.Figures(content))
                {
                    await WriteAsync(Path.Combine(path, figure.Name + ".png"), figure.ToPng(fonts));
                    await WriteAsync(Path.Combine(path, figure.Name + ".svg"), figure.ToSvg(fonts));
                }

                return 0;
            }

            await WriteAsync(path, parsed.GetValue(plain) ? PlainReport.ToPdf(content, size, fonts) : ClinicalReport.ToPdf(content, size, fonts));
            return 0;
        });
        return command;
    }

    private static async Task WriteAsync(string path, byte[] file)
    {
        await AtomicFile.WriteAsync(path, file);
        Console.WriteLine(path);
    }
}
