using System.Text.Json;
using Algometer.Clinic.Runs;
using Algometer.Measurement.Ramp;
using Algometer.Measurement.Visits;
using Algometer.Records;
using Algometer.Records.Documents;
using Algometer.Web.Access;
using Algometer.Web.Api;

namespace Algometer.Web.Endpoints;

/// <summary>Threshold tests of the record, for other programs.</summary>
public sealed class ThresholdTestEndpoints(RecordStore? store, SiteCatalogue sites) : IEndpoints
{
    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder lists = routes.MapGroup("/api").RequireAuthorization(Rights.Instrument).WithTags("threshold tests");
        lists.MapGet("/sites", () => TypedResults.Ok(sites)).WithSummary("The sites of the body.");

        RouteGroupBuilder api = routes.MapGroup("/api/ppt").RequireAuthorization(Rights.Clinic).WithTags("threshold tests");
        api.MapGet("/runs", (string? person) => TypedResults.Ok(Runs(person))).WithSummary("Runs, newest first; of one person when named.");
        api.MapGet("/runs/{id}", (string id) => TypedResults.Ok(Reader.Read(id))).WithSummary("One run as it was recorded.");
        api.MapGet("/runs/{id}/results", (string id) => TypedResults.Ok(RunResultView.Read(Store, id))).WithSummary("One run's thresholds in kPa, with agreement and what changed.");
        api.MapGet("/study", (string? place, string? protocol) => TypedResults.Ok(StudyView.Of(Reader.All(), place ?? "", protocol ?? ""))).WithSummary("All runs of a place and protocol together.");
    }

    private RecordStore Store => store ?? throw new ArgumentException("Nothing is recorded here.");

    private RunReader Reader => new(Store);

    private List<RunLine> Runs(string? person) => store is null ? [] : [.. Reader.Lines(string.IsNullOrEmpty(person) ? null : person).Reverse()];
}
