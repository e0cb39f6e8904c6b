using Algometer.Clinic.Visits;
using Algometer.Measurement.Visits;

namespace Algometer.Web.Pages.Visits;

/// <summary>A visit while it is written: what stands in it, what was last time, and every change in one place.</summary>
/// <param name="changed">Told after each change.</param>
/// <param name="personId">Whose visit it is.</param>
public sealed class VisitEditor(Action changed, string personId)
{
    private readonly Dictionary<(int Treatment, string Technique), IReadOnlyDictionary<string, string>> _typed = [];

    /// <summary>Whose visit it is.</summary>
    public string PersonId => personId;

    /// <summary>What stands in it.</summary>
    public required Visit Visit { get; set; }

    /// <summary>The visit before it; null for the first.</summary>
    public Visit? Last { get; set; }

    /// <summary>Its document; null while nothing is written.</summary>
    public string? Id { get; set; }

    /// <summary>What follows from what is written; null while nothing is.</summary>
    public VisitView? View { get; set; }

    /// <summary>Which treatment is guided now; null for none.</summary>
    public int? Guided { get; private set; }

    /// <summary>Told when something changes that is not written.</summary>
    public Action Redraw { get; init; } = () => { };

    /// <summary>Whether it is closed: read, not written.</summary>
    public bool IsLocked => Visit.Closed;

    /// <summary>Guides a treatment, and no other.</summary>
    /// <param name="treatment">Which; null for none.</param>
    public void Guide(int? treatment)
    {
        Guided = treatment;
        Redraw();
    }

    /// <summary>Changes it.</summary>
    /// <param name="how">What it becomes.</param>
    public void Change(Func<Visit, Visit> how)
    {
        Visit = how(Visit);
        changed();
    }

    /// <summary>Changes what the patient tells.</summary>
    /// <param name="how">What it becomes.</param>
    public void ChangeIntake(Func<Intake, Intake> how) => Change(visit => visit with { Intake = how(visit.Intake) });

    /// <summary>Changes a point.</summary>
    /// <param name="index">Which.</param>
    /// <param name="how">What it becomes.</param>
    public void ChangePoint(int index, Func<TriggerPoint, TriggerPoint> how) => Change(visit => visit with { Points = [.. visit.Points.Select((point, i) => i == index ? how(point) : point)] });

    /// <summary>Changes a treatment.</summary>
    /// <param name="index">Which.</param>
    /// <param name="how">What it becomes.</param>
    public void ChangeTreatment(int index, Func<Treatment, Treatment> how) => Change(visit => visit with { Treatments = [.. visit.Treatments.Select((treatment, i) => i == index ? how(treatment) : treatment)] });

    /// <summary>Another technique: what was typed for the one before comes back with it.</summary>
    /// <param name="index">Which treatment.</param>
    /// <param name="technique">The technique.</param>
    public void Use(int index, string technique) => ChangeTreatment(index, treatment =>
    {
        _typed[(index, treatment.Technique)] = treatment.Fields;
        return treatment with { Technique = technique, Fields = _typed.GetValueOrDefault((index, technique)) ?? new Dictionary<string, string>(StringComparer.Ordinal) };
    });

    /// <summary>Rates a movement.</summary>
    /// <param name="after">Whether after treatment.</param>
    /// <param name="movement">Which.</param>
    /// <param name="how">What the rating becomes.</param>
    public void Rate(bool after, string movement, Func<MovementRating, MovementRating> how) => Change(visit =>
    {
        IReadOnlyList<MovementRating> rows = after ? visit.After : visit.Before;
        IReadOnlyList<MovementRating> rated = rows.Any(row => row.Movement == movement)
            ? [.. rows.Select(row => row.Movement == movement ? how(row) : row)]
            : [.. rows, how(new MovementRating(movement, null, null))];
        return after ? visit with { After = rated } : visit with { Before = rated };
    });

    /// <summary>A list with a name put in, or taken out.</summary>
    /// <param name="names">The list.</param>
    /// <param name="name">The name.</param>
    public static IReadOnlyList<string> Toggled(IReadOnlyList<string> names, string name) => names.Contains(name, StringComparer.Ordinal) ? [.. names.Where(known => known != name)] : [.. names, name];
}
