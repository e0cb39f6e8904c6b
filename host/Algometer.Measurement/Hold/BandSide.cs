namespace Algometer.Measurement.Hold;

/// <summary>Where a force lies, seen from the band.</summary>
public enum BandSide
{
    /// <summary>Under its lower end.</summary>
    Below,

    /// <summary>In it.</summary>
    In,

    /// <summary>Over its upper end.</summary>
    Above,
}
