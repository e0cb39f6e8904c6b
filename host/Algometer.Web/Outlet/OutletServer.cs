using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Algometer.Web.Access;
using Algometer.Web.Api;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Algometer.Web.Outlet;

/// <summary>
/// Serves the outlet on this machine: <c>/stream</c> as WebSocket or, to a plain request, as endless JSON lines; and, where asked for, the same
/// lines on a bare TCP port. Everybody shows the token first.
/// </summary>
public sealed class OutletServer : IAsyncDisposable
{
    private const int LongestFirstLine = 256;
    private const int MostReaders = 64;
    private static readonly TimeSpan _greeting = TimeSpan.FromSeconds(10);
    private readonly OutletHub _hub;
    private readonly string _token;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stopping = new();
    private WebApplication? _application;
    private TcpListener? _listener;
    private Task _accepting = Task.CompletedTask;

    private OutletServer(OutletHub hub, string token, TimeProvider time) => (_hub, _token, _time) = (hub, token, time);

    /// <summary>Where the WebSocket is; empty when it is not served.</summary>
    public string WebSocketUrl { get; private set; } = "";

    /// <summary>Where the TCP lines are; null when they are not served.</summary>
    public IPEndPoint? TcpEndPoint => (IPEndPoint?)_listener?.LocalEndpoint;

    /// <summary>Starts serving.</summary>
    /// <param name="hub">Where items come from.</param>
    /// <param name="token">What a reader must show.</param>
    /// <param name="web">Address of the WebSocket such as 127.0.0.1:9317; null for none.</param>
    /// <param name="tcp">Address of the TCP lines; null for none.</param>
    /// <param name="time">Time.</param>
    /// <exception cref="FormatException">An address cannot be used, or is open to the network.</exception>
    /// <exception cref="IOException">A port is taken.</exception>
    public static async Task<OutletServer> StartAsync(OutletHub hub, string token, string? web, string? tcp, TimeProvider time)
    {
        var server = new OutletServer(hub, token, time);
        IPEndPoint? webAt = web is null ? null : Loopback(web, "--stream");
        IPEndPoint? tcpAt = tcp is null ? null : Loopback(tcp, "--stream-tcp");
        if (webAt is not null)
        {
            await server.ServeWebAsync(webAt);
        }

        if (tcpAt is not null)
        {
            server.ServeTcp(tcpAt);
        }

        return server;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener?.Stop();
        await _accepting;
        if (_application is not null)
        {
            await _application.DisposeAsync();
        }

        _stopping.Dispose();
    }

    private static IPEndPoint Loopback(string address, string option) =>
        IPEndPoint.TryParse(address.Replace("localhost", "127.0.0.1", StringComparison.OrdinalIgnoreCase), out IPEndPoint? parsed) && address.Contains(':', StringComparison.Ordinal)
            ? IPAddress.IsLoopback(parsed.Address) ? parsed : throw new FormatException($"{option} {address} would open the stream to the network, where everybody could read along: serve it on 127.0.0.1:PORT, or send it to a broker with --mqtt mqtts://….")
            : throw new FormatException($"'{address}' is no address for {option}: write 127.0.0.1:PORT.");

