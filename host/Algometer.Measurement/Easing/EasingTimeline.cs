namespace Algometer.Measurement.Easing;

/// <summary>What was said of a hold, as stretches in order and without holes. Memory is reserved once.</summary>
internal sealed class EasingTimeline
{
    private const int Most = 256;
    private const double ReleaseSeconds = 2.5;
    private readonly EasingSpan[] _spans = new EasingSpan[Most];
    private int _count;

    /// <summary>The stretches.</summary>
    public ReadOnlySpan<EasingSpan> Spans => _spans.AsSpan(0, _count);

    public void Clear() => _count = 0;

    /// <summary>The state lasts until now.</summary>
    public void Add(EasingState state, double startSeconds, double nowSeconds)
    {
        if (_count > 0 && (_spans[_count - 1].State == state || _count == Most))
        {
            _spans[_count - 1] = _spans[_count - 1] with { ToSeconds = nowSeconds };
            return;
        }

        double from = _count == 0 ? startSeconds : _spans[_count - 1].ToSeconds;
        _spans[_count++] = new EasingSpan(from, nowSeconds, state);
    }

    /// <summary>Taking the hand off is no move of the hold: the timeline ends with what was before.</summary>
    public void ForgetRelease(double endSeconds)
    {
        while (_count > 1
            && _spans[_count - 1] is { State: EasingState.BackingOff or EasingState.RePressing } last
            && last.FromSeconds > endSeconds - ReleaseSeconds)
        {
            _count--;
            _spans[_count - 1] = _spans[_count - 1] with { ToSeconds = endSeconds };
        }
    }
}
