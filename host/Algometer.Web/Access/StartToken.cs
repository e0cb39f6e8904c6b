using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Algometer.Web.Api;

namespace Algometer.Web.Access;

/// <summary>
/// On this machine only: a browser that was opened with this start's token, so that other users of the machine and stale bookmarks stay out.
/// </summary>
/// <remarks>
/// The printed address carries the token and can be opened again from the same terminal. The browser that the program opens itself gets a
/// ticket instead, good for one opening: a program's arguments can be read by every user of the machine.
/// </remarks>
public sealed class StartToken : IAdmission
{
    private const string CookieName = "algometer";
    private readonly string _token = Secret();
    private readonly string _cookie = Secret();
    private readonly ConcurrentDictionary<string, bool> _tickets = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public string Open(string bound) => $"{bound}/?token={_token}";

    /// <summary>An address that can be opened once.</summary>
    public string OpenOnce(string bound)
    {
        string ticket = Secret();
        _tickets[ticket] = true;
        return $"{bound}/?token={ticket}";
    }

    /// <inheritdoc/>
    public async Task<Visitor?> AdmitAsync(HttpContext context)
    {
        if (context.Request.Query.TryGetValue("token", out Microsoft.Extensions.Primitives.StringValues token) && (Same(token.ToString(), _token) || _tickets.TryRemove(token.ToString(), out _)))
        {
            context.Response.Cookies.Append(CookieName, _cookie, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict, Path = "/" });
            context.Response.Redirect(context.Request.Path);
            return null;
        }

        if (Same(context.Request.Cookies[CookieName] ?? "", _cookie))
        {
            return Visitor.Local;
        }

        // Nothing at all is open here, the sign-in page included: there are no accounts to sign in with.
        await ChallengeAsync(context);
        return null;
    }

    /// <inheritdoc/>
    public Task ChallengeAsync(HttpContext context) =>
        Problems.WriteAsync(context, StatusCodes.Status403Forbidden, "This page belongs to a program that was started elsewhere: open the address that `algometer run` printed.");

    private static string Secret() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    private static bool Same(string one, string other) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), Encoding.UTF8.GetBytes(other));
}
