using Algometer.Measurement.Ramp;
using Algometer.Records.People;
using Hl7.Fhir.Model;
using Person = Algometer.Records.People.Person;

namespace Algometer.Reports.Exchange.Fhir;

/// <summary>A run's result at one place as an Observation: value, site and side, method, device, and each repeat as a component.</summary>
internal static class ThresholdObservation
{
    public static void Add(Bundle bundle, ExportedRun run, PlaceResult result, Person? person, Func<long, DateTimeOffset>? clock)
    {
        RunEntry[] ramps = [.. run.Entries.Where(entry => entry.Counts && entry is { Kind: StepKind.Ramp, Conditioned: false, Trial: not null } && string.Equals(entry.Place.Key, result.Place.Key, StringComparison.Ordinal))];
        if (ramps.Length == 0)
        {
            return;
        }

        string identity = $"{run.Id}/{result.Place.Key}";
        bool tolerance = run.Protocol.Kind == TestKind.Tolerance;
        var observation = new Observation
        {
            Status = run.Finished ? ObservationStatus.Final : ObservationStatus.Preliminary,
            Category = [new CodeableConcept("http://terminology.hl7.org/CodeSystem/observation-category", "exam", "Exam", null)],
            Code = LocalCodes.Of(tolerance ? "pressure-pain-tolerance" : "pressure-pain-threshold"),
            Subject = FhirClinic.Reference(person),
            Device = FhirClinic.AddDevice(bundle, run.DeviceId, run.Simulated),
            Effective = Effective(run, ramps, clock),
            Method = LocalCodes.Of("hand-held-ramp", FormattableString.Invariant($"Hand-held ramp, {run.Protocol.RateKpaPerSecond:0.##} kPa/s, tip {ramps[0].Trial!.TipAreaCm2:0.##} cm², protocol {run.Protocol.Id} version {run.Protocol.Version}")),
            BodySite = FhirClinic.Site(result.Place),
            Identifier = [new Identifier(LocalCodes.System, identity)],
        };
        observation.AddExtension("http://hl7.org/fhir/StructureDefinition/bodySite", FhirClinic.AddBodyStructure(bundle, result.Place, person));
        if (run.Simulated)
        {
            observation.Meta = FhirClinic.TestData();
        }

        SetValue(observation, result, ramps);
        AddComponents(observation, run, result, ramps);
        bundle.Add("ppt", identity, observation);
    }

    private static void SetValue(Observation observation, PlaceResult result, RunEntry[] ramps)
    {
        if (result.Kpa is { } kpa)
        {
            observation.Value = LocalCodes.Quantity(kpa, "kPa");
        }
        else if (ramps.All(ramp => ramp.Trial!.Censored))
        {
            Quantity above = LocalCodes.Quantity(result.CutOffKpa, "kPa");
            above.Comparator = Quantity.QuantityComparator.GreaterThan;
            observation.Value = above;
        }
        else
        {
            observation.DataAbsentReason = new CodeableConcept("http://terminology.hl7.org/CodeSystem/data-absent-reason", "unknown", "Unknown", "A ramp reached the cut-off unanswered, so that the mean cannot be told.");
        }
    }

    private static void AddComponents(Observation observation, ExportedRun run, PlaceResult result, RunEntry[] ramps)
    {
        Component("target-rate", LocalCodes.Quantity(run.Protocol.RateKpaPerSecond, "kPa/s"));
        Component("tip-area", LocalCodes.Quantity(ramps[0].Trial!.TipAreaCm2, "cm2", "cm²"));
        Component("cut-off", LocalCodes.Quantity(result.CutOffKpa, "kPa"));
        for (int i = 0; i < ramps.Length; i++)
        {
            TrialOutcome trial = ramps[i].Trial!;
            Quantity value = LocalCodes.Quantity(trial.ThresholdKpa ?? trial.CutOffKpa, "kPa");
            if (trial.Censored)
            {
                value.Comparator = Quantity.QuantityComparator.GreaterThan;
            }

            Component("repeat", value, $"Repeat {i + 1}");
            if (trial.RateKpaPerSecond is { } rate)
            {
                Component("achieved-rate", LocalCodes.Quantity(rate, "kPa/s"), $"Achieved rate of repeat {i + 1}");
            }
        }

        if (result.Kpa is not null && result.Thresholds.CvPercent is { } cv && double.IsFinite(cv))
        {
            Component("coefficient-of-variation", LocalCodes.Quantity(cv, "%"));
        }

        if (result.Summation is { } summation)
        {
            Component("temporal-summation", LocalCodes.Quantity(summation.LastMinusFirst, "{score}"));
        }

        if (result.Modulation is { } modulation && double.IsFinite(modulation.Percent))
        {
            Component("conditioned-pain-modulation", LocalCodes.Quantity(modulation.Percent, "%"));
        }

        if (result.Response?.P40Kpa is { } p40)
        {
            Component("p40", LocalCodes.Quantity(p40, "kPa"));
        }

        void Component(string code, Quantity value, string? text = null) =>
            observation.Component.Add(new Observation.ComponentComponent { Code = LocalCodes.Of(code, text), Value = value });
    }

    private static DataType Effective(ExportedRun run, RunEntry[] ramps, Func<long, DateTimeOffset>? clock)
    {
        if (clock is null)
        {
            return new FhirDateTime(run.StartedUtc);
        }

        DateTimeOffset start = clock(ramps.Min(ramp => ramp.Trial!.ContactMicroseconds));
        DateTimeOffset end = clock(ramps.Max(ramp => ramp.EndMicroseconds));
        return end >= start ? new Period(new FhirDateTime(start), new FhirDateTime(end)) : new FhirDateTime(run.StartedUtc);
    }
}
