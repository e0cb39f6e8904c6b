namespace Algometer.Web.Access;

/// <summary>
/// Every request passes here first: hardening headers, the name it was asked under (DNS rebinding), the site that asks (cross-site
/// requests and WebSockets), who asks, and whether that role may.
/// </summary>
/// <param name="hostNames">Names and numbers of this server.</param>
/// <param name="admission">Who asks.</param>
internal sealed class RequestGuard(IReadOnlyList<string> hostNames, IAdmission admission)
{
    /// <summary>Lets a request through, or answers it.</summary>
    public async Task FilterAsync(HttpContext context, RequestDelegate next)
    {
        Harden(context);
        if (!hostNames.Contains(context.Request.Host.Host.Trim('[', ']'), StringComparer.OrdinalIgnoreCase))
        {
            await RefuseAsync(context, "This address is not one of this machine: open the page as 127.0.0.1 or localhost, or name it with --host-name.");
            return;
        }

        if (context.Request.Headers.Origin is [{ } origin] && !IsOwn(origin, context.Request))
        {
            await RefuseAsync(context, "Another site asked for this page.");
            return;
        }

        if (await admission.AdmitAsync(context) is not { } visitor)
        {
            return;
        }

        if (!AccessPolicy.MayReach(visitor.Role, context.Request.Path.Value ?? "/"))
        {
            if (context.Request.Path.Value is "/" or "/index.html")
            {
                context.Response.Redirect(AccessPolicy.FirstPage(visitor.Role));
                return;
            }

            await RefuseAsync(context, "This account may not open that page.");
            return;
        }

        context.Features.Set(visitor);
        await next(context);
    }

    /// <summary>Refuses with a reason, in JSON where a page's script asked.</summary>
    public static async Task RefuseAsync(HttpContext context, string reason, int status = StatusCodes.Status403Forbidden)
    {
        context.Response.StatusCode = status;
        if (context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal))
        {
            await context.Response.WriteAsJsonAsync(new { error = reason });
            return;
        }

        context.Response.ContentType = "text/plain; charset=utf-8";
        await context.Response.WriteAsync(reason + "\n");
    }

    private static bool IsOwn(string origin, HttpRequest request) =>
        Uri.TryCreate(origin, UriKind.Absolute, out Uri? uri)
        && string.Equals(uri.Scheme, request.Scheme, StringComparison.OrdinalIgnoreCase)
        && string.Equals(uri.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase);

    private static void Harden(HttpContext context)
    {
        IHeaderDictionary headers = context.Response.Headers;
        headers.ContentSecurityPolicy =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.CacheControl = "no-store";
        if (context.Request.IsHttps)
        {
            headers.StrictTransportSecurity = "max-age=31536000";
        }
    }
}
