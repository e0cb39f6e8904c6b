using System.Net.WebSockets;
using System.Reflection;
using Algometer.Station.Pipeline;
using Algometer.Web.Access;
using Algometer.Web.Answers;
using Algometer.Web.Live;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.StaticFiles;

namespace Algometer.Web.Hosting;

/// <summary>Serves the pages and the live stream.</summary>
internal sealed class WebHost : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly IAdmission _admission;
    private readonly string _bound;

    private WebHost(WebApplication application, IAdmission admission, string bound) => (_application, _admission, _bound) = (application, admission, bound);

    /// <summary>The address to open; on this machine alone it carries this start's token.</summary>
    public string Url => _admission.Open(_bound);

    /// <summary>An address for a browser that the program opens itself.</summary>
    public string UrlForOneOpening => _admission is StartToken token ? token.OpenOnce(_bound) : Url;

    /// <summary>Everything that can be asked for, for the tests that walk it.</summary>
    internal IReadOnlyList<Endpoint> Endpoints => _application.Services.GetRequiredService<EndpointDataSource>().Endpoints;

    /// <summary>Starts serving.</summary>
    /// <param name="place">Where, and who is let in.</param>
    /// <param name="broadcaster">Samples for the pages.</param>
    /// <param name="state">State for the pages.</param>
    /// <param name="commands">Where the pages' commands go.</param>
    /// <param name="apis">What the other pages may ask.</param>
    /// <param name="time">Paces the state messages.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<WebHost> StartAsync(
        WebPlace place,
        LiveBroadcaster broadcaster,
        ILiveStateSource state,
        ILiveCommands commands,
        IEnumerable<IPageApi> apis,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.Logging.ClearProviders();

        // The command that serves ends the program; a lifetime of the web server's own would take Ctrl-C and SIGTERM away from it.
        builder.Services.AddSingleton<IHostLifetime, CommandLifetime>();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(place.Listen.Address, place.Listen.Port, listening =>
            {
                if (place.Certificate is { } certificate)
                {
                    listening.UseHttps(certificate);
                }
            });
        });
        WebApplication application = builder.Build();
        application.Use(new RequestGuard(place.HostNames, place.Admission).FilterAsync);
        application.UseWebSockets(new WebSocketOptions { KeepAliveInterval = TimeSpan.FromSeconds(5) });
        application.Map("/live", context => ServeLiveAsync(context, broadcaster, state, commands, time));
        foreach (IPageApi api in apis)
        {
            api.Map(application);
        }

        application.Map("{**path}", ServeFileAsync);
        await application.StartAsync(cancellationToken);
        string bound = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return new WebHost(application, place.Admission, bound.Replace("0.0.0.0", Environment.MachineName, StringComparison.Ordinal).Replace("[::]", Environment.MachineName, StringComparison.Ordinal));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await _application.DisposeAsync();

    private static async Task ServeLiveAsync(HttpContext context, LiveBroadcaster broadcaster, ILiveStateSource state, ILiveCommands commands, TimeProvider time)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.StatusCode = StatusCodes.Status426UpgradeRequired;
            return;
        }

        Visitor visitor = Visitor.Of(context);
        if (visitor.Role == Role.Tester && state.Snapshot().Device is not { Simulated: true })
        {
            await RequestGuard.RefuseAsync(context, "A tester's account works with the simulated sensor only.");
            return;
        }

        using WebSocket socket = await context.WebSockets.AcceptWebSocketAsync();
        (int id, System.Threading.Channels.ChannelReader<LiveSample> samples) = broadcaster.Join();
        var view = new RoleView(visitor, state, commands);
        using var page = new LiveSocket(socket, view, view, time);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, visitor.Ended);
        try
        {
            await page.RunAsync(samples, ended.Token);
        }
        finally
        {
            broadcaster.Leave(id);
        }
    }

    private static async Task ServeFileAsync(HttpContext context)
    {
        string path = context.Request.Path.Value is null or "/" ? "/index.html" : context.Request.Path.Value;
        await using Stream? file = Assembly.GetExecutingAssembly().GetManifestResourceStream("wwwroot" + path);
        if (file is null)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            await context.Response.WriteAsync("There is no such page.\n");
            return;
        }

        context.Response.ContentType = new FileExtensionContentTypeProvider().TryGetContentType(path, out string? type) ? type : "application/octet-stream";
        await file.CopyToAsync(context.Response.Body, context.RequestAborted);
    }

    private sealed class CommandLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
