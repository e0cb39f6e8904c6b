namespace Algometer.Measurement.Home.Session;

/// <summary>Mean and spread of the force over the last seconds, to tell an unloaded ball at rest.</summary>
/// <param name="seconds">Length, s.</param>
internal sealed class StillWindow(double seconds)
{
    private readonly Queue<(long Microseconds, double Newtons)> _values = new(256);
    private double _sum;
    private double _squares;

    /// <summary>Whether it covers its whole length.</summary>
    public bool IsFull { get; private set; }

    /// <summary>Mean, N; NaN before any.</summary>
    public double Mean => _values.Count == 0 ? double.NaN : _sum / _values.Count;

    /// <summary>Standard deviation, N.</summary>
    public double Deviation => _values.Count < 2 ? double.PositiveInfinity : Math.Sqrt(Math.Max(0, _squares - (_sum * _sum / _values.Count)) / (_values.Count - 1));

    public void Clear()
    {
        _values.Clear();
        _sum = _squares = 0;
        IsFull = false;
    }

    public void Add(long microseconds, double newtons)
    {
        // Sums of a long session would drift; an unloaded ball needs thousandths.
        _values.Enqueue((microseconds, newtons));
        while (microseconds - _values.Peek().Microseconds > seconds * 1e6)
        {
            _values.Dequeue();
            IsFull = true;
        }

        _sum = _squares = 0;
        foreach ((long _, double value) in _values)
        {
            _sum += value;
            _squares += value * value;
        }
    }
}
