using System.Globalization;
using System.Text;
using Algometer.Records.Model;
using Hl7.Fhir.Model;

namespace Algometer.Reports.Exchange.Fhir;

/// <summary>A session's force as SampledData, in millinewtons; <c>E</c> where a sample is missing or has no force.</summary>
internal static class TraceObservation
{
    public static void Add(Bundle bundle, ExportedSession session, ResourceReference device, ExportTicket ticket)
    {
        SessionSummary summary = session.Summary;
        if (RegularGrid.Of(ticket.Count(session.Samples), summary.Description.NominalRateHz) is not { } grid)
        {
            return;
        }

        var observation = new Observation
        {
            Status = summary.IsOpen ? ObservationStatus.Preliminary : ObservationStatus.Final,
            Code = LocalCodes.Of("force-trace"),
            Subject = FhirClinic.Reference(session.Person),
            Device = device,
            Effective = new Period(
                new FhirDateTime(session.ToUtc(grid.StartMicroseconds)),
                new FhirDateTime(session.ToUtc(grid.StartMicroseconds + (long)Math.Round((grid.ForcesNewtons.Count - 1) * 1e6 / grid.RateHertz)))),
            Value = new SampledData
            {
                Origin = LocalCodes.Quantity(0, "N"),
                Period = (decimal)(1000 / grid.RateHertz),
                Factor = 0.001m,
                Dimensions = 1,
                Data = Data(grid.ForcesNewtons),
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
    }

    private static string Data(IReadOnlyList<double> forces)
    {
        var data = new StringBuilder(forces.Count * 6);
        foreach (double force in forces)
        {
            if (data.Length > 0)
            {
                data.Append(' ');
            }

            if (double.IsFinite(force))
            {
                data.Append(CultureInfo.InvariantCulture, $"{Math.Round(force * 1000):0}");
            }
            else
            {
                data.Append('E');
            }
        }

        return data.ToString();
    }
}
