namespace Algometer.Station.Activities.ThresholdTest;

/// <summary>What the guided test asks of whoever presses: a simulated operator follows it.</summary>
public enum PressCue
{
    /// <summary>Take the tip off.</summary>
    Lift,

    /// <summary>Press a ramp; the value is N/s.</summary>
    Ramp,

    /// <summary>Press and hold; the value is N.</summary>
    Level,
}
