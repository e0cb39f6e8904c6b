namespace Algometer.Measurement.Easing;

/// <summary>
/// Pain ratings of a hold (0 … 10). Pain has eased when it fell by 2 or more, or to half or less of the first rating, at a force within 10 %
/// of that rating's: less pain at less pressure says nothing. [P]
/// </summary>
public sealed class PainTrack
{
    private const int Fall = 2;
    private const double SameForce = 0.10;
    private int _first = -1;
    private double _firstNewtons;
    private int _last;
    private double _lastNewtons;
    private int _count;

    /// <summary>Ratings so far.</summary>
    public int Count => _count;

    /// <summary>The latest rating; −1 before any.</summary>
    public int Latest => _count == 0 ? -1 : _last;

    /// <summary>Whether pain has eased; null when it was not rated twice at about the same force.</summary>
    public bool? Eased => _count < 2 || !(Math.Abs(_lastNewtons - _firstNewtons) <= SameForce * _firstNewtons) ? null : HasFallen;

    /// <summary>Whether pain fell, but at less force: that proves nothing.</summary>
    public bool FellAtLessForce => _count >= 2 && HasFallen && _lastNewtons < (1 - SameForce) * _firstNewtons;

    private bool HasFallen => _first - _last >= Fall || (_first > 0 && _last * 2 <= _first);

    /// <summary>A hold begins.</summary>
    public void Begin()
    {
        _count = 0;
        _first = -1;
    }

    /// <summary>Takes a rating.</summary>
    /// <param name="rating">0 (none) to 10 (worst).</param>
    /// <param name="newtons">Force at that moment, N.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rating is none.</exception>
    public void Rate(int rating, double newtons)
    {
        if (rating is < 0 or > 10)
        {
            throw new ArgumentOutOfRangeException(nameof(rating), rating, "Pain is rated from 0 to 10.");
        }

        if (_count++ == 0)
        {
            _first = rating;
            _firstNewtons = newtons;
        }

        _last = rating;
        _lastNewtons = newtons;
    }
}
