namespace Algometer.Measurement.Easing;

/// <summary>Finds where a hold begins and ends: steady within 4 % over a second near the target, and the fall to a quarter of it.</summary>
internal sealed class PlateauFinder(double? targetNewtons)
{
    /// <summary>The plateau began this many bins before it was found.</summary>
    public const int LookBackBins = 10;

    private const int Kept = 16;
    private const double SteadyChange = 0.04;
    private const double SteadyRise = 0.03;
    private const double LeastNewtons = 3;
    private const double Released = 1.4;
    private const double Rose = 0.10;
    private const int RisingBins = 200;
    private const int SettlingBins = 30;
    private const int EndBins = 4;
    private readonly double _least = Math.Log(Math.Max(LeastNewtons, 0.7 * targetNewtons ?? 0));
    private readonly double[] _recent = new double[Kept];
    private int _bins;
    private double _reference;
    private int _released;
    private int _sinceBegin;

    /// <summary>Whether a hold goes on.</summary>
    public bool IsHeld { get; private set; }

    /// <summary>Bins at the end that already belong to the release.</summary>
    public int ReleaseBins => _released;

    public void Reset()
    {
        _bins = 0;
        _released = 0;
        IsHeld = false;
    }

    /// <summary>The value some bins ago.</summary>
    public double Recent(int ago) => _recent[(_bins - 1 - ago + Kept) % Kept];

    /// <summary>Takes a bin.</summary>
    /// <param name="value">Mean ln(force), NaN without a sample.</param>
    /// <param name="handMoved">Whether the hand has moved in this hold: a rise is then its pressing again, no slow approach.</param>
    /// <returns>+1 when the hold began <see cref="LookBackBins"/> ago, −1 when it ended <see cref="ReleaseBins"/> ago, 2 when it was no
    /// hold yet because the force rose on.</returns>
    public int Accept(double value, bool handMoved)
    {
        _recent[_bins++ % Kept] = value;
        if (!IsHeld)
        {
            if (_bins < LookBackBins + 3 || !(Last3(0) >= _least) || !(Last3(0) - Last3(LookBackBins) is > -SteadyChange and < SteadyRise))
            {
                return 0;
            }

            IsHeld = true;
            _reference = Last3(0);
            _released = 0;
            _sinceBegin = 0;
            return 1;
        }

        _sinceBegin++;
        if (_sinceBegin < (handMoved ? SettlingBins : RisingBins) && Last3(0) > _reference + Rose)
        {
            // Still approaching, slowly: what follows is learned from where it ends.
            IsHeld = false;
            return 2;
        }

        _released = value < _reference - Released ? _released + 1 : 0;
        if (_released < EndBins)
        {
            return 0;
        }

        IsHeld = false;
        return -1;
    }

    private double Last3(int ago) => (Recent(ago) + Recent(ago + 1) + Recent(ago + 2)) / 3;
}
