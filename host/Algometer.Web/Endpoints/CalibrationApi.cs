using System.Text.Json;
using Algometer.Measurement.Calibration;
using Algometer.Records;
using Algometer.Records.Documents;
using Algometer.Reports.Documents.Certificates;
using Algometer.Station.Activities.Calibration;
using Algometer.Web.Answers;

namespace Algometer.Web.Endpoints;

/// <summary>The history of calibrations and their certificates.</summary>
public sealed class CalibrationApi(RecordStore? store, TimeProvider time) : IPageApi
{
    /// <inheritdoc/>
    public void Map(WebApplication application)
    {
        application.Get("/api/calibrations", _ => History());
        application.Get("/api/calibrations/masses", _ => CalibrationMasses.All);
        application.MapGet("/api/calibrations/{id}/certificate.pdf", async context =>
        {
            CalibrationReport? report = store is null ? null : CalibrationHistory.Reports(store.Documents).FirstOrDefault(known => string.Equals(known.Id.ToString(System.Globalization.CultureInfo.InvariantCulture), context.Route("id"), StringComparison.Ordinal));
            if (report is null)
            {
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                await context.Response.WriteAsync("There is no such calibration.\n");
                return;
            }

            context.Response.ContentType = "application/pdf";
            context.Response.Headers.ContentDisposition = $"attachment; filename=\"calibration-{report.Id}.pdf\"";
            await context.Response.Body.WriteAsync(CalibrationCertificate.ToPdf(report));
        });
    }

    private List<Line> History() => store is null ? [] : [.. CalibrationHistory.Reports(store.Documents).Reverse().Select(report =>
    {
        UncertaintyBudget budget = report.Budget(30);
        return new Line(report.Id, report.MadeUtc, report.DueUtc, report.DueUtc < time.GetUtcNow(), report.DeviceId, report.Setup.Operator, report.Fit().Gain.Value * 1e6, budget.ExpandedPercent, report.Simulated);
    })];

    private sealed record Line(uint Id, DateTimeOffset MadeUtc, DateTimeOffset DueUtc, bool Due, string DeviceId, string Operator, double MicronewtonsPerCount, double ExpandedPercent, bool Simulated);
}
