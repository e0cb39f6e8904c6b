using System.Collections.Concurrent;
using Algometer.Link;
using Algometer.Measurement.Signal;
using Algometer.Records.Model;
using Algometer.Station.Pipeline;

namespace Algometer.Web.Outlet;

/// <summary>
/// Hands what happens on the pipeline to every laboratory that listens. Publishing never waits and makes no text: a reader that falls behind loses
/// its oldest items and is told how many, and nobody else notices.
/// </summary>
public sealed class OutletHub(ClockMap clock) : IStreamSubscriber, IStateSubscriber
{
    private readonly ConcurrentDictionary<int, OutletReader> _readers = new();
    private int _lastId;
    private volatile StationState _state = new(LinkState.Connecting, "", null, null, false, 0, 0, 0, 0, null);

    /// <summary>The state now.</summary>
    public StationState State => _state;

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
    /// <remarks>Words of people stay in the record.</remarks>
    public void OnEvent(SessionEvent happened) =>
        Publish(Stamped(OutletKind.Event, At(happened.Sequence, happened.DeviceMicroseconds)) with { Name = happened.Kind, Value = happened.Value });

    /// <inheritdoc/>
    public void OnState(StationState state)
    {
        _state = state;
        Publish(new OutletItem(OutletKind.State, default, 0, 0, State: state));
    }

    private static Sample At(long sequence, long deviceMicroseconds) => new(sequence, deviceMicroseconds, 0, double.NaN, SampleFlags.None, AlarmState.None);

    private OutletItem Stamped(OutletKind kind, in Sample sample) => clock.IsKnown
        ? new OutletItem(kind, sample, clock.ToWallUnixMicroseconds(sample.DeviceMicroseconds), clock.SkewPartsPerMillion, clock.SkewUncertaintyPartsPerMillion)
        : new OutletItem(kind, sample, 0, 0);

    private void Publish(in OutletItem item)
    {
        foreach (KeyValuePair<int, OutletReader> reader in _readers)
        {
            reader.Value.Offer(item);
        }
    }
}
