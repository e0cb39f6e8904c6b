using System.Text.Json;
using Algometer.Clinic.Runs;
using Algometer.Measurement.Agreement;
using Algometer.Measurement.Ramp;
using Algometer.Measurement.Trends;
using Algometer.Measurement.Visits;
using Algometer.Records;
using Algometer.Records.Documents;
using Algometer.Records.People;
using Algometer.Web.Access;
using Algometer.Web.Api;

namespace Algometer.Web.Endpoints;

/// <summary>A person's thresholds by place and side, and pain by visit: <c>/api/people/ID/trends</c>.</summary>
public sealed class TrendEndpoints(RecordStore? store, VisitLists lists) : IEndpoints
{
    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/people/{id}/trends", (string id) => TypedResults.Ok(Of(id)))
        .RequireAuthorization(Rights.Clinic).WithTags("people").WithSummary("A person's thresholds in kPa by place and side, and pain (0 to 10) by visit.");

    private TrendsView Of(string personId)
    {
        RecordStore record = store ?? throw new ArgumentException("Nothing is recorded here.");
        Person person = record.People.Read(personId);
        var runs = new RunReader(record);
        DetectableChange? mdc = runs.Settings().Value.Mdc();
        IReadOnlyList<ThresholdTrend> trends = ThresholdTrend.Of(
            runs.All(personId).Select(run => new TrendRun(run.Line.Id, run.Line.StartedUtc, run.Run.Protocol.Id, run.Run.Protocol.Name, run.Run.Simulated, run.Results())),
            mdc);
        var visits = VisitTrend.Of(record.Documents.List(DocumentKinds.Visit, personId).Select(document => JsonSerializer.Deserialize<Visit>(document.Body, DocumentJson.Options)!), lists.Outcome);
        return new TrendsView(
            person.Code,
            mdc?.Kpa,
            mdc?.Source ?? "",
            [.. trends.Select(TrendLine.Of)],
            [
                new PainLine("Pain at intake", visits.Pain),
                .. visits.Movements.Select(movement => new PainLine(lists.Movements.FirstOrDefault(known => string.Equals(known.Id, movement.Key, StringComparison.Ordinal))?.Text ?? movement.Key, movement.Value)),
            ],
            $"Better: pain lower by {lists.Outcome.BetterPoints:0.#} point or {lists.Outcome.BetterPercent:0} % ({lists.Outcome.Source}).");
    }

    private sealed record TrendsView(string Code, double? MdcKpa, string MdcSource, IReadOnlyList<TrendLine> Thresholds, IReadOnlyList<PainLine> Pain, string PainRule);

    private sealed record TrendLine(string Key, string Place, BodySide Side, string Protocol, bool Simulated, double? FirstKpa, IReadOnlyList<TrendValue> Values)
    {
        public static TrendLine Of(ThresholdTrend trend) => new(
            $"{trend.Place.Key}|{trend.ProtocolId}|{trend.Simulated}",
            trend.Place.Name,
            trend.Place.Side,
            trend.ProtocolName,
            trend.Simulated,
            trend.FirstKpa,
            [.. trend.Points.Select(point => new TrendValue(point.RunId, point.At, point.Kpa, point.AboveKpa, point.Trials, Change.Of(point.SinceFirst), Change.Of(point.SincePrevious)))]);
    }

    private sealed record TrendValue(string RunId, DateTimeOffset AtUtc, double? Kpa, double? AboveKpa, int Trials, Change? SinceFirst, Change? SincePrevious);

    private sealed record Change(double Kpa, bool? Real)
    {
        public static Change? Of(ChangeVerdict? verdict) => verdict is null ? null : new Change(verdict.ChangeKpa, verdict.IsReal);
    }

    private sealed record PainLine(string Name, IReadOnlyList<VisitRating> Visits);
}
