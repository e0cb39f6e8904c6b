using System.Text;
using System.Text.RegularExpressions;
using Algometer.Reports.Exchange;
using Algometer.Reports.Exchange.Archives;
using Algometer.Reports.Exchange.Bids;
using Algometer.Reports.Exchange.Csv;
using Algometer.Reports.Exchange.Fhir;
using Algometer.Reports.Exchange.Parquet;
using Algometer.Reports.Exchange.Tables;
using Algometer.Reports.Exchange.Xdf;

namespace Algometer.Exports.Tests;

/// <summary>Holds docs/EXPORTS.md against the code: every column, field and code. ALGOMETER_UPDATE=1 writes the tables.</summary>
public sealed partial class ExportsDocumentTests
{
    private static readonly string _path = Path.Combine(Checkout.Root, "docs", "EXPORTS.md");

    private static readonly IExportTable[] _tables =
    [
        SessionTables.Sessions, SessionTables.Calibrations, SessionTables.ClockPoints, SessionTables.Events, SessionTables.Gaps,
        ClinicTables.People, ClinicTables.Trials, ClinicTables.Visits,
    ];

    [Fact]
    public void Its_tables_are_what_the_code_writes()
    {
        string before = File.ReadAllText(_path);
        string after = Section().Replace(before, match => $"{match.Groups["mark"].Value}\n{Content(match.Groups["name"].Value)}<!-- end -->");
        if (Environment.GetEnvironmentVariable("ALGOMETER_UPDATE") is "1")
        {
            File.WriteAllText(_path, after);
        }

        Assert.Equal(after, File.ReadAllText(_path));
    }

    [Fact]
    public void The_samples_header_is_the_columns() => Assert.Equal(SampleCsv.Header, string.Join(',', SampleCsv.Columns.Select(column => column.Name)));

    [Fact]
    public void It_names_every_format_and_field_of_the_archive()
    {
        string text = File.ReadAllText(_path);
        Assert.All(ExportFormats.All, format => Assert.Contains($"| `{format.Name}` |", text, StringComparison.Ordinal));
        Assert.All(ArchiveWriter.Schemas.Keys, name => Assert.StartsWith("schema/", name, StringComparison.Ordinal));
        Assert.Contains($"version {ArchiveFormat.Version}", text, StringComparison.Ordinal);
        Assert.Contains(ExportManifest.FileName, text, StringComparison.Ordinal);
    }

    private static string Content(string name) => name switch
    {
        "columns samples-csv" => Columns(SampleCsv.Columns),
        "columns samples-parquet" => Columns(SampleParquet.Columns),
        "columns bids-grid" => Columns(BidsFormat.GridColumns),
        "columns bids-samples" => Columns(BidsFormat.SampleColumns),
        "columns xdf" => Columns(XdfFormat.Channels),
        "tables" => string.Concat(_tables.Select(table => $"### {table.Name}\n{table.Meaning}\n\n{Columns(table.Descriptions)}\n")),
        "fhir codes" => "| code | meaning |\n|---|---|\n" + string.Concat(LocalCodes.All.Select(code => $"| `{code.Code}` | {code.Definition} |\n")),
        _ => throw new InvalidOperationException($"EXPORTS.md has a mark '{name}' that nobody fills."),
    };

    private static string Columns(IEnumerable<ColumnDescription> columns)
    {
        var text = new StringBuilder("| column | holds | unit | meaning |\n|---|---|---|---|\n");
        foreach (ColumnDescription column in columns)
        {
            text.Append(null, $"| `{column.Name}` | {column.Type.ToString().ToLowerInvariant()} | {column.Unit} | {column.Meaning} |\n");
        }

        return text.ToString();
    }

    [GeneratedRegex(@"(?<mark><!-- (?<name>columns [a-z-]+|tables|fhir codes) -->)\n.*?<!-- end -->", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Section();
}