    private async Task ServeWebAsync(IPEndPoint at)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(at);
        });
        VisitorAuthentication.Add(builder.Services, new TokenAdmission(_token));
        _application = builder.Build();
        _application.Use(new RequestGuard(["localhost", "127.0.0.1", "::1"]).FilterAsync);
        _application.UseRouting();
        _application.UseAuthentication();
        _application.UseAuthorization();
        _application.UseWebSockets(new WebSocketOptions { KeepAliveInterval = TimeSpan.FromSeconds(5) });
        _application.Map("/stream", ServeStreamAsync).RequireAuthorization(Rights.SignedIn);
        await _application.StartAsync();
        string bound = _application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        WebSocketUrl = $"ws{bound["http".Length..]}/stream";
    }

    private async Task ServeStreamAsync(HttpContext context)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _stopping.Token);
        using OutletReader reader = _hub.Join();
        try
        {
            if (context.WebSockets.IsWebSocketRequest)
            {
                using WebSocket socket = await context.WebSockets.AcceptWebSocketAsync();
                Task leaving = WatchAsync(socket, ended);
                await OutletPump.RunAsync(_hub, reader, (lines, token) => socket.SendAsync(lines, WebSocketMessageType.Text, endOfMessage: true, token), ended.Token);
                await leaving;
            }
            else
            {
                context.Response.ContentType = "application/x-ndjson; charset=utf-8";
                await OutletPump.RunAsync(
                    _hub,
                    reader,
                    async (lines, token) =>
                    {
                        await context.Response.Body.WriteAsync(lines, token);
                        await context.Response.Body.FlushAsync(token);
                    },
                    ended.Token);
            }
        }
        catch (Exception failure) when (failure is OperationCanceledException or WebSocketException or IOException or ObjectDisposedException)
        {
            // The reader went away.
        }
    }

    // Nothing is asked of a reader; whatever comes ends the stream when it is the end, and is thrown away when not.
    private static async Task WatchAsync(WebSocket socket, CancellationTokenSource ended)
    {
        byte[] buffer = new byte[1024];
        try
        {
            while ((await socket.ReceiveAsync(buffer.AsMemory(), ended.Token)).MessageType != WebSocketMessageType.Close)
            {
                // Thrown away.
            }
        }
        catch (Exception failure) when (failure is OperationCanceledException or WebSocketException)
        {
            // Gone.
        }

        await ended.CancelAsync();
    }

    private void ServeTcp(IPEndPoint at)
    {
        try
        {
            _listener = new TcpListener(at);
            _listener.Start(16);
        }
        catch (SocketException failure)
        {
            throw new IOException($"The port {at} cannot be opened: {failure.Message}", failure);
        }

        _accepting = Task.Run(AcceptAsync);
    }

    private async Task AcceptAsync()
    {
        var serving = new List<Task>();
        try
        {
            while (true)
            {
                TcpClient client;
                try
                {
                    client = await _listener!.AcceptTcpClientAsync(_stopping.Token);
                }
                catch (SocketException failure) when (failure.SocketErrorCode is SocketError.ConnectionAborted or SocketError.ConnectionReset)
                {
                    // One who came and was gone before the answer ends nobody else's stream.
                    continue;
                }

                serving.RemoveAll(task => task.IsCompleted);
                if (serving.Count >= MostReaders)
                {
                    // Whoever opens the port again and again takes no file of the program's from it.
                    client.Dispose();
                    continue;
                }

                serving.Add(Task.Run(() => ServeAsync(client)));
            }
        }
        catch (Exception failure) when (failure is OperationCanceledException or SocketException or InvalidOperationException)
        {
            // Asked to end, perhaps before the first reader came.
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await using NetworkStream stream = client.GetStream();
                using var greeting = new CancellationTokenSource(_greeting, _time);
                using var first = CancellationTokenSource.CreateLinkedTokenSource(greeting.Token, _stopping.Token);
                if (!Same(await FirstLineAsync(stream, first.Token)))
                {
                    await stream.WriteAsync(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new { type = "refused", reason = "The first line must be the token." }) + "\n"), _stopping.Token);
                    return;
                }

                using OutletReader reader = _hub.Join();
                await OutletPump.RunAsync(_hub, reader, (lines, token) => stream.WriteAsync(lines, token), _stopping.Token);
            }
            catch (Exception failure) when (failure is OperationCanceledException or IOException or ObjectDisposedException)
            {
                // The reader went away.
            }
        }
    }

    private static async Task<string> FirstLineAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        byte[] line = new byte[LongestFirstLine];
        for (int length = 0; length < line.Length; length++)
        {
            if (await stream.ReadAsync(line.AsMemory(length, 1), cancellationToken) == 0 || line[length] == '\n')
            {
                return Encoding.UTF8.GetString(line, 0, length).Trim();
            }
        }

        return "";
    }

    private bool Same(string shown) => TokenAdmission.Same(shown, _token);

    private sealed class TokenAdmission(string token) : IAdmission
    {
        public string Open(string bound) => bound;

        public static bool Same(string one, string other) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), Encoding.UTF8.GetBytes(other));

        public async Task<Visitor?> AdmitAsync(HttpContext context)
        {
            string header = context.Request.Headers.Authorization.ToString();
            string shown = header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header["Bearer ".Length..].Trim() : context.Request.Query["token"].ToString();
            if (Same(shown, token))
            {
                return Visitor.Local;
            }

            await ChallengeAsync(context);
            return null;
        }

        public Task ChallengeAsync(HttpContext context) =>
            Problems.WriteAsync(context, StatusCodes.Status401Unauthorized, "The stream needs its token: Authorization: Bearer TOKEN, or ?token=TOKEN.");
    }
}
