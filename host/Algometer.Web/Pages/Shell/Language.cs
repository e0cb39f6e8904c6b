using System.Globalization;
using Algometer.Web.Access;
using Microsoft.AspNetCore.Localization;

namespace Algometer.Web.Pages.Shell;

/// <summary>The languages of the pages. Which one is asked for stands in a cookie, else in what the browser prefers.</summary>
/// <param name="Id">Such as <c>de</c>.</param>
/// <param name="Name">Its name in itself.</param>
internal sealed record Language(string Id, string Name)
{
    /// <summary>Where the browser keeps the choice.</summary>
    public const string CookieName = "language";

    /// <summary>All, the source first.</summary>
    public static IReadOnlyList<Language> All { get; } =
    [
        new("en", "English"), new("es", "Español"), new("de", "Deutsch"), new("fr", "Français"), new("pt", "Português"), new("zh", "中文"),
    ];

    /// <summary>The present one as a page's <c>lang</c>.</summary>
    public static string Tag => Present is "zh" ? "zh-Hans" : Present;

    /// <summary>Whether a page is in it now.</summary>
    public bool IsPresent => string.Equals(Id, Present, StringComparison.Ordinal);

    private static string Present => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;

    /// <summary>A language in a page's address is kept as a choice is: the page's circuit, and whatever is opened from it, speak it too.</summary>
    public static Task KeepAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Query["lang"] is [{ } asked])
        {
            Remember(context, asked);
        }

        return next(context);
    }

    /// <summary>Keeps a choice in the browser and goes back to the page.</summary>
    public static IResult Choose(HttpContext context, string to, string? back)
    {
        Remember(context, to);
        return TypedResults.LocalRedirect(OwnAddress.Of(back) ?? "/");
    }

    private static void Remember(HttpContext context, string id)
    {
        if (All.Any(language => language.Id == id))
        {
            string value = CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(id));
            context.Response.Cookies.Append(CookieName, value, new CookieOptions { MaxAge = TimeSpan.FromDays(365), SameSite = SameSiteMode.Strict, HttpOnly = true, Secure = context.Request.IsHttps, Path = "/" });
        }
    }
}
