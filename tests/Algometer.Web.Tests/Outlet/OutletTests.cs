using Algometer.Records.Keys;
using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Algometer.Link;
using Algometer.Measurement.Signal;
using Algometer.Records.Model;
using Algometer.Station.Pipeline;
using Algometer.Web.Outlet;

namespace Algometer.Web.Tests.Outlet;

/// <summary>The live outlet over real sockets.</summary>
public sealed class OutletTests : IAsyncLifetime
{
    private const string Token = "0123456789abcdef0123456789abcdef";
    private readonly ClockMap _clock = new();
    private OutletHub _hub = null!;
    private OutletServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        _hub = new OutletHub(_clock);
        _server = await OutletServer.StartAsync(_hub, Token, "127.0.0.1:0", "127.0.0.1:0", TimeProvider.System);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_websocket_gets_every_kind_of_line_with_both_clocks()
    {
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri($"{_server.WebSocketUrl}?token={Token}"), default);
        await using var lines = new Lines(async buffer => (await socket.ReceiveAsync(buffer, default)).Count);
        JsonElement hello = await lines.NextAsync();
        Assert.Equal(("hello", 1), (hello.GetProperty("type").GetString(), hello.GetProperty("version").GetInt32()));
        _hub.OnSample(Sample(1, 12_500));
        _clock.Add(new Link.ClockPoint(0, 1_780_000_000_000_000, 400));
        _hub.OnSample(Sample(2, 25_000));
        _hub.OnSample(Sample(3, 37_500) with { ForceNewtons = double.NaN, Flags = SampleFlags.Stuck });
        _hub.OnEvent(new SessionEvent(37_500, 3, "over-pressure", 61.5));
        _hub.OnGap(new SampleGap(4, 10, "lost on the way"), 37_500);
        _hub.OnState(new StationState(LinkState.Lost, "unplugged", "0A1B2C3D", "1.2.3", true, 80, 60, 1, 7, null));
        JsonElement first = await lines.NextAsync();
        Assert.Equal(("sample", 1L, 12_500L, JsonValueKind.Null), (first.GetProperty("type").GetString(), first.GetProperty("seq").GetInt64(), first.GetProperty("device_us").GetInt64(), first.GetProperty("wall_us").ValueKind));
        JsonElement second = await lines.NextAsync();
        Assert.Equal((1_780_000_000_025_000L, 1_780_000_000_000_000L, 0.0), (second.GetProperty("wall_us").GetInt64(), second.GetProperty("offset_us").GetInt64(), second.GetProperty("skew_ppm").GetDouble()));
        Assert.Equal((12.345678, 100), (second.GetProperty("force_N").GetDouble(), second.GetProperty("raw").GetInt32()));
        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null), (first.GetProperty("skew_u_ppm").ValueKind, second.GetProperty("skew_u_ppm").ValueKind));
        JsonElement fault = await lines.NextAsync();
        Assert.Equal((JsonValueKind.Null, (int)SampleFlags.Stuck), (fault.GetProperty("force_N").ValueKind, fault.GetProperty("flags").GetInt32()));
        JsonElement happened = await lines.NextAsync();
        Assert.Equal(("event", "over-pressure", 61.5), (happened.GetProperty("type").GetString(), happened.GetProperty("kind").GetString(), happened.GetProperty("value").GetDouble()));
        JsonElement gap = await lines.NextAsync();
        Assert.Equal(("gap", 4L, 10L), (gap.GetProperty("type").GetString(), gap.GetProperty("first_seq").GetInt64(), gap.GetProperty("count").GetInt64()));
        JsonElement state = await lines.NextAsync();
        Assert.Equal(("state", "lost", "0A1B2C3D", true), (state.GetProperty("type").GetString(), state.GetProperty("connection").GetString(), state.GetProperty("device_id").GetString(), state.GetProperty("simulated").GetBoolean()));
    }

    [Fact]
    public void A_skew_that_is_known_comes_with_its_uncertainty()
    {
        using OutletReader reader = _hub.Join();
        for (int i = 0; i < 32; i++)
        {
            _clock.Add(new Link.ClockPoint(i * 500_000L, 1_780_000_000_000_000 + (i * 500_020L) + (i % 3 * 30), 400));
        }

        _hub.OnSample(Sample(1, 12_500));
        Assert.True(reader.TryTake(out OutletItem item));
        var text = new OutletText();
        text.Item(item);
        JsonElement line = JsonDocument.Parse(text.Written).RootElement;
        Assert.InRange(line.GetProperty("skew_u_ppm").GetDouble(), 1, 10);
        Assert.Equal(40, line.GetProperty("skew_ppm").GetDouble(), line.GetProperty("skew_u_ppm").GetDouble());
    }

    [Fact]
    public async Task Whoever_opens_the_port_again_and_again_is_shown_out_and_others_read_on()
    {
        var callers = new List<TcpClient>();
        try
        {
            using var reader = new TcpClient();
            await reader.ConnectAsync(_server.TcpEndPoint!);
            await reader.GetStream().WriteAsync(Encoding.UTF8.GetBytes(Token + "\n"));
            await using var lines = new Lines(async buffer => await reader.GetStream().ReadAsync(buffer));
            await lines.NextAsync();
            for (int i = 0; i < 80; i++)
            {
                var caller = new TcpClient();
                callers.Add(caller);
                await caller.ConnectAsync(_server.TcpEndPoint!);
            }

            Assert.Equal(0, await callers[^1].GetStream().ReadAsync(new byte[1], TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken));
            _hub.OnSample(Sample(7, 1000));
            Assert.Equal(7, (await lines.NextAsync()).GetProperty("seq").GetInt64());
        }
        finally
        {
            callers.ForEach(caller => caller.Dispose());
        }
    }

    [Fact]
    public async Task Plain_http_and_tcp_get_the_same_lines()
    {
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", Token);
        await using Stream http = await client.GetStreamAsync(new Uri(_server.WebSocketUrl.Replace("ws:", "http:", StringComparison.Ordinal)));
        await using var overHttp = new Lines(async buffer => await http.ReadAsync(buffer));
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(_server.TcpEndPoint!);
        await tcp.GetStream().WriteAsync(Encoding.ASCII.GetBytes(Token + "\n"));
        await using var overTcp = new Lines(async buffer => await tcp.GetStream().ReadAsync(buffer));
        foreach (Lines lines in (Lines[])[overHttp, overTcp])
        {
            Assert.Equal("hello", (await lines.NextAsync()).GetProperty("type").GetString());
        }

        Assert.Equal(2, _hub.Readers);
        _hub.OnSample(Sample(7, 1000));
        Assert.Equal(7, (await overHttp.NextAsync()).GetProperty("seq").GetInt64());
        Assert.Equal(7, (await overTcp.NextAsync()).GetProperty("seq").GetInt64());
    }

    [Theory]
    [InlineData("")]
    [InlineData("?token=")]
    [InlineData("?token=0123456789abcdef0123456789abcdee")]
    public async Task Without_the_token_nothing_is_told(string query)
    {
        using var client = new HttpClient();
        HttpResponseMessage answer = await client.GetAsync(new Uri(_server.WebSocketUrl.Replace("ws:", "http:", StringComparison.Ordinal) + query));
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(_server.TcpEndPoint!);
        await tcp.GetStream().WriteAsync(Encoding.ASCII.GetBytes(query + "\n"));
        using var reader = new StreamReader(tcp.GetStream());
        Assert.Contains("\"refused\"", await reader.ReadLineAsync(), StringComparison.Ordinal);
        Assert.Null(await reader.ReadLineAsync());
    }

    [Theory]
    [InlineData("Host", "evil.example")]
    [InlineData("Origin", "http://evil.example")]
    public async Task Another_site_is_refused_even_with_the_token(string header, string value)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, _server.WebSocketUrl.Replace("ws:", "http:", StringComparison.Ordinal) + $"?token={Token}");
        request.Headers.TryAddWithoutValidation(header, value);
        Assert.Equal(HttpStatusCode.Forbidden, (await client.SendAsync(request)).StatusCode);
    }

    [Theory]
    [InlineData("0.0.0.0:1", "everybody could read along")]
    [InlineData("192.168.1.5:9000", "everybody could read along")]
    [InlineData("nonsense", "127.0.0.1:PORT")]
    public async Task It_is_never_opened_to_the_network(string address, string why) =>
        Assert.Contains(why, (await Assert.ThrowsAsync<FormatException>(() => OutletServer.StartAsync(_hub, Token, address, null, TimeProvider.System))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_reader_that_stands_still_delays_nobody_and_learns_what_it_lost()
    {
        using OutletReader slow = _hub.Join(capacity: 100);
        using OutletReader quick = _hub.Join(capacity: 5000);
        for (int i = 0; i < 1000; i++)
        {
            _hub.OnSample(Sample(i, i * 12_500L));
        }

        _hub.OnEvent(new SessionEvent(12_500_000, 999, "mark", null));
        var text = new StringBuilder();
        var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => OutletPump.RunAsync(
            _hub,
            slow,
            (lines, _) =>
            {
                text.Append(Encoding.UTF8.GetString(lines.Span));
                if (text.ToString().Contains("\"mark\"", StringComparison.Ordinal))
                {
                    stop.Cancel();
                }

                return ValueTask.CompletedTask;
            },
            stop.Token));
        JsonElement[] seen = [.. text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.Equal(("lost", 901L), (seen[1].GetProperty("type").GetString(), seen[1].GetProperty("samples").GetInt64()));
        Assert.Equal(901, seen[2].GetProperty("seq").GetInt64());
        Assert.Equal(99, seen.Count(line => line.GetProperty("type").GetString() == "sample"));
        int got = 0;
        while (quick.TryTake(out _))
        {
            got++;
        }

        Assert.Equal((1001, (0L, 0L)), (got, quick.TakeLost()));
        stop.Dispose();
    }

    [Fact]
    public async Task A_reader_that_leaves_is_forgotten()
    {
        using (var tcp = new TcpClient())
        {
            await tcp.ConnectAsync(_server.TcpEndPoint!);
            await tcp.GetStream().WriteAsync(Encoding.ASCII.GetBytes(Token + "\n"));
            using var reader = new StreamReader(tcp.GetStream());
            await reader.ReadLineAsync();
            Assert.Equal(1, _hub.Readers);
        }

        for (int i = 0; _hub.Readers > 0; i++)
        {
            Assert.True(i < 20_000, "the reader is still there");
            _hub.OnSample(Sample(i, i));
            await Task.Yield();
        }
    }

    [Fact]
    public async Task The_road_tells_the_outlet_everything()
    {
        var told = new List<string>();
        using var pipeline = new SamplePipeline(null, (_, _) => null);
        var all = new Told(told);
        pipeline.SubscribeToSamples(all);
        pipeline.SubscribeToState(all);
        pipeline.OnSample(Sample(1, 12_500));
        pipeline.OnGap(new SampleGap(2, 3, "lost"));
        pipeline.OnDeviceEvent(new DeviceEvent(Wire.EventCode.Tared, 20_000, 1, 0));
        pipeline.OnButton(new ButtonPress(1, 30_000, 1));
        pipeline.OnState(LinkState.Lost, "unplugged");
        pipeline.OnCalibration(new CellCalibration(9, 0, 1, 0, 0, 0, 1), 5);
        pipeline.Mark("private words");
        Assert.Contains("sample 1", told, StringComparer.Ordinal);
        Assert.Contains("gap 2+3 at 12500", told, StringComparer.Ordinal);
        Assert.Contains("device-tared at 20000", told, StringComparer.Ordinal);
        Assert.Contains("stop at 30000", told, StringComparer.Ordinal);
        Assert.Contains("state Lost", told, StringComparer.Ordinal);
        Assert.Contains("mark at 12500", told, StringComparer.Ordinal);
        Assert.DoesNotContain(told, line => line.Contains("private", StringComparison.Ordinal));
        await Task.CompletedTask;
    }

    [Fact]
    public void A_token_is_made_once_and_readable_by_its_owner_only()
    {
        using var scratch = new ScratchFolder();
        string token = SecretFile.ReadOrMake(scratch.File("stream-token"));
        Assert.Equal(token, SecretFile.ReadOrMake(scratch.File("stream-token")));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(scratch.File("stream-token")));
        }

        File.WriteAllText(scratch.File("short"), "abc");
        Assert.Throws<FormatException>(() => SecretFile.ReadOrMake(scratch.File("short")));
    }

    [Fact]
    public void Every_field_of_the_lines_is_in_the_document()
    {
        string document = File.ReadAllText(Path.Combine(Checkout.Root, "docs", "OUTLET.md"));
        var text = new OutletText();
        text.Hello(_hub.State);
        text.Lost(1, 2);
        text.Item(new OutletItem(OutletKind.Sample, Sample(1, 2), 3, 4));
        text.Item(new OutletItem(OutletKind.Event, Sample(1, 2), 3, 4, 5, "x", 6));
        text.Item(new OutletItem(OutletKind.Gap, Sample(1, 2), 3, 4, 5, "x", 6));
        text.Item(new OutletItem(OutletKind.State, default, 0, 0, State: _hub.State));
        foreach (JsonElement line in Encoding.UTF8.GetString(text.Written.Span).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement))
        {
            Assert.Contains($"| `{line.GetProperty("type").GetString()}` |", document, StringComparison.Ordinal);
            Assert.All(line.EnumerateObject().Where(field => field.Name != "type"), field => Assert.Contains($"`{field.Name}`", document, StringComparison.Ordinal));
        }
    }

    private static Sample Sample(long sequence, long at) => new(sequence, at, 100, 12.3456784, SampleFlags.None, AlarmState.None);

    private sealed class Told(List<string> told) : IStreamSubscriber, IStateSubscriber
    {
        public void OnSample(in Sample sample) => told.Add($"sample {sample.Sequence}");

        public void OnGap(in SampleGap gap, long deviceMicroseconds) => told.Add($"gap {gap.FirstSequence}+{gap.Count} at {deviceMicroseconds}");

        public void OnEvent(SessionEvent happened) => told.Add($"{happened.Kind} at {happened.DeviceMicroseconds}");

        public void OnState(StationState state) => told.Add($"state {state.Connection}");
    }

    /// <summary>Whole lines of a stream that comes in pieces.</summary>
    private sealed class Lines(Func<Memory<byte>, Task<int>> read) : IAsyncDisposable
    {
        private readonly byte[] _buffer = new byte[65536];
        private readonly Queue<string> _whole = [];
        private string _rest = "";

        public async Task<JsonElement> NextAsync()
        {
            while (_whole.Count == 0)
            {
                int count = await read(_buffer).WaitAsync(TimeSpan.FromSeconds(20));
                Assert.NotEqual(0, count);
                string[] parts = (_rest + Encoding.UTF8.GetString(_buffer, 0, count)).Split('\n');
                _rest = parts[^1];
                Array.ForEach(parts[..^1], _whole.Enqueue);
            }

            return JsonDocument.Parse(_whole.Dequeue()).RootElement;
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
