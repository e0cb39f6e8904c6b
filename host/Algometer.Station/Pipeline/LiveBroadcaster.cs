using System.Collections.Concurrent;
using System.Threading.Channels;
using Algometer.Measurement.Signal;

namespace Algometer.Station.Pipeline;

/// <summary>
/// Hands samples from the ingest thread to every open page. Publishing never waits: a page that falls behind loses its oldest samples,
/// never anyone else's time.
/// </summary>
public sealed class LiveBroadcaster : IArrivalSubscriber
{
    private const int Kept = 1024;
    private readonly ConcurrentDictionary<int, Channel<LiveSample>> _clients = new();
    private int _lastId;

    /// <summary>Pages connected.</summary>
    public int Clients => _clients.Count;

    /// <inheritdoc/>
    public void OnArrival(in Sample sample, HostAlarm decided) => Publish(new LiveSample(
        sample.DeviceSeconds,
        (float)sample.ForceNewtons,
        sample.RawCounts,
        (ushort)sample.Flags,
        (byte)sample.Alarm,
        (byte)decided,
        (uint)sample.Sequence));

    /// <summary>Offers a sample to every page.</summary>
    public void Publish(in LiveSample sample)
    {
        foreach (KeyValuePair<int, Channel<LiveSample>> client in _clients)
        {
            client.Value.Writer.TryWrite(sample);
        }
    }

    /// <summary>A page joins.</summary>
    public (int Id, ChannelReader<LiveSample> Samples) Join()
    {
        var channel = Channel.CreateBounded<LiveSample>(
            new BoundedChannelOptions(Kept) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true, SingleWriter = false });
        int id = Interlocked.Increment(ref _lastId);
        _clients[id] = channel;
        return (id, channel.Reader);
    }

    /// <summary>A page leaves.</summary>
    public void Leave(int id)
    {
        if (_clients.TryRemove(id, out Channel<LiveSample>? channel))
        {
            channel.Writer.TryComplete();
        }
    }
}
