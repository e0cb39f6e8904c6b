using Algometer.Web.Api;

namespace Algometer.Web.Access;

/// <summary>
/// Every request passes here first: hardening headers, the name it was asked under (DNS rebinding), and the site that asks (cross-site requests
/// and WebSockets). The framework's host filter is not used: it cannot say what to do, and knows nothing of origins.
/// </summary>
/// <param name="hostNames">Names and numbers of this server.</param>
internal sealed class RequestGuard(IReadOnlyList<string> hostNames)
{
    /// <summary>Lets a request through, or answers it.</summary>
    public async Task FilterAsync(HttpContext context, RequestDelegate next)
    {
        // As the answer starts, so that an answer to a failure, which begins anew without headers, has them too.
        context.Response.OnStarting(static state => Harden((HttpContext)state), context);
        if (!hostNames.Contains(context.Request.Host.Host.Trim('[', ']'), StringComparer.OrdinalIgnoreCase))
        {
            await Problems.WriteAsync(context, StatusCodes.Status403Forbidden, "This address is not one of this machine: open the page as 127.0.0.1 or localhost, or name it with --host-name.");
            return;
        }

        if (context.Request.Headers.Origin is [{ } origin] && !IsOwn(origin, context.Request))
        {
            await Problems.WriteAsync(context, StatusCodes.Status403Forbidden, "Another site asked for this page.");
            return;
        }

        await next(context);
    }

    private static bool IsOwn(string origin, HttpRequest request) =>
        Uri.TryCreate(origin, UriKind.Absolute, out Uri? uri)
        && string.Equals(uri.Scheme, request.Scheme, StringComparison.OrdinalIgnoreCase)
        && string.Equals(uri.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase);

    private static Task Harden(HttpContext context)
    {
        IHeaderDictionary headers = context.Response.Headers;
        // One page is a form that the browser itself sends; it must name its origin, or it would be taken for another site's.
        bool isSignIn = context.Request.Path == AccountAdmission.Page;
        headers.ContentSecurityPolicy =
            $"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'self'; form-action '{(isSignIn ? "self" : "none")}'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = isSignIn ? "same-origin" : "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.CacheControl = context.Request.Path.StartsWithSegments("/fonts", StringComparison.Ordinal) ? "private, max-age=604800" : "no-store";
        if (context.Request.IsHttps)
        {
            headers.StrictTransportSecurity = "max-age=31536000";
        }

        return Task.CompletedTask;
    }
}
