namespace Algometer.Measurement.Easing;

/// <summary>
/// Pain ratings of a hold (0 … 10). The first rating in the band is the baseline; what comes later is compared with it at the pressure that was
/// to be expected, which is the baseline's less passive relaxation. Less pain at less pressure than that proves nothing.
/// </summary>
/// <param name="rules">What counts as a fall and as the same force; null for those of a hold at the clinic.</param>
public sealed class PainTrack(PainComparison? rules = null)
{
    private readonly PainComparison _rules = rules ?? new PainComparison();
    private int _latest = -1;
    private int _first = -1;
    private PainPressure _baseline;
    private int _last;
    private PainPressure _now;
    private int _comparable;

    /// <summary>The latest rating; −1 before any.</summary>
    public int Latest => _latest;

    /// <summary>How far pain lies below the baseline, points; negative when it rose, 0 before two ratings in the band.</summary>
    public int FallPoints => _comparable < 2 ? 0 : _first - _last;

    /// <summary>Whether the latest rating was given at about the force that was to be expected after the baseline.</summary>
    public bool IsComparable => _comparable >= 2 && Math.Abs(_now.Newtons - ExpectedNewtons) <= Margin;

    /// <summary>What pain did, and whether that says anything.</summary>
    public PainChange Change => _comparable switch
    {
        0 => PainChange.NotRated,
        1 => PainChange.OnlyOnce,
        _ when IsComparable => HasFallen ? PainChange.Fell : PainChange.DidNotFall,
        _ => HasFallen && _now.Newtons < ExpectedNewtons ? PainChange.FellAtLessForce : PainChange.NotComparable,
    };

    private double Margin => _rules.SameForcePercent / 100 * ExpectedNewtons;

    private bool HasFallen => _first - _last >= _rules.FallPoints || (_first > 0 && _last * 100 <= _first * _rules.FallPercent);

    // After the hand let off, the passive curve begins anew at the hand's level: it is no expectation any more.
    private double ExpectedNewtons
    {
        get
        {
            double relaxed = _now.BackOffs != _baseline.BackOffs || !double.IsFinite(_now.PassiveNewtons) ? _baseline.Newtons
                : double.IsFinite(_baseline.PassiveNewtons) ? _baseline.Newtons * (_now.PassiveNewtons / _baseline.PassiveNewtons)
                : _now.PassiveNewtons;
            return Math.Clamp(relaxed, _baseline.Newtons * (1 - (_rules.MostRelaxationPercent / 100)), _baseline.Newtons);
        }
    }

    /// <summary>A hold begins.</summary>
    public void Begin()
    {
        _latest = _first = -1;
        _comparable = 0;
    }

    /// <summary>Takes a rating. One at clearly more force than the baseline is the new baseline. One before the band was reached, or without a force to it, is kept as the latest and compared with nothing.</summary>
    /// <param name="rating">0 (none) to 10 (worst).</param>
    /// <param name="pressure">Under what it was given.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rating is none.</exception>
    public void Rate(int rating, in PainPressure pressure)
    {
        if (rating is < 0 or > 10)
        {
            throw new ArgumentOutOfRangeException(nameof(rating), rating, "Pain is rated from 0 to 10.");
        }

        _latest = rating;
        if (!pressure.BandReached || !double.IsFinite(pressure.Newtons))
        {
            return;
        }

        _last = rating;
        _now = pressure;
        if (_comparable++ == 0 || _now.Newtons > ExpectedNewtons + Margin)
        {
            // The hand presses clearly more than at the baseline: what was rated on the way there compares with nothing that follows.
            _comparable = 1;
            _first = rating;
            _baseline = pressure;
        }
    }
}
