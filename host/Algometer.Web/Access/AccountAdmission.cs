using Algometer.Web.Api;
using Microsoft.AspNetCore.Components.Endpoints;

namespace Algometer.Web.Access;

/// <summary>Open to the network: a visitor signs in with an account. The sign-in page and what it needs are open to everybody.</summary>
public sealed class AccountAdmission(SignIns signIns) : IAdmission
{
    /// <summary>Where one signs in.</summary>
    public const string Page = "/sign-in";

    // A name that a browser takes only over TLS, for this host alone and for all of its paths.
    private const string CookieName = "__Host-algometer";

    /// <summary>Keeps the secret of a sign-in in the browser.</summary>
    public static void Keep(HttpContext context, string secret) => context.Response.Cookies.Append(CookieName, secret, Cookie());

    /// <summary>The secret that the browser keeps; empty when none.</summary>
    public static string Kept(HttpContext context) => context.Request.Cookies[CookieName] ?? "";

    /// <summary>Makes the browser forget it.</summary>
    public static void Forget(HttpContext context) => context.Response.Cookies.Delete(CookieName, Cookie());

    /// <inheritdoc/>
    public string Open(string bound) => bound + "/";

    /// <inheritdoc/>
    public Task<Visitor?> AdmitAsync(HttpContext context) => Task.FromResult<Visitor?>(signIns.Find(Kept(context)) ?? Visitor.Stranger);

    /// <inheritdoc/>
    public Task ChallengeAsync(HttpContext context)
    {
        string path = context.Request.Path.Value ?? "/";
        if (path == "/" || path.EndsWith(".html", StringComparison.Ordinal) || context.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is not null)
        {
            context.Response.Redirect($"{Page}?next={Uri.EscapeDataString(path + context.Request.QueryString)}");
            return Task.CompletedTask;
        }

        return Problems.WriteAsync(context, StatusCodes.Status401Unauthorized, "You are not signed in any more: sign in again. What you typed stays on the page until you leave it.");
    }

    private static CookieOptions Cookie() => new() { HttpOnly = true, Secure = true, SameSite = SameSiteMode.Strict, Path = "/" };
}
