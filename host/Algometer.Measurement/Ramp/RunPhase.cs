namespace Algometer.Measurement.Ramp;

/// <summary>Where a run stands.</summary>
public enum RunPhase
{
    /// <summary>Rest, or the tip is not free or not at zero.</summary>
    Resting,

    /// <summary>Contact starts the next pressure.</summary>
    Ready,

    /// <summary>A ramp, a train or a level is on.</summary>
    Pressing,

    /// <summary>Answered: take the tip off.</summary>
    Releasing,

    /// <summary>The last ramp does not count: repeat it, or go on without.</summary>
    Reviewing,

    /// <summary>A rating is awaited.</summary>
    Rating,

    /// <summary>The conditioning stimulus is to be begun, or is on.</summary>
    Conditioning,

    /// <summary>All steps are done.</summary>
    Finished,

    /// <summary>Ended before all steps were done.</summary>
    Stopped,
}
