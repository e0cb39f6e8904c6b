using Algometer.Measurement.Agreement;
using Algometer.Reports.Exchange.Imports;

namespace Algometer.Clinic.Runs;

/// <summary>What the clinic judges results against; nothing is assumed.</summary>
public sealed record PptSettings
{
    /// <summary>Kind of the document.</summary>
    public const string Kind = "ppt-settings";

    /// <summary>Smallest detectable change of one person, kPa; null when not known.</summary>
    public double? Mdc95Kpa { get; init; }

    /// <summary>Where it comes from; needed with it.</summary>
    public string MdcSource { get; init; } = "";

    /// <summary>Site that others are compared with; empty for none.</summary>
    public string ReferenceSite { get; init; } = "";

    /// <summary>A norm table as CSV; empty for none.</summary>
    public string NormsCsv { get; init; } = "";

    /// <summary>The MDC with its source; null when not known.</summary>
    public DetectableChange? Mdc() => Mdc95Kpa is { } kpa ? new DetectableChange(kpa, MdcSource) : null;

    /// <summary>The norms.</summary>
    public IReadOnlyList<Norm> Norms() => NormsCsv.Trim().Length == 0 ? [] : NormTable.Parse(NormsCsv);

    /// <summary>Checks what was typed.</summary>
    /// <exception cref="ArgumentException">The message says what to write.</exception>
    public void Check()
    {
        if (Mdc95Kpa is not null && (Mdc95Kpa is not (> 0 and <= 1000) || string.IsNullOrWhiteSpace(MdcSource)))
        {
            throw new ArgumentException("The MDC95 is a number above 0 in kPa, with the study that it comes from.");
        }

        _ = Norms();
    }
}
