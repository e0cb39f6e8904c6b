using Algometer.Clinic.FollowUp;
using Algometer.Records;
using Algometer.Web.Access;
using Algometer.Web.Api;

namespace Algometer.Web.Endpoints;

/// <summary>What a patient takes along from the own sessions.</summary>
/// <param name="store">The sessions.</param>
public sealed class HomeSessionEndpoints(HomeStore store) : IEndpoints
{
    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/home/export", (HttpContext context) => TypedResults.Ok(Export(context))).RequireAuthorization(Rights.HomeSession).WithTags("home sessions").WithSummary("The own sessions, for the therapist's record.");

    private PeriodExport Export(HttpContext context)
    {
        string patient = store.PatientFor(Visitor.Of(context).PersonId) ?? throw new ArgumentException("There is nothing to export yet.");
        return new PeriodExport(PeriodExport.Format, patient, store.NowUtc, [.. store.Sessions(patient).Select(session => session.Body)]);
    }
}
