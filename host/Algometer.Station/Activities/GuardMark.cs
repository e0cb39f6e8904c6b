using Algometer.Measurement.Signal;

namespace Algometer.Station.Activities;

/// <summary>
/// Whether the device still guards the hold that it was asked to guard. The event that says otherwise may be lost; each sample says it.
/// Belongs to the pipeline's lock.
/// </summary>
internal sealed class GuardMark
{
    // Samples in a row without the mark, after which the hold is over there. [P]
    private const int MostUnguarded = 3;
    private bool _awaited;
    private int _unguarded;

    /// <summary>The device's time when it had taken the hold, µs: what is older says nothing about it.</summary>
    public long SinceMicroseconds { get; private set; }

    /// <summary>The device has taken the hold, or may have.</summary>
    /// <param name="deviceMicroseconds">Of the newest sample then, µs.</param>
    public void Await(long deviceMicroseconds) => (_awaited, _unguarded, SinceMicroseconds) = (true, 0, deviceMicroseconds);

    /// <summary>The hold is over: no mark is missed.</summary>
    public void Forget() => _awaited = false;

    /// <summary>Whether the mark is missing for good as of this sample.</summary>
    public bool IsMissing(in Sample sample)
    {
        bool counts = _awaited && sample.DeviceMicroseconds > SinceMicroseconds && (sample.Alarm & AlarmState.HoldActive) == AlarmState.None;
        _unguarded = counts ? _unguarded + 1 : 0;
        return _unguarded >= MostUnguarded;
    }
}
