using Algometer.Measurement.Home.Rules;

namespace Algometer.Measurement.Home.Plans;

/// <summary>Why a plan is not accepted; the words are <c>plan.KEBAB-NAME</c>, such as <c>plan.other-patient</c>.</summary>
public enum PlanRefusal
{
    /// <summary>It is accepted.</summary>
    None,

    /// <summary>It is no plan, or its text is damaged beyond reading.</summary>
    Unreadable,

    /// <summary>A newer or unknown format.</summary>
    UnknownVersion,

    /// <summary>Signed by a clinic that this host was never paired with.</summary>
    UnknownClinic,

    /// <summary>The signature does not fit: something was changed.</summary>
    Altered,

    /// <summary>It holds only from a later time on.</summary>
    NotYetValid,

    /// <summary>It has expired.</summary>
    Expired,

    /// <summary>It is for another patient.</summary>
    OtherPatient,

    /// <summary>A newer revision was already accepted.</summary>
    Superseded,

    /// <summary>A revision of a plan that another clinic signed before.</summary>
    OtherSigner,

    /// <summary>A place that is never treated at home.</summary>
    ForbiddenPlace,

    /// <summary>A region, point or preset, tool, position or movement that the rules do not know, or a point that lies elsewhere.</summary>
    UnknownPlace,

    /// <summary>Tool and position do not fit the region.</summary>
    WrongPair,

    /// <summary>The limit is above the region's cap.</summary>
    LimitAboveCap,

    /// <summary>The band reaches above the limit.</summary>
    BandAboveLimit,

    /// <summary>The band is no band.</summary>
    BadBand,

    /// <summary>The hold is shorter or longer than allowed.</summary>
    HoldLength,

    /// <summary>More holds or sessions than one spot should have, or none; or no day.</summary>
    TooMuch,

    /// <summary>It would live longer than allowed.</summary>
    LivesTooLong,

    /// <summary>The safe range is too old, or not measured before the plan was signed.</summary>
    RangeTooOld,

    /// <summary>It clears a question that no plan may clear.</summary>
    CannotBeCleared,
}

/// <summary>What became of a plan that was handed over.</summary>
/// <param name="Refusal">Why not; none when accepted.</param>
/// <param name="Reason">Text id that says so.</param>
/// <param name="Detail">What exactly, such as the pair's own reason (a text id) or a number with unit; empty for nothing.</param>
/// <param name="Plan">The plan as far as its signature was good; null otherwise. Only to be used when accepted.</param>
public sealed record PlanVerdict(PlanRefusal Refusal, string Reason, string Detail, HomePlan? Plan)
{
    /// <summary>Whether it is accepted.</summary>
    public bool IsAccepted => Refusal == PlanRefusal.None;
}
