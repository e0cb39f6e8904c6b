using Algometer.Measurement.Signal;
using Algometer.Measurement.Units;

namespace Algometer.Measurement.Statistics;

/// <summary>
/// The converter's true rate and jitter over the last samples, from device stamps. Modules sold as 80 SPS run at
/// 86–94 SPS on their own clock, so the rate is measured, never assumed. A gap starts anew: it is a loss, not a rate.
/// </summary>
public sealed class RateMeter
{
    private readonly long[] _microseconds;
    private long _lastSequence;
    private int _count;
    private int _next;

    /// <summary>Builds the meter.</summary>
    /// <param name="samples">Samples looked back, 3 or more.</param>
    public RateMeter(int samples = 128) =>
        _microseconds = new long[(int)Require.Within(samples, 3, 1 << 16, "The look-back of a rate meter in samples")];

    /// <summary>Samples per second over the look-back; NaN before the second sample.</summary>
    public double SamplesPerSecond { get; private set; } = double.NaN;

    /// <summary>Standard deviation of the intervals in µs; 0 below two intervals.</summary>
    public double JitterMicroseconds
    {
        get
        {
            Welford intervals = default;
            for (int i = 1; i < _count; i++)
            {
                intervals.Add(At(i) - At(i - 1));
            }

            return intervals.StandardDeviation;
        }
    }

    /// <summary>The longest interval of the look-back in µs; 0 before the second sample.</summary>
    public long LongestIntervalMicroseconds
    {
        get
        {
            long longest = 0;
            for (int i = 1; i < _count; i++)
            {
                longest = Math.Max(longest, At(i) - At(i - 1));
            }

            return longest;
        }
    }

    /// <summary>Takes one sample.</summary>
    /// <param name="sample">The sample; its stamp and number count, whatever its flags.</param>
    public void Accept(in Sample sample)
    {
        bool follows = _count > 0 && sample.Sequence == _lastSequence + 1 && sample.DeviceMicroseconds > At(_count - 1);
        if (!follows)
        {
            _count = 0;
            SamplesPerSecond = double.NaN;
        }

        _lastSequence = sample.Sequence;
        _microseconds[_next] = sample.DeviceMicroseconds;
        _next = (_next + 1) % _microseconds.Length;
        _count = Math.Min(_count + 1, _microseconds.Length);
        if (_count > 1)
        {
            SamplesPerSecond = (_count - 1) * 1e6 / (At(_count - 1) - At(0));
        }
    }

    private long At(int age) => _microseconds[(_next - _count + age + _microseconds.Length) % _microseconds.Length];
}
