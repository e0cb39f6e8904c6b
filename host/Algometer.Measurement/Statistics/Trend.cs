namespace Algometer.Measurement;

/// <summary>Running straight line through (x, y), centred like <see cref="Welford"/>: slope, and the spread left around it.</summary>
public struct Trend
{
    private double _meanX;
    private double _xx;
    private double _xy;
    private double _yy;

    /// <summary>Points taken.</summary>
    public long Count { get; private set; }

    /// <summary>Mean of y.</summary>
    public double MeanY { get; private set; }

    /// <summary>Slope in y per x; 0 below two distinct points.</summary>
    public readonly double Slope => _xx > 0 ? _xy / _xx : 0;

    /// <summary>Standard deviation of y around the line (n − 2); 0 below three points.</summary>
    public readonly double ResidualStandardDeviation =>
        Count > 2 ? Math.Sqrt(Math.Max(0, _yy - (Slope * _xy)) / (Count - 2)) : 0;

    /// <summary>Takes one point.</summary>
    /// <param name="x">Abscissa.</param>
    /// <param name="y">Ordinate; the caller leaves NaN out.</param>
    public void Add(double x, double y)
    {
        Count++;
        double dx = x - _meanX;
        double dy = y - MeanY;
        _meanX += dx / Count;
        MeanY += dy / Count;
        _xx += dx * (x - _meanX);
        _xy += dx * (y - MeanY);
        _yy += dy * (y - MeanY);
    }
}
