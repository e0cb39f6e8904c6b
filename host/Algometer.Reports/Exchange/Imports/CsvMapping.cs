using Algometer.Tables;

namespace Algometer.Reports.Exchange.Imports;

/// <summary>How somebody else's table is to be read. What is not said is taken from the headings, where that is clear.</summary>
public sealed record CsvMapping
{
    /// <summary>Which columns are what, in which units.</summary>
    public SignalQuestion Question { get; init; } = new();

    /// <summary>Wall time of the first sample; null for what the table says, and else for the time of the import.</summary>
    public DateTimeOffset? StartedUtc { get; init; }

    /// <summary>Name of the session.</summary>
    public string Title { get; init; } = "imported";
}

/// <summary>What was read of a table.</summary>
/// <param name="Session">The session, without identity.</param>
/// <param name="Taken">What was taken for what, a sentence each.</param>
public sealed record CsvImported(ExportedSession Session, IReadOnlyList<string> Taken);
