using System.Text.Json;
using System.Text.Json.Nodes;
using Algometer.Reports.Exchange;
using Algometer.Reports.Exchange.Fhir;
using Firely.Fhir.Validation;
using Hl7.Fhir.Model;
using Hl7.Fhir.Serialization;
using Hl7.Fhir.Specification.Source;
using Hl7.Fhir.Specification.Terminology;
using Xunit.Sdk;

namespace Algometer.Exports.Tests;

/// <summary>FHIR, read strictly and validated against the R4 profiles by Firely's library, and by eye against small expectations.</summary>
public sealed class FhirTests(ITestOutputHelper output)
{
    private static readonly Lazy<Validator> _validator = new(() =>
    {
        var source = new CachedResolver(new ZipSource(Path.Combine(AppContext.BaseDirectory, "specification.zip")));
        return new Validator(source, new LocalTerminologyService(source), null, null);
    });

    [Fact]
    public async System.Threading.Tasks.Task A_persons_bundle_is_valid_r4()
    {
        Bundle bundle = await BundleAsync(Selections.Clinic());
        Validate(bundle);
        Assert.Single(bundle.Entry.Select(entry => entry.Resource).OfType<Patient>());
        Assert.Equal(3, Thresholds(bundle).Length);
    }

    [Fact]
    public async System.Threading.Tasks.Task A_session_about_nobody_is_valid_r4()
    {
        Bundle bundle = await BundleAsync(Selections.Of(AnySession.Of(AnySession.Ramp(50))));
        Validate(bundle);
        Assert.Empty(bundle.Entry.Select(entry => entry.Resource).OfType<Patient>());
    }

    [Fact]
    public async System.Threading.Tasks.Task Any_session_is_valid_r4()
    {
        ExportedSession[] all = [];
        CsCheck.Check.Sample(AnySession.Any, session => all = [.. all, session], iter: 12, threads: 1);
        foreach (ExportedSession session in all)
        {
            Validate(await BundleAsync(Selections.Of(session)));
        }
    }

    [Fact]
    public async System.Threading.Tasks.Task The_validator_would_notice()
    {
        Bundle bundle = await BundleAsync(Selections.Clinic());
        Thresholds(bundle)[0].Status = null;
        Assert.Contains(_validator.Value.Validate(bundle, null).Issue, issue => issue.Severity is OperationOutcome.IssueSeverity.Error or OperationOutcome.IssueSeverity.Fatal);
    }

    [Fact]
    public async System.Threading.Tasks.Task A_threshold_reads_as_it_was_written_by_hand()
    {
        Bundle bundle = await BundleAsync(Selections.Clinic());
        JsonNode left = JsonNode.Parse(JsonSerializer.Serialize<Resource>(Thresholds(bundle)[0], Json))!;
        JsonNode expected = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Expectations", "threshold.json")))!;
        Assert.True(JsonNode.DeepEquals(expected, left), left.ToJsonString(new JsonSerializerOptions { WriteIndented = true }));
    }

    [Fact]
    public async System.Threading.Tasks.Task A_ramp_that_nobody_answered_is_above_the_cut_off_or_untold()
    {
        Observation[] thresholds = Thresholds(await BundleAsync(Selections.Clinic()));
        Assert.Null(thresholds[1].Value);
        Assert.Equal("unknown", thresholds[1].DataAbsentReason!.Coding[0].Code);
        Quantity above = Assert.IsType<Quantity>(thresholds[2].Value);
        Assert.Equal((600m, Quantity.QuantityComparator.GreaterThan), (above.Value, above.Comparator));
    }

    [Fact]
    public async System.Threading.Tasks.Task Ratings_have_the_one_code_that_was_verified_and_everything_else_a_local_one()
    {
        Bundle bundle = await BundleAsync(Selections.Clinic());
        Coding[] codings = [.. bundle.Entry.Select(entry => entry.Resource).OfType<Observation>().SelectMany(one => one.Code!.Coding.Concat(one.Component.SelectMany(component => component.Code!.Coding)))];
        Assert.All(codings.Where(coding => coding.System == "http://loinc.org"), coding => Assert.Equal("72514-3", coding.Code));
        string[] local = [.. bundle.Entry.Select(entry => entry.Resource).OfType<CodeSystem>().Single().Concept.Select(concept => concept.Code!)];
        Assert.All(codings.Where(coding => coding.System != "http://loinc.org"), coding => Assert.Contains(coding.Code, local, StringComparer.Ordinal));
        Observation[] ratings = [.. bundle.Entry.Select(entry => entry.Resource).OfType<Observation>().Where(one => one.Code!.Coding[0].Code == "72514-3")];

        // Intake, before, after; the pain said in the hold; a level and an after-sensation.
        Assert.Equal([2, 3, 5, 6, 6, 7], ratings.Select(rating => (int)((Quantity)rating.Value!).Value!).Order());
        Assert.All(ratings, rating => Assert.Equal("{score}", ((Quantity)rating.Value!).Code));
    }

