using System.Globalization;
using System.Text.Json;
using Algometer.Records.Model;
using Algometer.Records.Recording;
using Algometer.Reports.Exchange.Fhir;
using Algometer.Reports.Exchange.Tables;

namespace Algometer.Reports.Exchange.Parquet;

/// <summary>
/// Apache Parquet: samples in parts of some ten sessions, the tables about sessions beside each part, and tables over all. A clinic's year is
/// a few hundred files that a data frame reads as one table.
/// </summary>
public sealed class ParquetFormat : IExportFormat
{
    private const long SamplesPerPart = 2_000_000;
    private const int SessionsPerPart = 100;

    /// <inheritdoc/>
    public string Name => "parquet";

    /// <inheritdoc/>
    public string Summary => "Apache Parquet for data frames (pandas, R, DuckDB); a whole clinic in one table.";

    /// <inheritdoc/>
    public string Extension => ".parquet";

    /// <inheritdoc/>
    public IReadOnlyList<ExportFile> Plan(ExportSelection selection)
    {
        ArgumentNullException.ThrowIfNull(selection);
        var parts = new List<ExportFile>();
        int number = 0;
        foreach (IReadOnlyList<SessionSummary> group in Groups(selection.Sessions))
        {
            string stem = string.Create(CultureInfo.InvariantCulture, $"part-{number++:00000}.parquet");
            parts.Add(new ExportFile($"samples/{stem}", group, (stream, ticket) => SampleParquet.WriteAsync(group.Select(selection.Open), stream, Metadata(selection), ticket)) { Counts = true });
            parts.Add(Side(SessionTables.Calibrations, opened => opened.Calibrations));
            parts.Add(Side(SessionTables.ClockPoints, opened => opened.ClockPoints));
            parts.Add(Side(SessionTables.Events, opened => opened.Events));
            parts.Add(Side(SessionTables.Gaps, opened => opened.Gaps));

            ExportFile Side<T>(ExportTable<OfSession<T>> table, Func<ExportedSession, IReadOnlyList<T>> read) => new(
                $"{table.Name}/{stem}",
                group,
                (stream, ticket) => ParquetTable.WriteAsync(table, [.. group.SelectMany(session => read(selection.Open(session)).Select(item => new OfSession<T>(session.Id, item)))], stream, Metadata(selection), ticket.CancellationToken))
            {
                IsSide = true,
            };
        }

        parts.Add(All(SessionTables.Sessions, () => [.. TableRows.Sessions(selection)]));
        parts.Add(All(ClinicTables.People, () => selection.People));
        parts.Add(All(ClinicTables.Trials, () => [.. TableRows.Trials(selection)]));
        parts.Add(All(ClinicTables.Visits, () => [.. TableRows.Visits(selection)]));
        return parts;

        ExportFile All<T>(ExportTable<T> table, Func<IReadOnlyList<T>> rows) =>
            new($"{table.Name}.parquet", [], (stream, ticket) => ParquetTable.WriteAsync(table, rows(), stream, Metadata(selection), ticket.CancellationToken)) { IsSide = true, Always = true };
    }

    internal static string Units(IEnumerable<ColumnDescription> columns) =>
        JsonSerializer.Serialize(columns.Where(column => column.Unit.Length > 0).ToDictionary(column => column.Name, column => column.Unit, StringComparer.Ordinal));

    private static Dictionary<string, string> Metadata(ExportSelection selection) => new(StringComparer.Ordinal)
    {
        ["algometer.layout"] = ExportFolder.Layout.ToString(CultureInfo.InvariantCulture),
        ["algometer.selection"] = selection.Name,
        ["algometer.pseudonymised"] = selection.Pseudonymised ? "true" : "false",
    };

    private static IEnumerable<IReadOnlyList<SessionSummary>> Groups(IReadOnlyList<SessionSummary> sessions)
    {
        var group = new List<SessionSummary>();
        long samples = 0;
        foreach (SessionSummary session in sessions)
        {
            group.Add(session);
            samples += session.SampleCount;
            if (samples >= SamplesPerPart || group.Count >= SessionsPerPart)
            {
                yield return group;
                group = [];
                samples = 0;
            }
        }

        if (group.Count > 0)
        {
            yield return group;
        }
    }
}
