namespace Algometer.Measurement.Ramp;

/// <summary>Half a second of force that should be at rest: its mean and whether it is.</summary>
public sealed class UnloadedWindow
{
    private const int Capacity = 64;
    private const long SpanMicroseconds = 400_000;

    /// <summary>Largest standard deviation of a tip at rest, N. [P]</summary>
    public const double SteadyNewtons = 0.05;

    private readonly long[] _times = new long[Capacity];
    private readonly double[] _values = new double[Capacity];
    private int _count;
    private int _next;

    /// <summary>Mean of the window, N.</summary>
    public double Mean { get; private set; }

    /// <summary>Standard deviation, N.</summary>
    public double Deviation { get; private set; } = double.PositiveInfinity;

    /// <summary>Whether the window is full and still.</summary>
    public bool IsSteady { get; private set; }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        _count = 0;
        IsSteady = false;
    }

    /// <summary>Takes a value.</summary>
    public void Add(long deviceMicroseconds, double newtons)
    {
        _times[_next] = deviceMicroseconds;
        _values[_next] = newtons;
        _next = (_next + 1) % Capacity;
        _count = Math.Min(_count + 1, Capacity);
        while (_count > 1 && deviceMicroseconds - _times[Index(0)] > SpanMicroseconds + 25_000)
        {
            _count--;
        }

        double sum = 0;
        for (int i = 0; i < _count; i++)
        {
            sum += _values[Index(i)];
        }

        Mean = sum / _count;
        double squares = 0;
        for (int i = 0; i < _count; i++)
        {
            double off = _values[Index(i)] - Mean;
            squares += off * off;
        }

        Deviation = Math.Sqrt(squares / Math.Max(1, _count - 1));
        IsSteady = _count >= 4 && deviceMicroseconds - _times[Index(0)] >= SpanMicroseconds - 25_000 && Deviation <= SteadyNewtons;
    }

    private int Index(int age) => (_next - _count + age + (2 * Capacity)) % Capacity;
}
