namespace Algometer.Station.Pipeline;

/// <summary>What a load on the cell can be for. One of them at a time.</summary>
public enum Activity
{
    /// <summary>A hold in a band of force.</summary>
    Hold,

    /// <summary>A guided pressure-pain test.</summary>
    ThresholdTest,

    /// <summary>A guided session at home.</summary>
    HomeSession,

    /// <summary>The measurement of a place's safe range.</summary>
    SafeRange,

    /// <summary>A calibration with masses.</summary>
    Calibration,
}
