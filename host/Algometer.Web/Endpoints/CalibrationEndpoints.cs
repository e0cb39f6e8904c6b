using System.Globalization;
using System.Text.Json;
using Algometer.Measurement.Calibration;
using Algometer.Records;
using Algometer.Records.Documents;
using Algometer.Reports;
using Algometer.Reports.Documents.Certificates;
using Algometer.Web.Access;
using Algometer.Web.Api;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Algometer.Web.Endpoints;

/// <summary>The history of calibrations and their certificates.</summary>
public sealed class CalibrationEndpoints(RecordStore? store, TimeProvider time) : IEndpoints
{
    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder api = routes.MapGroup("/api/calibrations").RequireAuthorization(Rights.Instrument).WithTags("calibrations");
        api.MapGet("", () => TypedResults.Ok(History())).WithSummary("Calibrations, newest first.");
        api.MapGet("/{id}/certificate.pdf", Certificate).Produces<Stream>(StatusCodes.Status200OK, "application/pdf").WithSummary("The certificate of one calibration.");
    }

    private Results<FileContentHttpResult, ProblemHttpResult> Certificate(string id)
    {
        CalibrationReport? report = store is null ? null : CalibrationHistory.Reports(store.Documents).FirstOrDefault(known => string.Equals(known.Id.ToString(CultureInfo.InvariantCulture), id, StringComparison.Ordinal));
        return report is null
            ? Problems.Of(StatusCodes.Status404NotFound, "There is no such calibration.")
            : TypedResults.File(CalibrationCertificate.ToPdf(report), "application/pdf", $"calibration-{report.Id}.pdf");
    }

    private List<Line> History() => store is null ? [] : [.. CalibrationHistory.Reports(store.Documents).Reverse().Select(report =>
    {
        UncertaintyBudget budget = report.Budget(30);
        return new Line(report.Id, report.MadeUtc, report.DueUtc, report.DueUtc < time.GetUtcNow(), report.DeviceId, report.Setup.Operator, report.Fit().Gain.Value * 1e6, budget.ExpandedPercent, report.Simulated);
    })];

    private sealed record Line(uint Id, DateTimeOffset MadeUtc, DateTimeOffset DueUtc, bool Due, string DeviceId, string Operator, double MicronewtonsPerCount, double ExpandedPercent, bool Simulated);
}
