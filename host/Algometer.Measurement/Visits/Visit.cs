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
        Need(Intake.ReliefHours is null or (>= 0 and <= 10000), "Relief lasted from 0 to 10000 hours.");
        Need(Intake.PlanDonePercent is null or (>= 0 and <= 100), "How much of the plan was done is a number from 0 to 100 %.");
        Need(Intake.Pain is null or (>= 0 and <= 10), "Pain at intake is rated from 0 to 10.");
        foreach (MovementRating movement in Before.Concat(After))
        {
            Need(movement.Pain is null or (>= 0 and <= 10), "Pain of a movement is rated from 0 to 10.");
            Need(movement.Range is null or (>= 0 and <= 400), "A range is a number from 0 to 400.");
        }

        Need(Points.Select(point => point.Id).Distinct(StringComparer.Ordinal).Count() == Points.Count, "Two points have the same number.");
        Need(Treatments.All(treatment => treatment.Point.Length == 0 || Points.Any(point => string.Equals(point.Id, treatment.Point, StringComparison.Ordinal))), "A treatment names a point that is not there: choose its point again.");
        foreach (GuidedHold hold in Treatments.SelectMany(treatment => treatment.Holds))
        {
            Need(hold.LowNewtons >= 0 && hold.HighNewtons >= hold.LowNewtons && hold.InBandSeconds is >= 0 and <= 3600, "A hold's band or time cannot be.");
            Need(hold.PainFirst is null or (>= 0 and <= 10) && hold.PainLast is null or (>= 0 and <= 10), "Pain in a hold is rated from 0 to 10.");
        }

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
