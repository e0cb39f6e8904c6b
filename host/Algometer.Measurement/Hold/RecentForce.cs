using Algometer.Measurement.Signal;
using Algometer.Measurement.Statistics;

namespace Algometer.Measurement.Hold;

/// <summary>Mean force of the last seconds, in steps of half a second of device time. Memory is reserved once.</summary>
internal sealed class RecentForce
{
    private const long StepMicroseconds = 500_000;
    private const int Steps = 10;
    private readonly double[] _sums = new double[Steps];
    private readonly int[] _counts = new int[Steps];
    private readonly long[] _steps = new long[Steps];
    private long _latest;

    public RecentForce() => Clear();

    public void Clear()
    {
        Array.Clear(_counts);
        _latest = long.MinValue;
    }

    public void Accept(in Sample sample)
    {
        if (!SampleStep.IsTrusted(sample))
        {
            return;
        }

        long step = sample.DeviceMicroseconds / StepMicroseconds;
        int at = (int)(step % Steps);
        if (_counts[at] == 0 || _steps[at] != step)
        {
            _steps[at] = step;
            _sums[at] = 0;
            _counts[at] = 0;
        }

        _sums[at] += sample.ForceNewtons;
        _counts[at]++;
        _latest = Math.Max(_latest, step);
    }

    /// <summary>The mean; NaN when there is no trustworthy sample in that time.</summary>
    /// <param name="seconds">How far back from the latest sample, s, at most 5.</param>
    public double Mean(double seconds)
    {
        int wanted = Math.Min(Steps, (int)Math.Ceiling(seconds * 1e6 / StepMicroseconds));
        double sum = 0;
        int count = 0;
        for (int i = 0; i < Steps; i++)
        {
            if (_counts[i] > 0 && _steps[i] > _latest - wanted && _steps[i] <= _latest)
            {
                sum += _sums[i];
                count += _counts[i];
            }
        }

        return count > 0 ? sum / count : double.NaN;
    }
}
