using Algometer.Web.Access;
using Algometer.Web.Pages;
using Algometer.Web.Pages.AtHome;
using Algometer.Web.Pages.Shell;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Localization;

namespace Algometer.Web.Hosting;

/// <summary>The pages that are components: what they need, and their addresses.</summary>
internal static class Components
{
    /// <summary>Registers what they need.</summary>
    public static void Add(IServiceCollection services, PageParts parts)
    {
        // Nothing that these keys seal outlives the program, so they are written nowhere.
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddScoped<AuthenticationStateProvider, VisitorState>();
        services.AddScoped<Microsoft.AspNetCore.Components.Server.Circuits.CircuitHandler, BusyCircuit>();
        services.AddCascadingAuthenticationState();
        services.AddLocalization();
        parts.Provide(services);
        services.AddScoped<HomeWords>();
        services.Configure<RequestLocalizationOptions>(options =>
        {
            string[] languages = [.. Language.All.Select(language => language.Id)];
            options.SetDefaultCulture(languages[0]).AddSupportedCultures(languages).AddSupportedUICultures(languages);
            options.RequestCultureProviders =
            [
                new QueryStringRequestCultureProvider { QueryStringKey = "lang", UIQueryStringKey = "lang" },
                new CookieRequestCultureProvider { CookieName = Language.CookieName },
                new CustomRequestCultureProvider(_ => Task.FromResult(parts.Settings.Current.Language is { Length: > 0 } language ? new ProviderCultureResult(language) : null)),
                new AcceptLanguageHeaderRequestCultureProvider(),
            ];
        });
    }

    /// <summary>Whether a request is for a page or its circuit: these alone speak the reader's language, an interface always the same.</summary>
    public static bool IsPage(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/_blazor", StringComparison.Ordinal) || context.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is not null;

    /// <summary>Adds their addresses. A page says who may see it; one that does not is the therapist's, like every other address.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapRazorComponents<App>().AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null).Add(endpoint =>
        {
            bool isPage = endpoint.Metadata.OfType<ComponentTypeMetadata>().Any();
            if (!endpoint.Metadata.OfType<IAuthorizeData>().Any() && !endpoint.Metadata.OfType<IAllowAnonymous>().Any())
            {
                endpoint.Metadata.Add(new AuthorizeAttribute(isPage ? Rights.Clinic : Rights.SignedIn));
            }
        });
        routes.MapGet("/language", Language.Choose).AllowAnonymous().WithMetadata(new ExcludeFromDescriptionAttribute());
    }
}
