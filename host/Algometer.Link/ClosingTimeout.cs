namespace Algometer.Link;

/// <summary>
/// How long the end of a session waits for a refill: by its progress, and never long. A request that was lost on the way is made again after
/// 0.6 to 1 s (<see cref="RefillPlanner"/>), so a pause of twice that means that nothing more will come.
/// </summary>
internal sealed class ClosingTimeout
{
    /// <summary>How often to look.</summary>
    public static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(20);

    private static readonly TimeSpan _longest = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan _longestPause = TimeSpan.FromSeconds(2);
    private long _refilled = -1;
    private TimeSpan _progressAt;

    /// <summary>Whether to wait on.</summary>
    /// <param name="refilled">Samples that came from the back-log so far.</param>
    /// <param name="waited">Since the end was asked for.</param>
    public bool GoesOn(long refilled, TimeSpan waited)
    {
        if (refilled != _refilled)
        {
            (_refilled, _progressAt) = (refilled, waited);
        }

        return waited < _longest && waited - _progressAt < _longestPause;
    }
}
