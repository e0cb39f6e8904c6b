namespace Algometer.Measurement.Ramp;

/// <summary>What a test asks.</summary>
public enum TestKind
{
    /// <summary>Pressure-pain threshold: the patient presses the button when pressure first becomes pain.</summary>
    Threshold,

    /// <summary>Pressure-pain tolerance: the button means "stop".</summary>
    Tolerance,

    /// <summary>Temporal summation: equal pulses, each rated.</summary>
    TemporalSummation,

    /// <summary>Conditioned pain modulation: thresholds before and under another painful stimulus.</summary>
    ConditionedModulation,

    /// <summary>Stimulus–response: ratings of several pressures; gives P40.</summary>
    StimulusResponse,

    /// <summary>After-sensation: what is still felt after a pressure.</summary>
    AfterSensation,
}

/// <summary>How sure a number is.</summary>
public enum Certainty
{
    /// <summary>Seen in a published source.</summary>
    Verified,

    /// <summary>Follows from verified ones.</summary>
    Derived,

    /// <summary>A default without evidence that fixes the number; to be chosen by the clinic.</summary>
    Proposed,
}

/// <summary>Side of the body.</summary>
public enum BodySide
{
    /// <summary>The patient's left.</summary>
    Left,

    /// <summary>The patient's right.</summary>
    Right,

    /// <summary>On the midline.</summary>
    Midline,
}

/// <summary>A place that is not in the list of sites.</summary>
/// <param name="Region">Its region, which gives the cap.</param>
/// <param name="Back">Whether it is drawn on the back.</param>
/// <param name="X">From the left of the drawing, 0 to 100.</param>
/// <param name="Y">From its top, 0 to 213.</param>
public sealed record OwnPlace(string Region, bool Back, double X, double Y);

/// <summary>A place that is tested.</summary>
/// <param name="SiteId">The site's name in data, such as <c>upper-trapezius</c>.</param>
/// <param name="Name">The site's name for people.</param>
/// <param name="Side">Which side.</param>
/// <param name="CapKilopascals">Pressure that is never passed there, kPa.</param>
public sealed record TestPlace(string SiteId, string Name, BodySide Side, double CapKilopascals)
{
    /// <summary>Where a place of the clinic's own is drawn; null for a site of the list.</summary>
    public OwnPlace? Own { get; init; }

    /// <summary>Site and side as one name in data.</summary>
    public string Key => $"{SiteId}/{Side.ToString().ToLowerInvariant()}";
}
