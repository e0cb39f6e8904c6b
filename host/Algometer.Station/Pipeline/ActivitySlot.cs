namespace Algometer.Station.Pipeline;

/// <summary>
/// Who owns the load: exactly one activity, or nobody. Whatever would change under it (another activity, the zero, the tip, a limit) asks
/// here first. Every member belongs to the pipeline's lock.
/// </summary>
/// <param name="isHolding">Whether a hold is running: it is begun and ended by the measurement itself.</param>
public sealed class ActivitySlot(Func<bool> isHolding)
{
    private Activity? _taken;

    /// <summary>The owner; null when the load is free.</summary>
    public Activity? Owner => isHolding() ? Activity.Hold : _taken;

    /// <summary>Why nothing else may begin and nothing may be changed now, as a sentence for people; null when the load is free.</summary>
    public string? Busy => Owner switch
    {
        null => null,
        Activity.Hold => "A hold is running: end it first.",
        Activity.ThresholdTest => "A test is running: stop it first.",
        Activity.HomeSession => "A session is running: end it first.",
        Activity.SafeRange => "The safe range is being measured: end it first.",
        Activity.Calibration => "A calibration is running: end it first.",
        _ => throw new InvalidOperationException($"There is no activity {Owner}."),
    };

    /// <summary>Whether an activity owns the load.</summary>
    public bool IsOf(Activity activity) => Owner == activity;

    /// <summary>Takes the load. Taking what one has already changes nothing.</summary>
    /// <param name="activity">Who asks; a hold takes it by running.</param>
    /// <returns>Null, or why it cannot be had.</returns>
    public string? Take(Activity activity)
    {
        if (Owner is { } owner && owner != activity)
        {
            return Busy;
        }

        _taken = activity;
        return null;
    }

    /// <summary>Gives the load back; what does not own it takes it from nobody.</summary>
    public void Leave(Activity activity) => _taken = _taken == activity ? null : _taken;
}
