using System.Net;
using System.Net.WebSockets;
using System.Reflection;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.StaticFiles;

namespace Algometer.App.Web;

/// <summary>Serves the pages and the live stream on this machine.</summary>
internal sealed class WebHost : IAsyncDisposable
{
    private readonly WebApplication _application;

    private WebHost(WebApplication application, string url)
    {
        _application = application;
        Url = url;
    }

    /// <summary>The address to open, with this start's token.</summary>
    public string Url { get; }

    /// <summary>Starts serving.</summary>
    /// <param name="listen">Address such as <c>http://127.0.0.1:0</c>; loopback only.</param>
    /// <param name="broadcaster">Samples for the pages.</param>
    /// <param name="state">State for the pages.</param>
    /// <param name="commands">Where the pages' commands go.</param>
    /// <param name="apis">What the other pages may ask.</param>
    /// <param name="time">Paces the state messages.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <exception cref="FormatException">The address cannot be used; the message says why.</exception>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<WebHost> StartAsync(
        string listen,
        LiveBroadcaster broadcaster,
        ILiveStateSource state,
        ILiveCommands commands,
        IEnumerable<IPageApi> apis,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        (IPAddress address, int port) = Loopback(listen);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(address, port);
        });
        WebApplication application = builder.Build();
        var access = new PageAccess();
        application.Use(access.FilterAsync);
        application.UseWebSockets(new WebSocketOptions { KeepAliveInterval = TimeSpan.FromSeconds(5) });
        application.Map("/live", context => ServeLiveAsync(context, broadcaster, state, commands, time));
        foreach (IPageApi api in apis)
        {
            api.Map(application);
        }

        application.Map("{**path}", ServeFileAsync);
        await application.StartAsync(cancellationToken);
        string bound = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return new WebHost(application, $"{bound}/?token={access.Token}");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await _application.DisposeAsync();

    private static (IPAddress Address, int Port) Loopback(string listen)
    {
        if (!Uri.TryCreate(listen, UriKind.Absolute, out Uri? uri) || !string.Equals(uri.Scheme, "http", StringComparison.Ordinal))
        {
            throw new FormatException($"'{listen}' is no address to listen on: write http://127.0.0.1:PORT.");
        }

        if (string.Equals(uri.Host, "localhost", StringComparison.OrdinalIgnoreCase))
        {
            return (IPAddress.Loopback, uri.Port);
        }

        return IPAddress.TryParse(uri.Host, out IPAddress? address) && IPAddress.IsLoopback(address)
            ? (address, uri.Port)
            : throw new FormatException($"'{listen}' would open the pages to the network, which needs accounts and TLS: listen on http://127.0.0.1:PORT.");
    }

    private static async Task ServeLiveAsync(HttpContext context, LiveBroadcaster broadcaster, ILiveStateSource state, ILiveCommands commands, TimeProvider time)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.StatusCode = StatusCodes.Status426UpgradeRequired;
            return;
        }

        using WebSocket socket = await context.WebSockets.AcceptWebSocketAsync();
        (int id, System.Threading.Channels.ChannelReader<LiveSample> samples) = broadcaster.Join();
        using var page = new LiveSocket(socket, state, commands, time);
        try
        {
            await page.RunAsync(samples, context.RequestAborted);
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
}
