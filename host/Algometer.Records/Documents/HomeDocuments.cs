using Algometer.Measurement.Home.Plans;
using Algometer.Measurement.Home.Range;
using Algometer.Measurement.Home.Session;

namespace Algometer.Records.Documents;

/// <summary>A signed plan, as it is stored: its text is checked anew each time it is used.</summary>
/// <param name="Text">The signed text.</param>
/// <param name="Plan">What it says, for lists; never used without checking the text.</param>
public sealed record SignedPlanDocument(string Text, HomePlan Plan)
{
    /// <summary>Kind of a plan that the therapist signed here.</summary>
    public const string Signed = "home-plan-signed";

    /// <summary>Kind of a plan that the patient's host accepted.</summary>
    public const string Accepted = "home-plan";
}

/// <summary>A measured safe range, as it is stored.</summary>
public sealed record RangeDocument(SafeRange Range, string Side, string? TraceSession, bool Simulated)
{
    /// <summary>Kind of the document.</summary>
    public const string Kind = DocumentKinds.HomeRange;
}

/// <summary>A session, as it is stored.</summary>
/// <param name="Record">What happened.</param>
/// <param name="TraceSession">Session of the record that holds its samples; null when nothing was recorded.</param>
/// <param name="FirstDeviceMicroseconds">Device time at which the session's own clock began.</param>
/// <param name="Simulated">Whether the sensor was simulated.</param>
/// <param name="Trace">Force through the session at 5 values a second, for those who hold no samples; N, null where it cannot be trusted.</param>
public sealed record HomeSessionDocument(SessionRecord Record, string? TraceSession, long FirstDeviceMicroseconds, bool Simulated, IReadOnlyList<TracePoint>? Trace = null)
{
    /// <summary>Kind of the document.</summary>
    public const string Kind = DocumentKinds.HomeSession;
}

/// <summary>A point of a session's trace.</summary>
/// <param name="Seconds">Since the session began, s.</param>
/// <param name="Newtons">Force, N; null where it cannot be trusted.</param>
public sealed record TracePoint(double Seconds, double? Newtons);
