using System.Net.WebSockets;
using Algometer.Station.Pipeline;
using Algometer.Web.Access;
using Algometer.Web.Api;
using Algometer.Web.Live;
using Algometer.Web.Pages;
using Algometer.Web.Pages.Shell;
using Algometer.Web.Running;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Algometer.Web.Hosting;

/// <summary>Serves the pages and the live stream.</summary>
public sealed class WebHost : IAsyncDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(2);
    private readonly WebApplication _application;
    private readonly IAdmission _admission;
    private readonly HostEnd _end;
    private readonly string _bound;

    private WebHost(WebApplication application, IAdmission admission, HostEnd end, string bound) => (_application, _admission, _end, _bound) = (application, admission, end, bound);

    /// <summary>The address to open; on this machine alone it carries this start's token.</summary>
    public string Url => _admission.Open(_bound);

    /// <summary>An address for a browser that the program opens itself.</summary>
    /// <param name="path">The page, such as <c>/home</c>.</param>
    public string UrlForOneOpeningAt(string path) => At(_admission is StartToken token ? token.OpenOnce(_bound) : Url, path);

    /// <summary>The same as <see cref="Url"/> for a page.</summary>
    /// <param name="path">The page, such as <c>/home</c>.</param>
    public string UrlAt(string path) => At(Url, path);

    private static string At(string url, string path) => new UriBuilder(url) { Path = path }.Uri.ToString();

    /// <summary>Everything that can be asked for, for the tests that walk it.</summary>
    internal IReadOnlyList<Endpoint> Endpoints => _application.Services.GetRequiredService<EndpointDataSource>().Endpoints;

    /// <summary>Starts serving.</summary>
    /// <param name="place">Where, and who is let in.</param>
    /// <param name="broadcaster">Samples for the pages.</param>
    /// <param name="state">State for the pages.</param>
    /// <param name="commands">Where the pages' commands go.</param>
    /// <param name="features">What the other pages may ask.</param>
    /// <param name="parts">What the pages reach in this process.</param>
    /// <param name="time">Paces the state messages.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<WebHost> StartAsync(
        WebPlace place,
        LiveBroadcaster broadcaster,
        ILiveStateSource state,
        ILiveCommands commands,
        IEnumerable<IEndpoints> features,
        PageParts parts,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrelHttpsConfiguration();

        // Of the libraries errors alone. What the program prints is read by people and scripts: without a log, errors go to the error output.
        builder.Logging.ClearProviders();
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        builder.Logging.AddFilter("Algometer", LogLevel.Information);
        builder.Logging.AddFilter("Microsoft.AspNetCore.Diagnostics.ExceptionHandlerMiddleware", LogLevel.None);
        if (place.Log is { } log)
        {
            builder.Logging.AddProvider(log);
        }
        else
        {
            builder.Logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        }

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
        VisitorAuthentication.Add(builder.Services, place.Admission);
        builder.Services.AddSingleton(place);
        builder.Services.AddProblemDetails();
        builder.Services.AddExceptionHandler<FailureAnswers>();
        builder.Services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        builder.Services.ConfigureHttpJsonOptions(options => JsonConvention.Apply(options.SerializerOptions));
        ApiDocument.Add(builder.Services);
        Components.Add(builder.Services, parts);
        WebApplication application = builder.Build();
        application.UseExceptionHandler();
        application.Use(new RequestGuard(place.HostNames).FilterAsync);
        application.UseRouting();
        application.UseAuthentication();
        application.UseAuthorization();
        application.UseAntiforgery();
        application.UseWhen(Components.IsPage, pages => pages.Use(Language.KeepAsync).UseRequestLocalization());
        application.UseWebSockets(new WebSocketOptions { KeepAliveInterval = TimeSpan.FromSeconds(5) });
        application.Map("/live", context => ServeLiveAsync(context, broadcaster, state, commands, time)).RequireAuthorization(Rights.SignedIn);
        application.MapOpenApi().RequireAuthorization(Rights.Clinic);
        RouteGroupBuilder described = application.MapGroup("");
        foreach (int status in (int[])[StatusCodes.Status400BadRequest, StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden, StatusCodes.Status404NotFound, StatusCodes.Status409Conflict, StatusCodes.Status422UnprocessableEntity, StatusCodes.Status500InternalServerError])
        {
            described.ProducesProblem(status);
        }

        foreach (IEndpoints feature in features)
        {
            feature.Map(described);
        }

        Components.Map(application);
        AuthorityFile.Map(application, place.Authority);
        MovedPages.Map(application);
        PageFiles.Map(application);
        await application.StartAsync(cancellationToken);
        string bound = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return new WebHost(application, place.Admission, parts.End, bound.Replace("0.0.0.0", Environment.MachineName, StringComparison.Ordinal).Replace("[::]", Environment.MachineName, StringComparison.Ordinal));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // The circuits of open pages end before what they are made of goes, and nothing is drawn in one that lasts longer; whoever does not let go in time is cut.
        _end.Come();
        using var patience = new CancellationTokenSource(_patience);
        try
        {
            await _application.StopAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            // Cut below.
        }

        await _application.DisposeAsync();
    }

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
            await Problems.WriteAsync(context, StatusCodes.Status403Forbidden, "A tester's account works with the simulated sensor only.");
            return;
        }

        using WebSocket socket = await context.WebSockets.AcceptWebSocketAsync();
        (int id, System.Threading.Channels.ChannelReader<LiveSample> samples) = broadcaster.Join();
        var view = new RoleView(visitor, state, commands);
        using var page = new LiveSocket(socket, view, time, context.RequestServices.GetRequiredService<ILogger<LiveSocket>>());
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, visitor.Ended, context.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping);
        try
        {
            await page.RunAsync(samples, ended.Token);
        }
        finally
        {
            broadcaster.Leave(id);
        }
    }

    private sealed class CommandLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
