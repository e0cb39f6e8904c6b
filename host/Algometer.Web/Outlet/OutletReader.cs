using System.Threading.Channels;

namespace Algometer.Web.Outlet;

/// <summary>One listening laboratory: its queue, and how much it lost of it.</summary>
public sealed class OutletReader : IDisposable
{
    /// <summary>Items kept for a reader: over a minute at 80 Hz.</summary>
    public const int Kept = 6000;

    private readonly Channel<OutletItem> _items;
    private readonly Action _leave;
    private long _lostSamples;
    private long _lostOthers;

    /// <summary>Makes a reader.</summary>
    /// <param name="capacity">Items that are kept for it.</param>
    /// <param name="leave">Told when it leaves.</param>
    public OutletReader(int capacity, Action leave)
    {
        _leave = leave;
        _items = Channel.CreateBounded<OutletItem>(
            new BoundedChannelOptions(capacity) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true, SingleWriter = false },
            dropped =>
            {
                if (dropped.Kind == OutletKind.Sample)
                {
                    Interlocked.Increment(ref _lostSamples);
                }
                else
                {
                    Interlocked.Increment(ref _lostOthers);
                }
            });
    }

    /// <summary>Offers an item; never waits.</summary>
    public void Offer(in OutletItem item) => _items.Writer.TryWrite(item);

    /// <summary>Waits for an item.</summary>
    public ValueTask<bool> WaitAsync(CancellationToken cancellationToken) => _items.Reader.WaitToReadAsync(cancellationToken);

    /// <summary>Takes an item, if there is one.</summary>
    public bool TryTake(out OutletItem item) => _items.Reader.TryRead(out item);

    /// <summary>What was dropped since it was last asked: samples, and other things.</summary>
    public (long Samples, long Others) TakeLost() => (Interlocked.Exchange(ref _lostSamples, 0), Interlocked.Exchange(ref _lostOthers, 0));

    /// <inheritdoc/>
    public void Dispose()
    {
        _leave();
        _items.Writer.TryComplete();
    }
}
