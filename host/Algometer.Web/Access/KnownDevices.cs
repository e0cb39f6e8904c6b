using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Algometer.Records.Keys;

namespace Algometer.Web.Access;

/// <summary>
/// Browsers that signed an account in before. Their tries have a lane of their own, so that nobody who guesses elsewhere keeps the owner out
/// or waiting. A device is no sign-in: it still needs the password. Kept in memory; after a start the first sign-in makes it known again.
/// </summary>
internal sealed class KnownDevices
{
    /// <summary>What the address of a known device begins with where tries are counted; no network address does.</summary>
    public const string Lane = "device ";

    private const string CookieName = "__Host-algometer-device";
    private const int MostKept = 10_000;
    private static readonly TimeSpan _kept = TimeSpan.FromDays(180);
    private readonly ConcurrentDictionary<string, bool> _known = new(StringComparer.Ordinal);

    /// <summary>The lane of the browser that asks, where it signed this account in before; null for a browser that did not.</summary>
    public string? LaneOf(HttpContext context, string name) =>
        context.Request.Cookies[CookieName] is { Length: > 0 and <= 200 } secret && Key(secret, name) is var key && _known.ContainsKey(key) ? Lane + key : null;

    /// <summary>The browser has signed this account in.</summary>
    public void Remember(HttpContext context, string name)
    {
        if (_known.Count >= MostKept)
        {
            _known.Clear();
        }

        string secret = context.Request.Cookies[CookieName] is { Length: > 0 and <= 200 } kept && _known.ContainsKey(Key(kept, name)) ? kept : SecretFile.New();
        _known[Key(secret, name)] = true;
        context.Response.Cookies.Append(CookieName, secret, new CookieOptions { HttpOnly = true, Secure = true, SameSite = SameSiteMode.Strict, Path = "/", MaxAge = _kept });
    }

    private static string Key(string secret, string name) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{name.Trim().ToUpperInvariant()}\n{secret}")));
}
