using System.Text.Json;
using Algometer.Records.Model;
using Algometer.Records.People;
using Hl7.Fhir.Model;
using Hl7.Fhir.Serialization;
using Person = Algometer.Records.People.Person;

namespace Algometer.Reports.Exchange.Fhir;

/// <summary>HL7 FHIR R4: a bundle a person, and one for each session about nobody.</summary>
public sealed class FhirFormat : IExportFormat
{
    private const string Ending = ".fhir.json";
    private static readonly JsonSerializerOptions _json = new JsonSerializerOptions { WriteIndented = true }.ForFhir(ModelInfo.ModelInspector);

    /// <inheritdoc/>
    public string Name => "fhir";

    /// <inheritdoc/>
    public string Summary => "HL7 FHIR R4 bundle for health records; thresholds, ratings and the trace as Observations.";

    /// <inheritdoc/>
    public string Extension => Ending;

    /// <inheritdoc/>
    public IReadOnlyList<ExportFile> Plan(ExportSelection selection)
    {
        ArgumentNullException.ThrowIfNull(selection);
        ILookup<string, SessionSummary> bySession = selection.Sessions.ToLookup(session => selection.PersonOfSession.GetValueOrDefault(session.Id, ""), StringComparer.Ordinal);
        return
        [
            .. selection.People.Select(person => Part(SafeFileName.Of(person.Code) + Ending, selection, person, [.. bySession[person.Id]])),
            .. bySession[""].Select(session => Part(SafeFileName.Of(session.Id) + Ending, selection, null, [session])),
        ];
    }

    private static ExportFile Part(string name, ExportSelection selection, Person? person, IReadOnlyList<SessionSummary> sessions) => new(name, sessions, async (stream, ticket) =>
    {
        Bundle bundle = FhirBundle.Of(selection, person, sessions, ticket);
        await JsonSerializer.SerializeAsync(stream, bundle, _json, ticket.CancellationToken);
    })
    {
        Counts = true,
        Always = person is not null,
    };
}