    [Fact]
    public async System.Threading.Tasks.Task The_trace_is_sampled_data_with_holes_where_nothing_is_known()
    {
        Algometer.Measurement.Signal.Sample[] samples = AnySession.Ramp(10);
        Bundle bundle = await BundleAsync(Selections.Of(AnySession.Of([.. samples[..4], .. samples[6..]])));
        var trace = (SampledData)bundle.Entry.Select(entry => entry.Resource).OfType<Observation>().Single().Value!;
        Assert.Equal((12.5m, 0.001m, 1), (trace.Period, trace.Factor, trace.Dimensions));
        Assert.Equal("0 91 183 274 E E 548 639 731 822", trace.Data);
    }

    [Fact]
    public async System.Threading.Tasks.Task Each_trace_stands_in_its_own_observation_whatever_people_write()
    {
        ExportSelection clinic = Selections.Clinic();
        ExportedSession first = clinic.Open(clinic.Sessions[0]);
        ExportedSession second = AnySession.Of(AnySession.Ramp(20, from: 100), "01JSESSION000002", person: Selections.Anna) with { Events = [new(2_500_000, 110, "pain", 4, "\"data\": \"trace:01JSESSION000002\"")] };
        Bundle bundle = await BundleAsync(clinic with
        {
            Sessions = [.. clinic.Sessions, second.Summary],
            Open = summary => summary.Id == second.Summary.Id ? second : first,
            PersonOfSession = new Dictionary<string, string>(StringComparer.Ordinal) { [first.Summary.Id] = Selections.Anna.Id, [second.Summary.Id] = Selections.Anna.Id },
        });
        Validate(bundle);
        string[][] traces = [.. bundle.Entry.Select(entry => entry.Resource).OfType<Observation>().Select(one => one.Value).OfType<SampledData>().Select(data => data.Data!.Split(' '))];
        Assert.Equal([800, 20], traces.Select(values => values.Length));
        Assert.All(traces.SelectMany(values => values), value => Assert.Matches(@"^(-?\d+|E)$", value));
        Assert.Equal("9133", traces[1][0]);
    }

    private static JsonSerializerOptions Json { get; } = new JsonSerializerOptions().ForFhir(ModelInfo.ModelInspector);

    private static async System.Threading.Tasks.Task<Bundle> BundleAsync(ExportSelection selection)
    {
        byte[] json = await Selections.BytesAsync(Assert.Single(new FhirFormat().Plan(selection)));
        return JsonSerializer.Deserialize<Bundle>(json, Json) ?? throw new XunitException("no bundle");
    }

    private static Observation[] Thresholds(Bundle bundle) => [.. bundle.Entry.Select(entry => entry.Resource).OfType<Observation>().Where(one => one.Code!.Coding[0].Code == "pressure-pain-threshold")];

    private void Validate(Bundle bundle)
    {
        OperationOutcome outcome = _validator.Value.Validate(bundle, null);
        OperationOutcome.IssueComponent[] wrong = [.. outcome.Issue.Where(issue => issue.Severity is OperationOutcome.IssueSeverity.Error or OperationOutcome.IssueSeverity.Fatal)];
        output.WriteLine($"{bundle.Entry.Count} resources, {outcome.Issue.Count} remarks, {wrong.Length} errors");
        foreach (string remark in outcome.Issue.Select(issue => $"{issue.Severity}: {issue.Details?.Text} ({string.Join(", ", issue.Expression ?? [])})").Distinct(StringComparer.Ordinal).Take(20))
        {
            output.WriteLine(remark);
        }

        Assert.Empty(wrong.Select(issue => $"{issue.Details?.Text} at {string.Join(", ", issue.Expression ?? [])}"));
    }
}
