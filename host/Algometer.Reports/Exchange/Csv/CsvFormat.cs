using Algometer.Records.Model;
using Algometer.Records.Recording;
using Algometer.Reports.Exchange.Fhir;
using Algometer.Reports.Exchange.Tables;

namespace Algometer.Reports.Exchange.Csv;

/// <summary>Comma-separated values: a file of samples a session with its calibrations, clock, events and gaps beside it, and tables over all.</summary>
public sealed class CsvFormat : IExportFormat
{
    /// <inheritdoc/>
    public string Name => "csv";

    /// <inheritdoc/>
    public string Summary => "Comma-separated values with units in the column names; for spreadsheets and scripts.";

    /// <inheritdoc/>
    public string Extension => ".csv";

    /// <inheritdoc/>
    public IReadOnlyList<ExportFile> Plan(ExportSelection selection)
    {
        ArgumentNullException.ThrowIfNull(selection);
        var parts = new List<ExportFile>();
        foreach (SessionSummary session in selection.Sessions)
        {
            SessionSummary[] one = [session];
            string stem = $"sessions/{SafeFileName.Of(session.Id)}";
            parts.Add(ExportFile.Rows($"{stem}_samples.csv", one, (stream, ticket) => SampleCsv.Write(ticket.Count(selection.Open(session).Samples), stream)) with { Counts = true });
            parts.Add(Side(stem, SessionTables.Calibrations, opened => opened.Calibrations));
            parts.Add(Side(stem, SessionTables.ClockPoints, opened => opened.ClockPoints));
            parts.Add(Side(stem, SessionTables.Events, opened => opened.Events));
            parts.Add(Side(stem, SessionTables.Gaps, opened => opened.Gaps));

            ExportFile Side<T>(string of, ExportTable<OfSession<T>> table, Func<ExportedSession, IReadOnlyList<T>> read) =>
                ExportFile.Text($"{of}_{table.Name}.csv", one, (writer, _) => CsvText.Write(table, read(selection.Open(session)).Select(item => new OfSession<T>(session.Id, item)), writer)) with { IsSide = true };
        }

        parts.Add(All(SessionTables.Sessions, () => TableRows.Sessions(selection)));
        parts.Add(All(ClinicTables.People, () => selection.People));
        parts.Add(All(ClinicTables.Trials, () => TableRows.Trials(selection)));
        parts.Add(All(ClinicTables.Visits, () => TableRows.Visits(selection)));
        return parts;

        ExportFile All<T>(ExportTable<T> table, Func<IEnumerable<T>> rows) =>
            ExportFile.Text($"{table.Name}.csv", [], (writer, _) => CsvText.Write(table, rows(), writer)) with { IsSide = true, Always = true };
    }
}
