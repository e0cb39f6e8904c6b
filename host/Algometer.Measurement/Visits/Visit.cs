using Algometer.Measurement.Ppt;
using Algometer.Measurement.Sites;

namespace Algometer.Measurement.Visits;

/// <summary>A visit from intake to plan. Free text is kept as written; names in data refer to the visit's lists in <c>seeds/</c>.</summary>
public sealed record Visit
{
    /// <summary>Day of the visit.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>Kind of patient, see the presets; empty for none.</summary>
    public string Preset { get; init; } = "";

    /// <summary>What the patient tells.</summary>
    public Intake Intake { get; init; } = new();

    /// <summary>Movements before treatment.</summary>
    public IReadOnlyList<MovementRating> Before { get; init; } = [];

    /// <summary>Trigger points found.</summary>
    public IReadOnlyList<TriggerPoint> Points { get; init; } = [];

    /// <summary>What was done.</summary>
    public IReadOnlyList<Treatment> Treatments { get; init; } = [];

    /// <summary>The same movements right after.</summary>
    public IReadOnlyList<MovementRating> After { get; init; } = [];

    /// <summary>Threshold run before treatment; null for none.</summary>
    public string? PptBefore { get; init; }

    /// <summary>Threshold run after treatment; null for none.</summary>
    public string? PptAfter { get; init; }

    /// <summary>What was said to expect, by name.</summary>
    public IReadOnlyList<string> Expectations { get; init; } = [];

    /// <summary>The plan for home, a line an item.</summary>
    public IReadOnlyList<string> Plan { get; init; } = [];

    /// <summary>Next review; null when not agreed.</summary>
    public DateOnly? NextReview { get; init; }

    /// <summary>Free text.</summary>
    public string Notes { get; init; } = "";

    /// <summary>Whether the visit is closed; a closed one can be opened again, which its history shows.</summary>
    public bool Closed { get; init; }

    /// <summary>Checks what a form can get wrong.</summary>
    /// <exception cref="ArgumentException">The message says what and where.</exception>
    public void Check()
    {
        Need(Intake.Pain is null or (>= 0 and <= 10), "Pain at intake is rated from 0 to 10.");
        foreach (MovementRating movement in Before.Concat(After))
        {
            Need(movement.Pain is null or (>= 0 and <= 10), "Pain of a movement is rated from 0 to 10.");
            Need(movement.Range is null or (>= 0 and <= 400), "A range is a number from 0 to 400.");
        }

        Need(Points.Select(point => point.Id).Distinct(StringComparer.Ordinal).Count() == Points.Count, "Two points have the same number.");
        Need(Treatments.All(treatment => treatment.Point.Length == 0 || Points.Any(point => string.Equals(point.Id, treatment.Point, StringComparison.Ordinal))), "A treatment names a point that is not there: choose its point again.");
        foreach (BodyMark mark in Intake.Marks.Concat(Points.SelectMany(point => point.Referral)).Concat(Points.Select(point => point.Mark).OfType<BodyMark>()))
        {
            Need(mark.X is >= 0 and <= 100 && mark.Y is >= 0 and <= 213 && mark.Radius is > 0 and <= 30, "A mark lies outside the drawing.");
        }

        Need(NextReview is null || NextReview >= Date, "The next review lies before the visit.");
    }

    private static void Need(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new ArgumentException(otherwise);
        }
    }
}

/// <summary>What the patient tells.</summary>
public sealed record Intake
{
    /// <summary>Where it hurts.</summary>
    public IReadOnlyList<BodyMark> Marks { get; init; } = [];

    /// <summary>Where it travels.</summary>
    public string Travels { get; init; } = "";

    /// <summary>What brings it on.</summary>
    public string BringsOn { get; init; } = "";

    /// <summary>When it is worst, by name.</summary>
    public IReadOnlyList<string> TimesOfDay { get; init; } = [];

    /// <summary>Pain now, 0 to 10; null when not asked.</summary>
    public int? Pain { get; init; }

    /// <summary>Signs that do not behave like muscle pain, by name.</summary>
    public IReadOnlyList<string> Concerns { get; init; } = [];
}

/// <summary>A place on the drawing, 100 wide and 213 high.</summary>
/// <param name="View">Which drawing.</param>
/// <param name="X">From its left.</param>
/// <param name="Y">From its top.</param>
/// <param name="Radius">Size.</param>
/// <param name="Quality">How it feels, by name.</param>
public sealed record BodyMark(BodyView View, double X, double Y, double Radius, string Quality);

/// <summary>A movement, rated.</summary>
/// <param name="Movement">Which, by name.</param>
/// <param name="Pain">0 to 10; null when not rated.</param>
/// <param name="Range">In the movement's unit; null when not measured.</param>
public sealed record MovementRating(string Movement, int? Pain, double? Range);

/// <summary>A trigger point as the therapist found it.</summary>
public sealed record TriggerPoint
{
    /// <summary>Its number in the visit.</summary>
    public required string Id { get; init; }

    /// <summary>Site id; empty for a place of its own.</summary>
    public string Site { get; init; } = "";

    /// <summary>Side.</summary>
    public BodySide Side { get; init; }

    /// <summary>A place of its own; null for a site.</summary>
    public BodyMark? Mark { get; init; }

    /// <summary>Active: it reproduces a pain that the patient knows. Set by the therapist, never reckoned from a threshold.</summary>
    public bool Active { get; init; }

    /// <summary>Where it refers to.</summary>
    public IReadOnlyList<BodyMark> Referral { get; init; } = [];

    /// <summary>Free text.</summary>
    public string Notes { get; init; } = "";
}

/// <summary>What was done to a point.</summary>
public sealed record Treatment
{
    /// <summary>Technique, by name.</summary>
    public required string Technique { get; init; }

    /// <summary>Which point; empty for none in particular.</summary>
    public string Point { get; init; } = "";

    /// <summary>The technique's own fields, by name.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Recorded session that holds its compression; null for none.</summary>
    public string? SessionId { get; init; }
}
