using System.Globalization;
using System.Security.Claims;
using Algometer.Cli.Composition;
using Algometer.Link;
using Algometer.Records;
using Algometer.Station.Pipeline;
using Algometer.VirtualDevice;
using Algometer.Web.Access;
using Algometer.Web.Pages;
using Bunit;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;

namespace Algometer.Web.Tests.Pages;

/// <summary>A page of components without a browser: over a record of its own, for a visitor, in a language.</summary>
internal sealed class ComponentPage : BunitContext
{
    private readonly DeviceSession _session;
    private readonly DeviceSource _source;

    public ComponentPage(RecordStore? record = null, TimeProvider? time = null, Visitor? visitor = null, string language = "en", string? data = null, VirtualDeviceOptions? device = null)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        Services.AddLocalization();
        Services.AddLogging();
        TimeProvider clock = time ?? TimeProvider.System;
        _source = DeviceSource.Simulate(device ?? new VirtualDeviceOptions { Scenario = Scenario.Named("idle") });
        var pipeline = new SamplePipeline(null, (_, _) => null, null, () => false);
        _session = new DeviceSession(_source.Transport, pipeline, clock, _source.SessionOptions);
        Parts = PageServices.Over(pipeline, _session, record, _source, data, clock).Parts;
        Parts.Provide(Services);
        Services.AddScoped<Web.Pages.AtHome.HomeWords>();
        Services.AddAuthorizationCore(Rights.Define);
        Services.AddSingleton<IAuthorizationService, DefaultAuthorizationService>();
        var state = new VisitorState();
        state.SetAuthenticationState(Task.FromResult(new AuthenticationState(new ClaimsPrincipal(new VisitorIdentity(visitor ?? Visitor.Local)))));
        Services.AddSingleton<AuthenticationStateProvider>(state);
        Services.AddCascadingAuthenticationState();
        JSInterop.Mode = JSRuntimeMode.Loose;
    }

    /// <summary>What the page reaches: the program's own composition, over a device that runs once it is connected.</summary>
    public PageParts Parts { get; }

    /// <summary>Where the visitor is, without the program's own address.</summary>
    public string Address => "/" + Services.GetRequiredService<NavigationManager>().ToBaseRelativePath(Services.GetRequiredService<NavigationManager>().Uri);

    /// <summary>Starts the device and waits for its first sample.</summary>
    public async Task ConnectAsync()
    {
        var heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Parts.Station.Pipeline.SubscribeToSamples(new SampleWatch(_ => heard.TrySetResult()));
        _source.Start(TimeProvider.System);
        _session.Start();
        await heard.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    /// <summary>Draws a page, at an address where that matters.</summary>
    public IRenderedComponent<T> Open<T>(string address = "/", Action<ComponentParameterCollectionBuilder<T>>? parameters = null)
        where T : IComponent
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        return parameters is null ? Render<T>() : Render(parameters);
    }

    /// <inheritdoc/>
    protected override async ValueTask DisposeAsyncCore()
    {
        await base.DisposeAsyncCore();
        await _session.DisposeAsync();
        await _source.DisposeAsync();
    }
}
