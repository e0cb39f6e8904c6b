using Algometer.Clinic.Settings;
using Algometer.Web.Access;
using Algometer.Web.Api;

namespace Algometer.Web.Endpoints;

/// <summary>How measuring begins, for the live page.</summary>
/// <param name="settings">What the clinic has set.</param>
public sealed class SettingsEndpoints(SettingsStore settings) : IEndpoints
{
    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/settings/measuring", () => TypedResults.Ok(View(settings.Current))).RequireAuthorization(Rights.Instrument).WithTags("settings").WithSummary("Unit of display, band in newtons and seconds that a hold begins with.");

    private static MeasuringView View(ClinicSettings set) => new(set.Unit, set.BandLowNewtons, set.BandHighNewtons, set.HoldSeconds);

    private sealed record MeasuringView(string Unit, double LowNewtons, double HighNewtons, double HoldSeconds);
}
