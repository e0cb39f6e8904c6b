using Algometer.Measurement.Ramp;
using Algometer.Measurement.Visits;

namespace Algometer.Reports.Exchange;

/// <summary>A pressure-pain test as it leaves the program.</summary>
public sealed record ExportedRun
{
    /// <summary>Identity.</summary>
    public required string Id { get; init; }

    /// <summary>Whom it is about; null for nobody.</summary>
    public string? PersonId { get; init; }

    /// <summary>The session with its traces; null when nothing was recorded.</summary>
    public string? SessionId { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedUtc { get; init; }

    /// <summary>The protocol with every number and word.</summary>
    public required TestProtocol Protocol { get; init; }

    /// <summary>Everything that was recorded, in order; discarded and invalid entries too.</summary>
    public required IReadOnlyList<RunEntry> Entries { get; init; }

    /// <summary>The device.</summary>
    public string DeviceId { get; init; } = "";

    /// <summary>The calibration in force; 0 for the nominal one.</summary>
    public long CalibrationId { get; init; }

    /// <summary>Whether the sensor was simulated.</summary>
    public bool Simulated { get; init; }

    /// <summary>The visit it belongs to; null for none.</summary>
    public string? VisitId { get; init; }

    /// <summary>Before or after treatment; empty for neither.</summary>
    public string VisitPhase { get; init; } = "";

    /// <summary>Whether it came to its end.</summary>
    public bool Finished { get; init; } = true;
}

/// <summary>A visit as it leaves the program.</summary>
/// <param name="Id">Identity.</param>
/// <param name="PersonId">Whom it is about.</param>
/// <param name="Visit">From intake to plan.</param>
public sealed record ExportedVisit(string Id, string? PersonId, Visit Visit);
