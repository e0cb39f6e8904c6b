using System.Buffers.Binary;
using System.Net.WebSockets;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Threading.Channels;
using Algometer.Station.Pipeline;
using Algometer.Web.Running;

namespace Algometer.Web.Live;

/// <summary>One open page: samples and state go out, commands come in; all of it ends when the page goes.</summary>
internal sealed partial class LiveSocket(WebSocket socket, RoleView view, TimeProvider time, ILogger log) : IDisposable
{
    private const int HeaderBytes = 4;
    private const int MostSamples = 256;
    private const int LongestCommand = 8192;
    // A name that stands twice would be read as one value here and as another there.
    private static readonly JsonDocumentOptions _once = new() { AllowDuplicateProperties = false };
    private static readonly TimeSpan _stateEvery = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan _sayAgain = TimeSpan.FromMilliseconds(500);
    private readonly SemaphoreSlim _sending = new(1, 1);

    public void Dispose() => _sending.Dispose();

    public async Task RunAsync(ChannelReader<LiveSample> samples, CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);

        // How things stand comes first: a number without it would stand beside no limit and no connection.
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task[] pumps = [PumpSamplesAsync(samples, told.Task, ended.Token), PumpStateAsync(told, ended.Token), ReceiveAsync(ended.Token)];
        await Task.WhenAny(pumps);
        await ended.CancelAsync();
        try
        {
            await Task.WhenAll(pumps);
        }
        catch (Exception failure) when (failure is OperationCanceledException or WebSocketException or ChannelClosedException or ObjectDisposedException)
        {
            // The page went away.
        }
    }

    private async Task PumpSamplesAsync(ChannelReader<LiveSample> samples, Task told, CancellationToken cancellationToken)
    {
        await told.WaitAsync(cancellationToken);
        byte[] buffer = new byte[HeaderBytes + (MostSamples * Marshal.SizeOf<LiveSample>())];
        buffer[0] = 1;
        buffer[1] = 1;
        while (await samples.WaitToReadAsync(cancellationToken))
        {
            int count = 0;
            int length = HeaderBytes;
            if (!view.SeesSamples)
            {
                while (samples.TryRead(out _))
                {
                }

                continue;
            }

            while (count < MostSamples && samples.TryRead(out LiveSample sample))
            {
                MemoryMarshal.Write(buffer.AsSpan(length), sample);
                length += Marshal.SizeOf<LiveSample>();
                count++;
            }

            BinaryPrimitives.WriteUInt16LittleEndian(buffer.AsSpan(2), (ushort)count);
            await SendAsync(buffer.AsMemory(0, length), WebSocketMessageType.Binary, cancellationToken);
        }
    }

    private async Task PumpStateAsync(TaskCompletionSource told, CancellationToken cancellationToken)
    {
        byte[] last = [];
        long sent = 0;
        using var timer = new PeriodicTimer(_stateEvery, time);
        do
        {
            byte[] now = JsonSerializer.SerializeToUtf8Bytes(view.Snapshot(), LiveJson.Default.LiveState);

            // Said again although nothing changed: a page that hears nothing takes the program for gone.
            if (!now.AsSpan().SequenceEqual(last) || time.GetElapsedTime(sent) >= _sayAgain)
            {
                last = now;
                sent = time.GetTimestamp();
                await SendAsync(now, WebSocketMessageType.Text, cancellationToken);
                told.TrySetResult();
            }
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }

    private async Task ReceiveAsync(CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[LongestCommand];
        while (socket.State == WebSocketState.Open)
        {
            int length = 0;
            ValueWebSocketReceiveResult result;
            do
            {
                if (length == buffer.Length)
                {
                    await socket.CloseOutputAsync(WebSocketCloseStatus.MessageTooBig, "a command is at most 8 KiB", cancellationToken);
                    return;
                }

                result = await socket.ReceiveAsync(buffer.AsMemory(length), cancellationToken);
                length += result.Count;
            }
            while (!result.EndOfMessage);

            if (result.MessageType == WebSocketMessageType.Close)
            {
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, cancellationToken);
                return;
            }

            await AnswerAsync(buffer.AsMemory(0, length), cancellationToken);
        }
    }

    private async Task AnswerAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        int id = 0;
        string? error;
        try
        {
            using JsonDocument document = JsonDocument.Parse(message, _once);
            JsonElement root = document.RootElement;
            id = root.GetProperty("id").GetInt32();
            error = await view.ExecuteAsync(root.GetProperty("command").GetString() ?? "", root, cancellationToken);
        }
        catch (Exception failure) when (failure is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            error = "The page sent something that is no command: reload it.";
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            string number = FailureId.Next();
            Failed(log, number, failure);
            error = $"The program made an error in carrying this out; its log says more under {number}: try again, then start the program again.";
        }

        byte[] answer = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object?>(StringComparer.Ordinal) { ["reply"] = id, ["ok"] = error is null, ["error"] = error });
        await SendAsync(answer, WebSocketMessageType.Text, cancellationToken);
    }

    [LoggerMessage(3, LogLevel.Error, "{Id}: a page's command failed.")]
    private static partial void Failed(ILogger log, string id, Exception failure);

    private async Task SendAsync(ReadOnlyMemory<byte> bytes, WebSocketMessageType type, CancellationToken cancellationToken)
    {
        await _sending.WaitAsync(cancellationToken);
        try
        {
            await socket.SendAsync(bytes, type, endOfMessage: true, cancellationToken);
        }
        finally
        {
            _sending.Release();
        }
    }
}
