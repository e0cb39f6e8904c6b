using System.Collections.Concurrent;
using Algometer.Link;
using Algometer.Measurement.Signal;
using Algometer.Station.Pipeline;

namespace Algometer.Web.Outlet;

/// <summary>
/// Hands what happens on the road to every laboratory that listens. Publishing never waits and makes no text: a reader that falls behind loses
/// its oldest items and is told how many, and nobody else notices.
/// </summary>
public sealed class OutletHub(ClockMap clock) : ILiveTap
{
    private readonly ConcurrentDictionary<int, OutletReader> _readers = new();
    private int _lastId;
    private volatile OutletState _state = new("connecting", "", null, null, false, 0, 0, 0, 0, null);

    /// <summary>The state now.</summary>
    public OutletState State => _state;

    /// <summary>Readers connected.</summary>
    public int Readers => _readers.Count;

    /// <summary>A reader joins; disposing it leaves.</summary>
    /// <param name="capacity">Items that are kept for it.</param>
    public OutletReader Join(int capacity = OutletReader.Kept)
    {
        int id = Interlocked.Increment(ref _lastId);
        var reader = new OutletReader(capacity, () => _readers.TryRemove(id, out _));
        _readers[id] = reader;
        return reader;
    }

    /// <inheritdoc/>
    public void OnSample(in Sample sample) => Publish(Stamped(OutletKind.Sample, sample));

    /// <inheritdoc/>
    public void OnGap(in SampleGap gap, long deviceMicroseconds) =>
        Publish(Stamped(OutletKind.Gap, At(gap.FirstSequence, deviceMicroseconds)) with { Name = gap.Reason, Value = gap.Count });

    /// <inheritdoc/>
    public void OnEvent(string kind, long deviceMicroseconds, long sequence, double? value) =>
        Publish(Stamped(OutletKind.Event, At(sequence, deviceMicroseconds)) with { Name = kind, Value = value });

    /// <inheritdoc/>
    public void OnState(OutletState state)
    {
        _state = state;
        Publish(new OutletItem(OutletKind.State, default, 0, 0, State: state));
    }

    private static Sample At(long sequence, long deviceMicroseconds) => new(sequence, deviceMicroseconds, 0, double.NaN, SampleFlags.None, AlarmState.None);

    private OutletItem Stamped(OutletKind kind, in Sample sample) => clock.IsKnown
        ? new OutletItem(kind, sample, clock.ToWallUnixMicroseconds(sample.DeviceMicroseconds), clock.SkewPartsPerMillion)
        : new OutletItem(kind, sample, 0, 0);

    private void Publish(in OutletItem item)
    {
        foreach (KeyValuePair<int, OutletReader> reader in _readers)
        {
            reader.Value.Offer(item);
        }
    }
}
