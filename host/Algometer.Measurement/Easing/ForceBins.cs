namespace Algometer.Measurement.Easing;

/// <summary>
/// Brings samples of any rate to ten means of ln(force) a second, by their own times: what is judged is then the same at 10, 80 or
/// 92.3 samples a second and however the samples arrive. A bin without a trustworthy sample is NaN; force below 0.1 N counts as 0.1 N.
/// </summary>
internal sealed class ForceBins
{
    /// <summary>Length of a bin in microseconds.</summary>
    public const long BinMicroseconds = 100_000;

    private const double LeastNewtons = 0.1;
    private readonly long _origin;
    private long _index = -1;
    private double _sum;
    private int _count;

    /// <summary>Begins bins at a device time.</summary>
    /// <param name="originMicroseconds">Where bin 0 begins, in µs of device time.</param>
    public ForceBins(long originMicroseconds) => _origin = originMicroseconds;

    /// <summary>Takes a sample.</summary>
    /// <param name="deviceMicroseconds">Its time, µs.</param>
    /// <param name="newtons">Its force; NaN when it cannot be trusted.</param>
    /// <param name="mean">The mean ln(force) of the bin that this sample has closed.</param>
    /// <param name="skipped">How many bins without any sample follow the closed one.</param>
    /// <returns>Whether a bin was closed.</returns>
    public bool Add(long deviceMicroseconds, double newtons, out double mean, out int skipped)
    {
        long index = (deviceMicroseconds - _origin) / BinMicroseconds;
        mean = double.NaN;
        skipped = 0;
        bool closed = false;
        if (index > _index)
        {
            closed = _index >= 0;
            mean = _count > 0 ? _sum / _count : double.NaN;
            skipped = closed ? (int)Math.Min(index - _index - 1, 10_000) : 0;
            _index = index;
            _sum = 0;
            _count = 0;
        }

        if (!double.IsNaN(newtons))
        {
            _sum += Math.Log(Math.Max(newtons, LeastNewtons));
            _count++;
        }

        return closed;
    }
}
