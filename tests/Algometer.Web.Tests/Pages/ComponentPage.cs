using System.Globalization;
using System.Security.Claims;
using Algometer.Cli.Composition;
using Algometer.Clinic.Exports;
using Algometer.Measurement.Visits;
using Algometer.Records;
using Algometer.Seeds;
using Algometer.Web.Access;
using Algometer.Web.Pages;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;

namespace Algometer.Web.Tests.Pages;

/// <summary>A page of components without a browser: over a record of its own, for a visitor, in a language.</summary>
internal sealed class ComponentPage : BunitContext
{
    public ComponentPage(RecordStore? record = null, TimeProvider? time = null, Visitor? visitor = null, string language = "en")
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        Services.AddLocalization();
        Services.AddLogging();
        VisitLists lists = SeedFile.Read<VisitLists>("visit.json", null);
        var parts = new PageParts(record, lists, SeedFile.Read<SiteCatalogue>("sites.json", null).Checked(), time ?? TimeProvider.System)
        {
            Accounts = OpenAccounts.Over(record is null ? null : new AccountStore(record), time ?? TimeProvider.System),
            Exports = new ExportDesk(record, null),
            Home = new OpenHome(new HomeStore(record, null, time ?? TimeProvider.System), HomeContentFiles.Read(lists, null)),
        };
        parts.Provide(Services);
        Services.AddAuthorizationCore(Rights.Define);
        var state = new VisitorState();
        state.SetAuthenticationState(Task.FromResult(new AuthenticationState(new ClaimsPrincipal(new VisitorIdentity(visitor ?? Visitor.Local)))));
        Services.AddSingleton<AuthenticationStateProvider>(state);
        Services.AddCascadingAuthenticationState();
        JSInterop.Mode = JSRuntimeMode.Loose;
    }

    /// <summary>Draws a page, at an address where that matters.</summary>
    public IRenderedComponent<T> Open<T>(string address = "/", Action<ComponentParameterCollectionBuilder<T>>? parameters = null)
        where T : IComponent
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        return parameters is null ? Render<T>() : Render(parameters);
    }
}
