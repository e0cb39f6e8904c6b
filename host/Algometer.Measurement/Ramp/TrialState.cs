namespace Algometer.Measurement.Ramp;

/// <summary>Where a ramp stands.</summary>
public enum TrialState
{
    /// <summary>The tip is off; contact starts the trial.</summary>
    Waiting,

    /// <summary>The pressure rises.</summary>
    Ramping,

    /// <summary>Answered or cut off: release.</summary>
    Releasing,

    /// <summary>Over; the outcome is there.</summary>
    Done,
}
