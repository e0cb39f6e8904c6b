using System.Globalization;
using Algometer.Measurement.Home;
using Algometer.Measurement.Home.Plans;
using Algometer.Measurement.Home.Range;
using Algometer.Measurement.Home.Rules;
using Algometer.Measurement.Ramp;
using Algometer.Records;
using Algometer.Records.Documents;
using Algometer.Records.Keys;
using Algometer.Records.People;

namespace Algometer.Clinic.FollowUp;

/// <summary>Where the therapist's plans for home are written: a draft judged while it is written, then signed with the clinic's key.</summary>
/// <param name="store">Ranges, plans and the key.</param>
/// <param name="content">Rules and words.</param>
public sealed class PlanDesk(HomeStore store, HomeContent content)
{
    private const int MostLetters = 40;

    /// <summary>A person's measured ranges, the newest first; whether each may still be used.</summary>
    /// <param name="personId">The person.</param>
    public IReadOnlyList<MeasuredRange> Ranges(string personId) =>
        [.. store.Bodies<RangeDocument>(RangeDocument.Kind, personId).Select(stored => new MeasuredRange(stored.Document.Id, stored.Body, stored.Body.Range.Age(content.Rules, store.NowUtc) == SafeRangeProblem.None)).Reverse()];

    /// <summary>A person's signed plans, the newest first.</summary>
    /// <param name="personId">The person.</param>
    public IReadOnlyList<WrittenPlan> Plans(string personId) =>
        [.. store.Bodies<SignedPlanDocument>(SignedPlanDocument.Signed, personId).Select(stored => new WrittenPlan(stored.Body.Plan, stored.Body.Text, stored.Body.Plan.ExpiresUtc <= store.NowUtc)).Reverse()];

    /// <summary>The clinic, as patients' programs are paired with it; null before it was named.</summary>
    public ClinicIdentity? Clinic()
    {
        if (!store.HasKey)
        {
            return null;
        }

        using ClinicKey key = store.OpenKey("");
        return key.Identity;
    }

    /// <summary>Names the clinic, which makes the key that plans are signed with.</summary>
    /// <param name="name">As patients read it when they pair.</param>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public ClinicIdentity NameClinic(string name)
    {
        if (name.Trim().Length == 0)
        {
            throw new ArgumentException("Name the clinic: patients read the name when they pair.");
        }

        using ClinicKey key = store.OpenKey(name.Trim());
        return key.Identity;
    }

