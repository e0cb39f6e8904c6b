namespace Algometer.Reports.Exchange.Imports;

/// <summary>How somebody else's table is to be read. What is not said is taken from the headings, where that is clear.</summary>
public sealed record CsvMapping
{
    /// <summary>Time column as <c>NAME</c> or <c>NAME:UNIT</c>; null for the one whose heading says so.</summary>
    public string? Time { get; init; }

    /// <summary>Force, pressure or counts column as <c>NAME</c> or <c>NAME:UNIT</c>; null for the one whose heading says so.</summary>
    public string? Force { get; init; }

    /// <summary>Samples per second, for a table without times; null with times.</summary>
    public double? RateHertz { get; init; }

    /// <summary>Area of the tip, cm²: needed for pressures; null when not told.</summary>
    public double? TipAreaCm2 { get; init; }

    /// <summary>Newtons a count: needed for counts; null when not told.</summary>
    public double? NewtonsPerCount { get; init; }

    /// <summary>Wall time of the first sample; null for the time of the import.</summary>
    public DateTimeOffset? StartedUtc { get; init; }

    /// <summary>Name of the session.</summary>
    public string Title { get; init; } = "imported";
}

/// <summary>What was read of a table.</summary>
/// <param name="Session">The session, without identity.</param>
/// <param name="Taken">What was taken for what, a sentence each.</param>
public sealed record CsvImported(ExportedSession Session, IReadOnlyList<string> Taken);
