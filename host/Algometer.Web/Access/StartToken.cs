using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Algometer.Records.Keys;
using Algometer.Web.Api;

namespace Algometer.Web.Access;

/// <summary>
/// On this machine only: a browser that was opened with this start's token, so that other users of the machine stay out.
/// </summary>
/// <remarks>
/// What the browser keeps afterwards is a key of the record, not of this start: a page that was open when the program was restarted, a bookmark
/// and an installed page go on. A cookie knows no port, so its name does: two programs on one machine do not throw each other out.
/// The printed address carries the token and can be opened again from the same terminal. The browser that the program opens itself gets a
/// ticket instead, good for one opening: a program's arguments can be read by every user of the machine.
/// </remarks>
public sealed class StartToken : IAdmission
{
    private static readonly TimeSpan _kept = TimeSpan.FromDays(30);

    // A browser that never came leaves its ticket in the list of processes.
    private static readonly TimeSpan _ticketLasts = TimeSpan.FromMinutes(1);
    private readonly string _token = SecretFile.New();
    private readonly string _key;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<string, long> _tickets = new(StringComparer.Ordinal);

    /// <summary>Lets in whoever has this start's token, or was let in before with the same key.</summary>
    /// <param name="keyFile">Where the key is kept between starts; null for a key of this start alone.</param>
    /// <param name="time">Source of time; null for the system's.</param>
    /// <exception cref="FormatException">The file holds no key.</exception>
    /// <exception cref="IOException">It can be neither read nor made.</exception>
    public StartToken(string? keyFile = null, TimeProvider? time = null) =>
        (_key, _time) = (keyFile is null ? SecretFile.New() : SecretFile.ReadOrMake(keyFile), time ?? TimeProvider.System);

    /// <inheritdoc/>
    public string Open(string bound) => $"{bound}/?token={_token}";

    /// <summary>An address that can be opened once, within a minute.</summary>
    public string OpenOnce(string bound)
    {
        string ticket = SecretFile.New();
        _tickets[ticket] = _time.GetTimestamp();
        return $"{bound}/?token={ticket}";
    }

    /// <inheritdoc/>
    public async Task<Visitor?> AdmitAsync(HttpContext context)
    {
        if (context.Request.Query.TryGetValue("token", out Microsoft.Extensions.Primitives.StringValues token) && (Same(token.ToString(), _token) || TakeTicket(token.ToString())))
        {
            context.Response.Cookies.Append(CookieName(context), _key, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict, Path = "/", MaxAge = _kept });
            context.Response.Redirect(context.Request.Path);
            return null;
        }

        if (Same(context.Request.Cookies[CookieName(context)] ?? "", _key))
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

    private bool TakeTicket(string ticket) => _tickets.TryRemove(ticket, out long made) && _time.GetElapsedTime(made) <= _ticketLasts;

    private static string CookieName(HttpContext context) => string.Create(CultureInfo.InvariantCulture, $"algometer-{context.Connection.LocalPort}");

    private static bool Same(string one, string other) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), Encoding.UTF8.GetBytes(other));
}