    /// <summary>Judges a draft. It has no band of its own: that comes from the measured range and the preset, and may only be made smaller.</summary>
    /// <param name="personId">For whom.</param>
    /// <param name="draft">What was chosen.</param>
    /// <exception cref="ArgumentException">Something was chosen that there is not.</exception>
    public PlanJudgement Judge(string personId, PlanChoice draft)
    {
        ArgumentNullException.ThrowIfNull(draft);
        string signedBy = draft.SignedBy.Trim().Length == 0 ? "draft" : draft.SignedBy.Trim();
        Person person = store.Record.People.Read(personId);
        (StoredDocument Document, RangeDocument Body) measured = store.Bodies<RangeDocument>(RangeDocument.Kind, personId).FirstOrDefault(stored => string.Equals(stored.Document.Id, draft.Range, StringComparison.Ordinal));
        if (measured.Document is null)
        {
            return new PlanJudgement(false, SafeRangeProblem.TooFewRamps.TextId(), "", null, null, null);
        }

        SafeRange range = measured.Body.Range;
        HomePreset preset = content.Rules.Preset(draft.Preset) ?? throw new ArgumentException($"There is no preset '{draft.Preset}': choose one of the list.");
        SafeRangeProblem problem = range.Age(content.Rules, store.NowUtc);
        double low = 0;
        double high = 0;
        double limit = 0;
        problem = problem == SafeRangeProblem.None ? range.Band(preset, out low, out high, out limit) : problem;
        if (problem != SafeRangeProblem.None)
        {
            return new PlanJudgement(false, problem.TextId(), "", null, null, null);
        }

        DateTimeOffset now = store.NowUtc;
        DateTimeOffset latest = range.MeasuredUtc.AddDays(content.Rules.SafeRange.ValidDays);
        DateTimeOffset expires = now.AddDays(Math.Min(draft.ValidDays, content.Rules.Plan.ValidDays));
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
            Days = draft.Days,
            Movement = draft.Movement,
            Cleared = draft.Cleared,
            Country = draft.Country,
            SignedBy = signedBy,
            CreatedUtc = now,
            ExpiresUtc = expires < latest ? expires : latest,
            RulesVersion = content.Rules.Version,
        };
        PlanVerdict verdict = PlanCheck.Judge(plan, content.Rules, content.Visit.Movements);
        return new PlanJudgement(verdict.IsAccepted, verdict.Reason, verdict.Detail, plan, high, limit);
    }

    /// <summary>Signs a draft that is accepted, and keeps the plan.</summary>
    /// <param name="personId">For whom.</param>
    /// <param name="draft">What was chosen.</param>
    /// <exception cref="ArgumentException">It cannot be signed; the message is the id of a reason of the rules, or a sentence.</exception>
    public WrittenPlan Sign(string personId, PlanChoice draft)
    {
        ArgumentNullException.ThrowIfNull(draft);
        if (draft.SignedBy.Trim().Length is 0 or > MostLetters)
        {
            throw new ArgumentException($"Say who signs, in up to {MostLetters} letters.");
        }

        PlanJudgement judged = Judge(personId, draft);
        if (judged is not { IsAccepted: true, Plan: { } plan })
        {
            throw new ArgumentException(judged.Reason);
        }

        if (!store.HasKey)
        {
            throw new ArgumentException("Name the clinic first: that makes the key that plans are signed with.");
        }

        using ClinicKey key = store.OpenKey("");
        string text = key.Sign(plan);
        store.Create(SignedPlanDocument.Signed, personId, new SignedPlanDocument(text, plan));
        return new WrittenPlan(plan, text, false);
    }

    /// <summary>What is handed to the patient: the plan, and the card of the clinic where it was signed by this clinic's key.</summary>
    /// <param name="plan">A signed plan.</param>
    public string HandedText(WrittenPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return Clinic() is { } clinic && string.Equals(SignedPlan.KeyIdOf(plan.Text), Convert.ToHexString(clinic.KeyId), StringComparison.Ordinal)
            ? HandedPlan.Of(clinic, plan.Text)
            : plan.Text;
    }

    /// <summary>What a plan's file is called.</summary>
    public static string FileName(HomePlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return string.Create(CultureInfo.InvariantCulture, $"{plan.Patient}-{plan.Point}-{plan.CreatedUtc:yyyy-MM-dd}{SignedPlan.FileExtension}");
    }

}

/// <summary>A measured safe range.</summary>
/// <param name="Id">Its document.</param>
/// <param name="Body">What was measured.</param>
/// <param name="IsUsable">Whether a plan may be made from it now.</param>
public sealed record MeasuredRange(string Id, RangeDocument Body, bool IsUsable);

/// <summary>A signed plan.</summary>
/// <param name="Plan">What it asks.</param>
/// <param name="Text">What is handed over.</param>
/// <param name="IsOver">Whether it has ended.</param>
public sealed record WrittenPlan(HomePlan Plan, string Text, bool IsOver);

/// <summary>What the therapist chose. Forces in newtons; null for what range and preset give. The country in two letters; empty for none.</summary>
public sealed record PlanChoice(
    string Range,
    string Position,
    string Preset,
    string Movement,
    PlanDays Days,
    int SessionsADay,
    IReadOnlyList<string> Cleared,
    int ValidDays,
    string SignedBy = "",
    string? Plan = null,
    double? LowNewtons = null,
    double? HighNewtons = null,
    double? LimitNewtons = null,
    int? HoldSeconds = null,
    int? Repeats = null,
    string Country = "");

/// <summary>What the rules say of a draft.</summary>
/// <param name="IsAccepted">Whether it may be signed.</param>
/// <param name="Reason">Why not: an id of the rules' words; empty when it may.</param>
/// <param name="Detail">What the reason is about: an id, or a text; empty for nothing.</param>
/// <param name="Plan">The plan that it makes; null where no band can be made.</param>
/// <param name="HighestNewtons">The highest upper end, N.</param>
/// <param name="HighestLimitNewtons">The highest limit, N.</param>
public sealed record PlanJudgement(bool IsAccepted, string Reason, string Detail, HomePlan? Plan, double? HighestNewtons, double? HighestLimitNewtons);
