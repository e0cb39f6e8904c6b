using System.Globalization;
using Algometer.Clinic.FollowUp;
using Algometer.Measurement.Home;
using Algometer.Measurement.Home.Plans;
using Algometer.Measurement.Home.Range;
using Algometer.Measurement.Home.Rules;
using Algometer.Measurement.Ramp;
using Algometer.Measurement.Visits;
using Algometer.Records;
using Algometer.Records.Documents;
using Algometer.Records.Keys;
using Algometer.Records.People;
using Algometer.Web.Access;
using Algometer.Web.Api;

namespace Algometer.Web.Endpoints;

/// <summary>The therapist's plans: what there is to choose from, a draft judged while it is written, signing, and the code that hands it over.</summary>
public sealed class HomePlanEndpoints(HomeStore store, HomeContent book) : IEndpoints
{
    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder api = routes.MapGroup("/api/plan").RequireAuthorization(Rights.Clinic).WithTags("plans");
        api.MapGet("/lists", () => TypedResults.Ok(Lists())).WithSummary("What a plan for home may be chosen from.");
        api.MapPost("/clinic", (Message<ClinicRequest> request) => TypedResults.Ok(Clinic(request.Value.Name.Trim()))).WithSummary("Names the clinic, which makes the key that plans are signed with.");
        api.MapGet("/people/{id}", (string id) => TypedResults.Ok(Person(id))).WithSummary("A person's measured ranges and signed plans.");
        api.MapPost("/people/{id}/check", (string id, Message<DraftRequest> draft) => TypedResults.Ok(Judge(id, draft.Value, "draft").View)).WithSummary("Judges a draft; forces in newtons.");
        api.MapPost("/people/{id}/sign", (string id, Message<DraftRequest> draft) => TypedResults.Ok(Sign(id, draft.Value))).WithSummary("Signs a plan.");
    }

    private ListsView Lists()
    {
        using ClinicKey? key = store.HasKey ? store.OpenKey("") : null;
        return new ListsView(
            book.Rules.Version,
            [.. book.Rules.Points.Select(point => new PointView(point.Id, point.Region, point.Movement, book.Rules.Region(point.Region)!.CapNewtons))],
            book.Rules.Pairs,
            book.Rules.RefusedPairs,
            [.. book.Rules.NeverAtHome.Select(place => place.Id)],
            book.Rules.Presets,
            book.Visit.Movements,
            [.. book.Rules.Screening.Where(Screening.CanBeCleared).Select(question => question.Id)],
            book.Rules.Hold,
            book.Rules.OverTreatment,
            book.Rules.SafeRange,
            book.Rules.Plan.ValidDays,
            key is null ? null : ClinicView.Of(key.Identity));
    }

    private ClinicView Clinic(string name)
    {
        if (name.Length == 0)
        {
            throw new ArgumentException("Name the clinic: patients read the name when they pair.");
        }

        using ClinicKey key = store.OpenKey(name);
        return ClinicView.Of(key.Identity);
    }

    private PersonView Person(string id)
    {
        Person person = store.Record.People.Read(id);
        return new PersonView(
            person.Code,
            store.Record.People.ReadName(id),
            [.. store.Bodies<RangeDocument>(RangeDocument.Kind, id).Select(stored => new RangeView(stored.Document.Id, stored.Body.Range.Point, stored.Body.Side, stored.Body.Range.Tool, stored.Body.Range.LowerNewtons, stored.Body.Range.UpperNewtons, stored.Body.Range.LimitNewtons, stored.Body.Range.MeasuredUtc, stored.Body.Simulated, stored.Body.Range.Age(book.Rules, store.NowUtc).TextId())).Reverse()],
            [.. store.Bodies<SignedPlanDocument>(SignedPlanDocument.Signed, id).Select(stored => new SignedView(stored.Document.Id, PlanView.Of(stored.Body.Plan), stored.Body.Text, stored.Body.Plan.ExpiresUtc <= store.NowUtc)).Reverse()]);
    }

    // A draft has no band of its own: it comes from the measured range and the preset, and may only be made smaller.
    private (CheckView View, HomePlan? Plan) Judge(string personId, DraftRequest draft, string signedBy)
    {
        Person person = store.Record.People.Read(personId);
        (StoredDocument Document, RangeDocument Body) measured = store.Bodies<RangeDocument>(RangeDocument.Kind, personId).FirstOrDefault(stored => string.Equals(stored.Document.Id, draft.Range, StringComparison.Ordinal));
        if (measured.Document is null)
        {
            return (new CheckView(false, SafeRangeProblem.TooFewRamps.TextId(), "", null, null, null), null);
        }

        SafeRange range = measured.Body.Range;
        HomePreset preset = book.Rules.Preset(draft.Preset) ?? throw new ArgumentException($"There is no preset '{draft.Preset}': choose one of the list.");
        SafeRangeProblem problem = range.Age(book.Rules, store.NowUtc);
        double low = 0;
        double high = 0;
        double limit = 0;
        problem = problem == SafeRangeProblem.None ? range.Band(preset, out low, out high, out limit) : problem;
        if (problem != SafeRangeProblem.None)
        {
            return (new CheckView(false, problem.TextId(), "", null, null, null), null);
        }

        DateTimeOffset now = store.NowUtc;
        DateTimeOffset latest = range.MeasuredUtc.AddDays(book.Rules.SafeRange.ValidDays);
        DateTimeOffset expires = now.AddDays(Math.Min(draft.ValidDays, book.Rules.Plan.ValidDays));
        var plan = new HomePlan
        {
            Id = draft.Plan ?? HomeIds.New(now),
            Revision = draft.Plan is null ? 1 : 1 + store.Bodies<SignedPlanDocument>(SignedPlanDocument.Signed, personId).Where(stored => string.Equals(stored.Body.Plan.Id, draft.Plan, StringComparison.Ordinal)).Select(stored => stored.Body.Plan.Revision).DefaultIfEmpty(0).Max(),
            Patient = person.Code,
            Point = range.Point,
            Region = range.Region,
            Side = Enum.Parse<BodySide>(measured.Body.Side, ignoreCase: true),
            Tool = range.Tool,
            Position = draft.Position,
            Preset = preset.Id,
            LowNewtons = Math.Max(low, Math.Min(draft.LowNewtons ?? low, high)),
            HighNewtons = Math.Min(high, draft.HighNewtons ?? high),
            LimitNewtons = Math.Min(limit, draft.LimitNewtons ?? limit),
            MeasuredUtc = range.MeasuredUtc,
            HoldSeconds = draft.HoldSeconds ?? (int)preset.HoldSeconds,
            Repeats = draft.Repeats ?? preset.Repeats,
            SessionsADay = draft.SessionsADay,
            Days = PlanView.DaysOf(draft.Days),
            Movement = draft.Movement,
            Cleared = draft.Cleared,
            SignedBy = signedBy,
            CreatedUtc = now,
            ExpiresUtc = expires < latest ? expires : latest,
            RulesVersion = book.Rules.Version,
        };
        PlanVerdict verdict = PlanCheck.Judge(plan, book.Rules, book.Visit.Movements);
        return (new CheckView(verdict.IsAccepted, verdict.Reason, verdict.Detail, PlanView.Of(plan), high, limit), verdict.IsAccepted ? plan : null);
    }

    private SignedPlanView Sign(string personId, DraftRequest draft)
    {
        string by = draft.SignedBy.Trim();
        if (by.Length is 0 or > 40)
        {
            throw new ArgumentException("Say who signs, in up to 40 letters.");
        }

        (CheckView view, HomePlan? plan) = Judge(personId, draft, by);
        if (plan is null)
        {
            string detail = book.Words["en"].Texts.GetValueOrDefault(view.Detail, view.Detail);
            throw new ArgumentException($"{book.Words["en"].Texts.GetValueOrDefault(view.Reason, view.Reason).Replace("{0}", detail, StringComparison.Ordinal)}");
        }

        if (!store.HasKey)
        {
            throw new ArgumentException("Name the clinic first: that makes the key that plans are signed with.");
        }

        using ClinicKey key = store.OpenKey("");
        string text = key.Sign(plan);
        StoredDocument document = store.Create(SignedPlanDocument.Signed, personId, new SignedPlanDocument(text, plan));
        return new SignedPlanView(document.Id, text, QrCode.Svg(text), string.Create(CultureInfo.InvariantCulture, $"{plan.Patient}-{plan.Point}-{plan.CreatedUtc:yyyy-MM-dd}{SignedPlan.FileExtension}"), PlanView.Of(plan));
    }

    private sealed record ClinicRequest(string Name);

    private sealed record ClinicView(string Name, string Fingerprint, string Card, string Svg)
    {
        public static ClinicView Of(ClinicIdentity clinic) => new(clinic.Name, clinic.Fingerprint, clinic.ToCard(), QrCode.Svg(clinic.ToCard()));
    }

    private sealed record PointView(string Id, string Region, string Movement, double CapNewtons);

    private sealed record ListsView(
        string Version, IReadOnlyList<PointView> Points, IReadOnlyList<HomePair> Pairs, IReadOnlyList<RefusedPair> RefusedPairs, IReadOnlyList<string> Never, IReadOnlyList<HomePreset> Presets, IReadOnlyList<Movement> Movements, IReadOnlyList<string> Clearable, HoldRule Hold, OverTreatmentRule OverTreatment, SafeRangeRule SafeRange, int ValidDays, ClinicView? Clinic);

    private sealed record RangeView(string Id, string Point, string Side, string Tool, double LowerNewtons, double UpperNewtons, double LimitNewtons, DateTimeOffset MeasuredUtc, bool Simulated, string State);

    private sealed record SignedView(string Id, PlanView Plan, string Text, bool Expired);

    private sealed record PersonView(string Code, string? Name, IReadOnlyList<RangeView> Ranges, IReadOnlyList<SignedView> Plans);

    private sealed record DraftRequest(
        string Range, string Position, string Preset, string Movement, string[] Days, int SessionsADay, string[] Cleared, int ValidDays, string SignedBy = "", string? Plan = null, double? LowNewtons = null, double? HighNewtons = null, double? LimitNewtons = null, int? HoldSeconds = null, int? Repeats = null);

    private sealed record CheckView(bool Accepted, string Reason, string Detail, PlanView? Plan, double? HighestNewtons, double? HighestLimitNewtons);

    private sealed record SignedPlanView(string Id, string Text, string Svg, string File, PlanView Plan);
}
