using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Algometer.App.Web;

/// <summary>
/// Who may see the pages: a browser that was opened with this start's token, under a name of this machine. Keeps other users, other
/// sites (DNS rebinding, cross-site WebSocket) and stale bookmarks out.
/// </summary>
internal sealed class PageAccess
{
    private const string CookieName = "algometer";

    /// <summary>The token that the opened address carries.</summary>
    public string Token { get; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    /// <summary>Lets a request through, or answers it.</summary>
    public async Task FilterAsync(HttpContext context, RequestDelegate next)
    {
        Harden(context.Response);
        if (!IsLocal(context.Request.Host.Host))
        {
            await RefuseAsync(context, "This address is not one of this machine: open the page as 127.0.0.1 or localhost.");
            return;
        }

        if (context.Request.Headers.Origin is [{ } origin] && !IsOwn(origin, context.Request.Host))
        {
            await RefuseAsync(context, "Another site asked for this page.");
            return;
        }

        if (context.Request.Query.TryGetValue("token", out Microsoft.Extensions.Primitives.StringValues token) && Matches(token.ToString()))
        {
            context.Response.Cookies.Append(CookieName, Token, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict, Path = "/" });
            context.Response.Redirect(context.Request.Path);
            return;
        }

        if (!Matches(context.Request.Cookies[CookieName] ?? ""))
        {
            await RefuseAsync(context, "This page belongs to a program that was started elsewhere: open the address that `algometer run` printed.");
            return;
        }

        await next(context);
    }

    private static bool IsLocal(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out IPAddress? address) && IPAddress.IsLoopback(address));

    private static bool IsOwn(string origin, HostString host) =>
        Uri.TryCreate(origin, UriKind.Absolute, out Uri? uri) && string.Equals(uri.Authority, host.Value, StringComparison.OrdinalIgnoreCase);

    private static void Harden(HttpResponse response)
    {
        response.Headers.ContentSecurityPolicy =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers["Cross-Origin-Opener-Policy"] = "same-origin";
        response.Headers.CacheControl = "no-store";
    }

    private static async Task RefuseAsync(HttpContext context, string reason)
    {
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        context.Response.ContentType = "text/plain; charset=utf-8";
        await context.Response.WriteAsync(reason + "\n");
    }

    private bool Matches(string token) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(Token));
}
