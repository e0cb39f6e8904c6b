using Algometer.Measurement.Ramp;
using Algometer.Records.Model;

namespace Algometer.Records.Documents;

/// <summary>A test run as it is kept: everything that decided it. Its entries are documents of their own, written as they happen.</summary>
public sealed record RunDocument
{
    /// <summary>Kind of the document.</summary>
    public const string Kind = "ppt-run";

    /// <summary>The protocol with every number and word, as it was.</summary>
    public required TestProtocol Protocol { get; init; }

    /// <summary>Places in the order they were chosen.</summary>
    public required IReadOnlyList<TestPlace> Places { get; init; }

    /// <summary>The order that was drawn.</summary>
    public required IReadOnlyList<TestStep> Steps { get; init; }

    /// <summary>What the order was drawn from.</summary>
    public ulong Seed { get; init; }

    /// <summary>The recorded session that holds the traces; null when nothing was recorded.</summary>
    public string? SessionId { get; init; }

    /// <summary>The device's clock when it began, µs; whom the session is about is told from here on.</summary>
    public long StartedDeviceMicroseconds { get; init; }

    /// <summary>The device.</summary>
    public string DeviceId { get; init; } = "";

    /// <summary>The calibration in force; 0 for the nominal one.</summary>
    public long CalibrationId { get; init; }

    /// <summary>Whether the sensor was simulated.</summary>
    public bool Simulated { get; init; }

    /// <summary>The visit that it belongs to; null for none.</summary>
    public string? VisitId { get; init; }

    /// <summary>Before or after treatment; empty for neither.</summary>
    public string VisitPhase { get; init; } = "";

    /// <summary>Where it stood when this was written.</summary>
    public RunPhase Phase { get; init; }
}

/// <summary>An entry as it is kept.</summary>
/// <param name="RunId">The run's document.</param>
/// <param name="Entry">The entry.</param>
public sealed record EntryDocument(string RunId, RunEntry Entry)
{
    /// <summary>Kind of the document.</summary>
    public const string Kind = "ppt-entry";
}
