using Algometer.Measurement.Signal;
using Algometer.Measurement.Statistics;

namespace Algometer.Measurement.Calibration;

/// <summary>
/// Tells a load at rest from one that is still swinging in or creeping, by its codes alone. A mean that is taken while the load comes to
/// rest is too low going up and too high going down, which looks like hysteresis of the cell.
/// </summary>
/// <param name="mostNewtons">Largest standard deviation at rest, N. [P]</param>
public sealed class RestWindow(double mostNewtons)
{
    /// <summary>Samples looked at: 1.2 s at 80 a second.</summary>
    public const int Length = 96;

    // Of white noise the successive differences give the whole spread. More spread than twice that is a movement. [P]
    private const double MostOfNoise = 2;
    private const double LeastNewtons = 0.0005;
    private const long LongestMicroseconds = 500_000;

    // A place that never comes quite to rest may still be calibrated, with the spread on the certificate. [P]
    private const int Patience = 20 * 80;
    private readonly int[] _codes = new int[Length];
    private int _next;
    private int _count;
    private int _waited;
    private long _sequence;
    private long _microseconds;

    /// <summary>Mean of the codes.</summary>
    public double Mean { get; private set; }

    /// <summary>Their standard deviation.</summary>
    public double Deviation { get; private set; }

    /// <summary>Whether the window is full.</summary>
    public bool IsFull => _count == Length;

    /// <summary>Whether the load is at rest.</summary>
    public bool IsAtRest { get; private set; }

    /// <summary>Forgets everything: another load is asked for, or the sensor could not be trusted.</summary>
    public void Clear()
    {
        (_count, _waited) = (0, 0);
        IsAtRest = false;
    }

    /// <summary>Takes a sample in order; after a gap it starts anew.</summary>
    /// <param name="sample">The sample.</param>
    /// <param name="newtonsPerCount">Slope of a calibration that is about right.</param>
    public void Accept(in Sample sample, double newtonsPerCount)
    {
        if (_count > 0 && !SampleStep.IsContinuous(_sequence, _microseconds, in sample, LongestMicroseconds))
        {
            Clear();
        }

        (_sequence, _microseconds) = (sample.Sequence, sample.DeviceMicroseconds);
        _codes[_next] = sample.RawCounts;
        _next = (_next + 1) % Length;
        _count = Math.Min(_count + 1, Length);
        IsAtRest = IsFull && Judge(Math.Abs(newtonsPerCount));
    }

    private bool Judge(double newtonsPerCount)
    {
        double sum = 0;
        double firstHalf = 0;
        double middle = 0;
        double steps = 0;
        for (int i = 0; i < Length; i++)
        {
            double code = At(i);
            sum += code;
            firstHalf += i < Length / 2 ? code : 0;
            middle += i is >= Length / 4 and < 3 * Length / 4 ? code : 0;
            double step = i > 0 ? code - At(i - 1) : 0;
            steps += step * step;
        }

        Mean = sum / Length;
        double squares = 0;
        for (int i = 0; i < Length; i++)
        {
            squares += (At(i) - Mean) * (At(i) - Mean);
        }

        Deviation = Math.Sqrt(squares / (Length - 1));
        if (Deviation * newtonsPerCount > mostNewtons)
        {
            _waited = 0;
            return false;
        }

        double noise = Math.Sqrt(steps / (2.0 * (Length - 1)));
        double moved = Math.Abs(sum - (2 * firstHalf)) / (Length / 2);

        // At the turn of a slow swing both halves agree, but the middle stands off from the ends.
        double bent = Math.Abs(sum - (2 * middle)) / (Length / 2);
        double least = LeastNewtons / newtonsPerCount;
        bool still = Deviation <= Math.Max(MostOfNoise * noise, least) && Math.Max(moved, bent) <= Math.Max(4 * noise * Math.Sqrt(4.0 / Length), least);
        return still || ++_waited > Patience;
    }

    private int At(int age) => _codes[(_next + age) % Length];
}
