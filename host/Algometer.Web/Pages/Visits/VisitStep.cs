namespace Algometer.Web.Pages.Visits;

/// <summary>The steps of a visit, in the order of the work.</summary>
public enum VisitStep
{
    /// <summary>What the patient tells.</summary>
    Intake = 1,

    /// <summary>Points that were found.</summary>
    Points,

    /// <summary>Movements and thresholds before treatment.</summary>
    Before,

    /// <summary>What was done.</summary>
    Treatment,

    /// <summary>The same movements and thresholds right after.</summary>
    After,

    /// <summary>What to expect, the plan for home, the next review.</summary>
    Advice,

    /// <summary>All of it to read, and its end.</summary>
    Summary,
}
