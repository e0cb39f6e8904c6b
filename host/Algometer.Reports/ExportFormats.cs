using Algometer.Reports.Exchange;
using Algometer.Reports.Exchange.Archives;
using Algometer.Reports.Exchange.Bids;
using Algometer.Reports.Exchange.Csv;
using Algometer.Reports.Exchange.Fhir;
using Algometer.Reports.Exchange.Parquet;
using Algometer.Reports.Exchange.Xdf;

namespace Algometer.Reports;

/// <summary>The formats there are.</summary>
public static class ExportFormats
{
    /// <summary>In the order they are offered.</summary>
    public static IReadOnlyList<IExportFormat> All { get; } =
    [
        new CsvFormat(), new ParquetFormat(), new FhirFormat(), new BidsFormat(), new XdfFormat(), new ArchiveFormat(),
    ];

    /// <summary>Finds one.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="ArgumentException">There is none; the message lists them.</exception>
    public static IExportFormat Named(string name) => All.FirstOrDefault(format => string.Equals(format.Name, name, StringComparison.OrdinalIgnoreCase))
        ?? throw new ArgumentException($"There is no format '{name}': choose {string.Join(", ", All.Select(format => format.Name))}.");
}
