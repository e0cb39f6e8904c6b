using System.Globalization;
using Algometer.Clinic.Reporting;
using Algometer.Measurement.Visits;
using Algometer.Records;
using Algometer.Reports.Documents;
using Algometer.Reports.Documents.Clinical;
using Algometer.Reports.Documents.Typeset;
using Algometer.Web.Access;
using Algometer.Web.Api;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace Algometer.Web.Endpoints;

/// <summary>
/// Reports for the pages: <c>/api/reports/run|visit|person/ID/report.pdf</c> (with <c>plain=1</c>, <c>name=1</c>, <c>paper=letter</c>), its
/// figures as a list, and each as PNG or SVG.
/// </summary>
public sealed class ReportEndpoints(RecordStore? store, SiteCatalogue sites, VisitLists lists, TimeProvider time) : IEndpoints
{
    private readonly FontBook _fonts = FontBook.OfSystem();

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder api = routes.MapGroup("/api/reports/{kind}/{id}").RequireAuthorization(Rights.Clinic).WithTags("reports");
        api.MapGet("/report.pdf", Report).Produces<Stream>(StatusCodes.Status200OK, "application/pdf").WithSummary("The report of a run, visit or person; plain=1 in plain words, name=1 with the name, paper=a4 or letter, view=1 to look at it.");
        api.MapGet("/figures", (string kind, string id, string? name) => TypedResults.Ok(ClinicalReport.Figures(Content(kind, id, name)).Select(figure => new FigureLine(figure.Name, figure.Title)).ToArray()))
            .WithSummary("The report's figures.");
        api.MapGet("/figures/{figure}.png", (string kind, string id, string figure, string? name, string? view, HttpContext context) =>
            Send(context, new Wanted(kind, id, name, view), "image/png", content => (Figure(content, figure).ToPng(_fonts), Name(content, figure + ".png"))))
            .Produces<Stream>(StatusCodes.Status200OK, "image/png").WithSummary("One figure as PNG.");
        api.MapGet("/figures/{figure}.svg", (string kind, string id, string figure, string? name, string? view, HttpContext context) =>
            Send(context, new Wanted(kind, id, name, view), "image/svg+xml", content => (Figure(content, figure).ToSvg(_fonts), Name(content, figure + ".svg"))))
            .Produces<Stream>(StatusCodes.Status200OK, "image/svg+xml").WithSummary("One figure as SVG.");
    }

    private FileContentHttpResult Report(string kind, string id, string? plain, string? name, string? paper, string? view, HttpContext context) => Send(context, new Wanted(kind, id, name, view), "application/pdf", content =>
    {
        var sheet = Paper.Named(string.IsNullOrEmpty(paper) ? "a4" : paper);
        return (IsSet(plain) ? PlainReport.ToPdf(content, sheet, _fonts) : ClinicalReport.ToPdf(content, sheet, _fonts), Name(content, IsSet(plain) ? "plain.pdf" : "report.pdf"));
    });

    private static Figure Figure(ReportContent content, string name) => ClinicalReport.Figures(content).FirstOrDefault(figure => string.Equals(figure.Name, name, StringComparison.Ordinal))
        ?? throw new ArgumentException($"There is no figure '{name}' in this report.");

    private static bool IsSet(string? option) => option is "1" or "true";

    private static string Name(ReportContent content, string end)
    {
        string day = content switch
        {
            { Run: { } run } => content.Day(run.StartedUtc),
            { Visit: { } visit } => visit.Visit.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            _ => content.Day(content.MadeUtc),
        };
        return $"{content.Subject.Code ?? "algometer"}-{day}-{end}";
    }

    private ReportContent Content(string kind, string id, string? name)
    {
        var source = new ReportSource(store ?? throw new ArgumentException("Nothing is recorded here: start `algometer run` with a record."), sites, lists, time);
        bool named = IsSet(name);
        return kind switch
        {
            "run" => source.Run(id, named),
            "visit" => source.Visit(id, named),
            "person" => source.Person(id, named),
            _ => throw new ArgumentException("There are reports of a run, a visit or a person."),
        };
    }

    private FileContentHttpResult Send(HttpContext context, Wanted wanted, string type, Func<ReportContent, (byte[] File, string Name)> make)
    {
        (byte[] file, string name) = make(Content(wanted.Kind, wanted.Id, wanted.Name));
        ReportAudit.Left(store!, wanted.Kind, wanted.Id, type, Visitor.NameOf(context));
        var disposition = new ContentDispositionHeaderValue(IsSet(wanted.View) ? "inline" : "attachment");
        disposition.SetHttpFileName(name);
        context.Response.Headers.ContentDisposition = disposition.ToString();
        return TypedResults.File(file, type);
    }

    private sealed record Wanted(string Kind, string Id, string? Name, string? View);

    private sealed record FigureLine(string Name, string Title);
}
