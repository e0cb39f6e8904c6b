using Algometer.Web.Access;

namespace Algometer.Web.Hosting;

/// <summary>Where pages went that had another address: old links and bookmarks lead on.</summary>
internal static class MovedPages
{
    private static readonly (string Old, Func<IQueryCollection, string> New)[] _moved =
    [
        ("/review.html", query => query["session"] is [{ Length: > 0 } session] ? $"/recordings/{Uri.EscapeDataString(session)}{QueryString.Create(query.Where(part => part.Key != "session"))}" : "/recordings" + QueryString.Create(query)),
        ("/compare.html", query => "/recordings/compare" + QueryString.Create(query)),
        ("/trends.html", query => query["person"] is [{ Length: > 0 } person] ? $"/patients/{Uri.EscapeDataString(person)}/progress" : "/patients"),
        ("/followup.html", query => query["person"] is [{ Length: > 0 } person] ? $"/patients/{Uri.EscapeDataString(person)}/home" : "/patients"),
        ("/plan.html", query => query["person"] is [{ Length: > 0 } person] ? $"/patients/{Uri.EscapeDataString(person)}/plan" : "/patients"),
        ("/visit.html", query => query["person"] is [{ Length: > 0 } person] ? $"/patients/{Uri.EscapeDataString(person)}/visits/{(query["visit"] is [{ Length: > 0 } visit] ? Uri.EscapeDataString(visit) : "new")}" : "/patients"),
        ("/accounts.html", _ => "/settings/accounts"),
        ("/exports.html", query => "/exports" + QueryString.Create(query)),
        ("/results.html", query => "/results" + QueryString.Create(query)),
        ("/people.html", query => query["person"] is [{ Length: > 0 } person] ? $"/patients/{Uri.EscapeDataString(person)}" : "/patients"),
    ];

    /// <summary>Adds them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/calibration.html", (HttpContext context) => LeadAsync(context, "/device")).RequireAuthorization(Rights.Instrument).WithMetadata(new ExcludeFromDescriptionAttribute());
        routes.MapGet("/ppt.html", (HttpContext context) => LeadAsync(context, "/thresholds" + context.Request.QueryString)).RequireAuthorization(Rights.Instrument).WithMetadata(new ExcludeFromDescriptionAttribute());
        routes.MapGet("/login.html", (HttpContext context) => LeadAsync(context, AccountAdmission.Page + context.Request.QueryString)).AllowAnonymous().WithMetadata(new ExcludeFromDescriptionAttribute());
        routes.MapGet("/home.html", (HttpContext context) => LeadAsync(context, "/home" + context.Request.QueryString)).RequireAuthorization(Rights.HomeSession).WithMetadata(new ExcludeFromDescriptionAttribute());
        foreach ((string old, Func<IQueryCollection, string> at) in _moved)
        {
            routes.MapGet(old, (HttpContext context) => LeadAsync(context, at(context.Request.Query))).RequireAuthorization(Rights.Clinic).WithMetadata(new ExcludeFromDescriptionAttribute());
        }
    }

    private static Task LeadAsync(HttpContext context, string to)
    {
        context.Response.Redirect(to);
        return Task.CompletedTask;
    }
}
