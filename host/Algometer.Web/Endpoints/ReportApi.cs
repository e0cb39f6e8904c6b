using System.Globalization;
using Algometer.Clinic.Reporting;
using Algometer.Measurement.Visits;
using Algometer.Records;
using Algometer.Records.Engine;
using Algometer.Reports.Documents;
using Algometer.Reports.Documents.Clinical;
using Algometer.Reports.Documents.Typeset;
using Algometer.Web.Answers;

namespace Algometer.Web.Endpoints;

/// <summary>
/// Reports for the pages: <c>/api/reports/run|visit|person/ID/report.pdf</c> (with <c>plain=1</c>, <c>name=1</c>, <c>paper=letter</c>), its
/// figures as a list, and each as PNG or SVG.
/// </summary>
public sealed class ReportApi(RecordStore? store, SiteCatalogue sites, VisitLists lists, TimeProvider time) : IPageApi
{
    private readonly FontBook _fonts = FontBook.OfSystem();

    /// <inheritdoc/>
    public void Map(WebApplication application)
    {
        application.MapGet("/api/reports/{kind}/{id}/report.pdf", context => SendAsync(context, "application/pdf", content =>
        {
            bool plain = Told(context, "plain");
            var paper = Paper.Named(context.Request.Query["paper"] is [{ Length: > 0 } name] ? name : "a4");
            return (plain ? PlainReport.ToPdf(content, paper, _fonts) : ClinicalReport.ToPdf(content, paper, _fonts), Name(content, plain ? "plain.pdf" : "report.pdf"));
        }));
        application.Get("/api/reports/{kind}/{id}/figures", context => ClinicalReport.Figures(Content(context)).Select(figure => new FigureLine(figure.Name, figure.Title)).ToArray());
        application.MapGet("/api/reports/{kind}/{id}/figures/{name}.png", context => SendAsync(context, "image/png", content => (Figure(content, context).ToPng(_fonts), Name(content, context.Route("name") + ".png"))));
        application.MapGet("/api/reports/{kind}/{id}/figures/{name}.svg", context => SendAsync(context, "image/svg+xml", content => (Figure(content, context).ToSvg(_fonts), Name(content, context.Route("name") + ".svg"))));
    }

    private static Figure Figure(ReportContent content, HttpContext context) => ClinicalReport.Figures(content).FirstOrDefault(figure => string.Equals(figure.Name, context.Route("name"), StringComparison.Ordinal))
        ?? throw new ArgumentException($"There is no figure '{context.Route("name")}' in this report.");

    private static bool Told(HttpContext context, string name) => context.Request.Query[name] is ["1" or "true"];

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

    private ReportContent Content(HttpContext context)
    {
        var source = new ReportSource(store ?? throw new ArgumentException("Nothing is recorded here: start `algometer run` with a record."), sites, lists, time);
        bool named = Told(context, "name");
        return context.Route("kind") switch
        {
            "run" => source.Run(context.Route("id"), named),
            "visit" => source.Visit(context.Route("id"), named),
            "person" => source.Person(context.Route("id"), named),
            _ => throw new ArgumentException("There are reports of a run, a visit or a person."),
        };
    }

    private Task SendAsync(HttpContext context, string type, Func<ReportContent, (byte[] File, string Name)> make) => JsonApi.FileAsync(
        context,
        type,
        () =>
        {
            (byte[] File, string Name) made = make(Content(context));
            ReportAudit.Left(store!, context.Route("kind"), context.Route("id"), type, context.Actor());
            return made;
        },
        attached: !Told(context, "view"));

    private sealed record FigureLine(string Name, string Title);
}
