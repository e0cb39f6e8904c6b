namespace Algometer.Measurement.Easing;

/// <summary>Counts what stands in the way of a judgement: moves of the hand, restless stretches, missing samples.</summary>
internal sealed class HoldDoubts
{
    private const int SettledBins = 140;
    private const int ShortestBins = 250;
    private const int EnoughBins = 150;
    private const int EpisodeBins = 80;
    private const int FewestEpisodes = 3;
    private const double SecondsPerEpisode = 20;
    private const double QuietShare = 0.6;
    private int _quiet;
    private int _missing;
    private int _lastMove;
    private int _episodes;

    public void Reset()
    {
        _quiet = _missing = _episodes = 0;
        _lastMove = -1000;
    }

    /// <summary>A tenth of a second has come.</summary>
    public void Came(bool missing) => _missing += missing ? 1 : 0;

    /// <summary>A tenth of a second was looked at.</summary>
    /// <param name="at">Its number.</param>
    /// <param name="moved">Whether the hand moved.</param>
    /// <param name="usable">Whether it can be judged.</param>
    public void Saw(int at, bool moved, bool usable)
    {
        if (moved)
        {
            _episodes += at - _lastMove > EpisodeBins ? 1 : 0;
            _lastMove = at;
        }

        _quiet += usable && at >= SettledBins ? 1 : 0;
    }

    /// <summary>What stands in the way.</summary>
    /// <param name="bins">Tenths of a second of the hold.</param>
    /// <param name="isOver">Whether the hold is over.</param>
    public EasingDoubt Of(int bins, bool isOver)
    {
        int judged = Math.Max(0, bins - OperatorGate.DelayBins - SettledBins);
        return isOver && bins < ShortestBins ? EasingDoubt.TooShort
            : _episodes > Math.Max(FewestEpisodes, (int)(bins * 0.1 / SecondsPerEpisode)) ? EasingDoubt.TooManyMoves
            : judged >= EnoughBins && _missing > (1 - QuietShare) * bins ? EasingDoubt.TooFewSamples
            : judged >= EnoughBins && _quiet < QuietShare * judged ? EasingDoubt.TooRestless
            : EasingDoubt.None;
    }
}
