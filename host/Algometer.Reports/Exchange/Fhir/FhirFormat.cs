using System.Text;
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

    private static ExportFile Part(string name, ExportSelection selection, Person? person, IReadOnlyList<SessionSummary> sessions) =>
        ExportFile.Rows(name, sessions, (stream, ticket) => Write(FhirBundle.Of(selection, person, sessions, ticket), stream, ticket)) with
        {
            Counts = true,
            Always = person is not null,
        };

    // The bundle without its traces is small. A mark within quotes is one of ours: quotes in anybody's words are escaped.
    private static void Write((Bundle Bundle, IReadOnlyList<TraceObservation> Traces) made, Stream stream, ExportTicket ticket)
    {
        ReadOnlySpan<byte> rest = JsonSerializer.SerializeToUtf8Bytes(made.Bundle, _json);
        using var text = new Utf8Text(stream);
        foreach (TraceObservation trace in made.Traces)
        {
            byte[] mark = Encoding.UTF8.GetBytes($"\"data\": \"{trace.Mark}\"");
            int at = rest.IndexOf(mark);
            text.Add(rest[..at]);
            text.Add("\"data\": \""u8);
            trace.Write(text, ticket);
            text.Add((byte)'"');
            rest = rest[(at + mark.Length)..];
        }

        text.Add(rest);
    }
}
