namespace Algometer.Link;

/// <summary>
/// Makes a 64-bit number of a 32-bit one that wraps. Right as long as a value lies within 2³¹ of the newest seen, before or after it.
/// </summary>
public struct Unwrapper
{
    private long _newest;
    private bool _started;

    /// <summary>The newest value known; 0 before the first.</summary>
    public readonly long Newest => _newest;

    /// <summary>Starts at a known 64-bit value.</summary>
    public void StartAt(long value)
    {
        _newest = value;
        _started = true;
    }

    /// <summary>The 64-bit value nearest to the newest one that ends in these 32 bits; it may be negative. Nothing is remembered.</summary>
    public readonly long Peek(uint value) => _started ? _newest + (int)(value - (uint)_newest) : value;
}
