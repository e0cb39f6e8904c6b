using Algometer.Measurement.Guard;

namespace Algometer.Link;

/// <summary>
/// What of the stream cannot be true: counted, told once when it changes, and asked about at most once a second.
/// </summary>
internal sealed class StreamTrust(ISampleSink sink, StreamPosition at)
{
    private const long IdentifyEveryMicroseconds = 1_000_000;
    private const long NotStoredEveryMicroseconds = 10_000_000;
    private long _identifyAskedAt = long.MinValue;
    private bool _isHelloOutdated;

    /// <summary>Whether samples keep the promised rate and order.</summary>
    public StreamCheck Check { get; } = new();

    /// <summary>What is doubted now.</summary>
    public StreamDoubt Doubted { get; private set; }

    /// <summary>Frames that cannot be true, and were dropped.</summary>
    public long Implausible { get; private set; }

    /// <summary>Whether hello told what no device of this kind has.</summary>
    public bool ImplausibleDevice { get; set; }

    /// <summary>Whether the calibration is one that no cell has.</summary>
    public bool ImplausibleCalibration { get; set; }

    /// <summary>Whether zero or calibration changed without this host's asking, and none that it asked for has come since.</summary>
    public bool IsZeroUnasked { get; set; }

    /// <summary>Hello should be asked for.</summary>
    public bool IdentifyWanted { get; private set; }

    /// <summary>Hello has been asked for.</summary>
    public void IdentifyAsked() => IdentifyWanted = false;

    /// <summary>Drops a frame.</summary>
    public void Drop() => Implausible++;

    /// <summary>Drops a sample, and tells why.</summary>
    public void Drop(StreamDoubt doubt)
    {
        Implausible++;
        Doubt(doubt);
    }

    /// <summary>Tells what is doubted now, where that is another thing than before.</summary>
    public void Doubt(StreamDoubt doubt)
    {
        // Who it is tells what it can be told by: its numbers, its calibration, its time in full.
        if (doubt is StreamDoubt.Numbering or StreamDoubt.NoCalibration || (doubt != Doubted && doubt is StreamDoubt.ClockBack or StreamDoubt.ClockAhead))
        {
            WantIdentify();
        }

        if (doubt != Doubted)
        {
            Doubted = doubt;
            sink.OnDoubt(doubt);
        }
    }

    /// <summary>What the device said of itself may be true no longer.</summary>
    public void OutdateHello() => _isHelloOutdated = true;

    /// <summary>Asks for what is outdated, as time goes on.</summary>
    /// <param name="isNotStored">Whether the device said that something is not stored: no event tells that a write has succeeded at last.</param>
    public void RenewHello(bool isNotStored)
    {
        if (_isHelloOutdated || (isNotStored && (_identifyAskedAt == long.MinValue || at.Wall - _identifyAskedAt >= NotStoredEveryMicroseconds)))
        {
            _isHelloOutdated = !WantIdentify();
        }
    }

    /// <summary>A sample did not agree with what is known.</summary>
    /// <returns>Whether it is asked now; false less than a second after it was asked before.</returns>
    public bool WantIdentify()
    {
        if (_identifyAskedAt == long.MinValue || at.Wall < _identifyAskedAt || at.Wall - _identifyAskedAt >= IdentifyEveryMicroseconds)
        {
            _identifyAskedAt = at.Wall;
            IdentifyWanted = true;
            return true;
        }

        return false;
    }
}
