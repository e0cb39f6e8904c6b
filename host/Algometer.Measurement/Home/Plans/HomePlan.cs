using Algometer.Measurement.Ramp;

namespace Algometer.Measurement.Home.Plans;

/// <summary>Days of the week on which a plan asks for sessions.</summary>
[Flags]
public enum PlanDays
{
    /// <summary>None; not a plan.</summary>
    None = 0,

    /// <summary>Monday.</summary>
    Monday = 1,

    /// <summary>Tuesday.</summary>
    Tuesday = 2,

    /// <summary>Wednesday.</summary>
    Wednesday = 4,

    /// <summary>Thursday.</summary>
    Thursday = 8,

    /// <summary>Friday.</summary>
    Friday = 16,

    /// <summary>Saturday.</summary>
    Saturday = 32,

    /// <summary>Sunday.</summary>
    Sunday = 64,

    /// <summary>Every day.</summary>
    All = 127,
}

/// <summary>A plan for one point at home, as the therapist writes and signs it. Forces in N to 0.1 N, times in UTC to the second.</summary>
public sealed record HomePlan
{
    /// <summary>Which plan; the same through its revisions.</summary>
    public required string Id { get; init; }

    /// <summary>Revision, from 1; a newer one takes the place of the older.</summary>
    public int Revision { get; init; } = 1;

    /// <summary>Code of the patient; never a name.</summary>
    public required string Patient { get; init; }

    /// <summary>Point of <c>home.json</c>.</summary>
    public required string Point { get; init; }

    /// <summary>Region of <c>home.json</c>; gives the cap.</summary>
    public required string Region { get; init; }

    /// <summary>Side.</summary>
    public BodySide Side { get; init; }

    /// <summary>Tool.</summary>
    public required string Tool { get; init; }

    /// <summary>Position.</summary>
    public required string Position { get; init; }

    /// <summary>Preset.</summary>
    public required string Preset { get; init; }

    /// <summary>Lower end of the band, N.</summary>
    public double LowNewtons { get; init; }

    /// <summary>Upper end of the band, N.</summary>
    public double HighNewtons { get; init; }

    /// <summary>Limit that the device is given, N.</summary>
    public double LimitNewtons { get; init; }

    /// <summary>When the safe range was measured.</summary>
    public DateTimeOffset MeasuredUtc { get; init; }

    /// <summary>In-band time of a hold, s.</summary>
    public int HoldSeconds { get; init; } = 60;

    /// <summary>Holds a session.</summary>
    public int Repeats { get; init; } = 3;

    /// <summary>Sessions on a day of the plan.</summary>
    public int SessionsADay { get; init; } = 1;

    /// <summary>Days of the week.</summary>
    public PlanDays Days { get; init; } = PlanDays.All;

    /// <summary>Movement of <c>visit.json</c> that is rated before and after.</summary>
    public required string Movement { get; init; }

    /// <summary>Screening questions that the clinician cleared for this patient and point.</summary>
    public IReadOnlyList<string> Cleared { get; init; } = [];

    /// <summary>Country of the clinic, two letters (ISO 3166-1): whose emergency number the patient's page gives. Empty where it was not said.</summary>
    public string Country { get; init; } = "";

    /// <summary>Who signed, for people to read.</summary>
    public required string SignedBy { get; init; }

    /// <summary>From when it holds.</summary>
    public DateTimeOffset CreatedUtc { get; init; }

    /// <summary>Until when it holds.</summary>
    public DateTimeOffset ExpiresUtc { get; init; }

    /// <summary>Version of <c>home.json</c> that it was checked against.</summary>
    public required string RulesVersion { get; init; }

    /// <summary>Whether a day of the week belongs to the plan.</summary>
    public bool AsksOn(DayOfWeek day) => (Days & (day == DayOfWeek.Sunday ? PlanDays.Sunday : (PlanDays)(1 << ((int)day - 1)))) != PlanDays.None;

    /// <inheritdoc/>
    public bool Equals(HomePlan? other) => other is not null && PlanCodec.Encode(this).AsSpan().SequenceEqual(PlanCodec.Encode(other));

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Id, Revision, Patient);
}
