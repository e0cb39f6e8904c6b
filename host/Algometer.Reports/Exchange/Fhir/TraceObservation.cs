using Algometer.Records.Model;
using Hl7.Fhir.Model;

namespace Algometer.Reports.Exchange.Fhir;

/// <summary>
/// A session's force as SampledData, in millinewtons; <c>E</c> where a sample is missing or has no force. A night of it is a text of many megabytes,
/// so the resource has a mark in its place, and the values are written where the mark stands.
/// </summary>
internal sealed class TraceObservation
{
    private const string Marked = "trace:";
    private readonly RegularGrid _grid;

    private TraceObservation(string sessionId, RegularGrid grid)
    {
        _grid = grid;
        Mark = Marked + sessionId;
    }

    /// <summary>What stands in the resource for the values.</summary>
    public string Mark { get; }

    /// <summary>Adds the resource.</summary>
    /// <returns>What to write in place of its mark; null where a session has no trace.</returns>
    public static TraceObservation? Add(Bundle bundle, ExportedSession session, ResourceReference device, ExportTicket ticket)
    {
        SessionSummary summary = session.Summary;
        if (RegularGrid.Of(session.Samples, summary.Description.NominalRateHz, ticket) is not { } grid)
        {
            return null;
        }

        var trace = new TraceObservation(summary.Id, grid);
        var observation = new Observation
        {
            Status = summary.IsOpen ? ObservationStatus.Preliminary : ObservationStatus.Final,
            Code = LocalCodes.Of("force-trace"),
            Subject = FhirClinic.Reference(session.Person),
            Device = device,
            Effective = new Period(
                new FhirDateTime(session.ToUtc(grid.StartMicroseconds)),
                new FhirDateTime(session.ToUtc(grid.StartMicroseconds + (long)Math.Round((grid.Count - 1) * 1e6 / grid.RateHertz)))),
            Value = new SampledData
            {
                Origin = LocalCodes.Quantity(0, "N"),
                Period = (decimal)(1000 / grid.RateHertz),
                Factor = 0.001m,
                Dimensions = 1,
                Data = trace.Mark,
            },
            Identifier = [new Identifier(LocalCodes.System, summary.Id)],
            Note = [new Annotation { Text = "Linear between consecutive samples on a regular grid; the samples themselves are in the session archive." }],
            Meta = summary.Description.Simulated ? FhirClinic.TestData() : null,
        };
        if (summary.Description.TipAreaCm2 > 0)
        {
            observation.Component.Add(new Observation.ComponentComponent { Code = LocalCodes.Of("tip-area"), Value = LocalCodes.Quantity(summary.Description.TipAreaCm2, "cm2", "cm²") });
        }

        bundle.Add("trace", summary.Id, observation);
        return trace;
    }

    /// <summary>Writes the values.</summary>
    public void Write(Utf8Text text, ExportTicket ticket)
    {
        bool isFirst = true;
        foreach (double force in _grid.ForcesNewtons(ticket))
        {
            if (!isFirst)
            {
                text.Add((byte)' ');
            }

            isFirst = false;
            if (double.IsFinite(force))
            {
                text.Add((long)Math.Round(force * 1000));
            }
            else
            {
                text.Add((byte)'E');
            }
        }
    }
}
