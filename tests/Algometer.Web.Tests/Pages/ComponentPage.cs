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
        Services.AddSingleton(new OpenRecord(record));
        Services.AddSingleton(time ?? TimeProvider.System);
        VisitLists lists = SeedFile.Read<VisitLists>("visit.json", null);
        var parts = new PageParts(record, lists, SeedFile.Read<SiteCatalogue>("sites.json", null).Checked(), time ?? TimeProvider.System)
        {
            Accounts = (record is null ? null : new AccountStore(record), new SignIns(time ?? TimeProvider.System)),
            Exports = new ExportDesk(record, null),
            Home = (new HomeStore(record, null, time ?? TimeProvider.System), HomeContentFiles.Read(lists, null)),
        };
        Services.AddSingleton(parts);
        Services.AddSingleton(new OpenAccounts(parts.Accounts.Store, parts.Accounts.SignIns));
        Services.AddSingleton(parts.Exports);
        Services.AddSingleton(new OpenHome(parts.Home.Store, parts.Home.Content));
        Services.AddSingleton(parts.Lists);
        Services.AddSingleton(parts.Sites);
        Services.AddSingleton(parts.Settings);
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
