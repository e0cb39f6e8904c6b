using Algometer.Measurement.Ramp;

namespace Algometer.Measurement.Visits;

/// <summary>What a visit chooses from, as the clinic keeps it.</summary>
/// <param name="Version">Version of the file.</param>
/// <param name="Presets">Kinds of patient.</param>
/// <param name="Qualities">How pain feels.</param>
/// <param name="TimesOfDay">When it is worst.</param>
/// <param name="Concerns">Signs that do not behave like muscle pain.</param>
/// <param name="Movements">Movements to test.</param>
/// <param name="Techniques">What can be done.</param>
/// <param name="Expectations">What to expect next.</param>
/// <param name="Outcome">When a change counts.</param>
/// <param name="Escalation">When to talk about another way.</param>
public sealed record VisitLists(
    string Version,
    IReadOnlyList<VisitPreset> Presets,
    IReadOnlyList<Named> Qualities,
    IReadOnlyList<Named> TimesOfDay,
    IReadOnlyList<Named> Concerns,
    IReadOnlyList<Movement> Movements,
    IReadOnlyList<Technique> Techniques,
    IReadOnlyList<Named> Expectations,
    OutcomeRule Outcome,
    EscalationRule Escalation);

/// <summary>A name in data and its words.</summary>
/// <param name="Id">Name in data.</param>
/// <param name="Text">Words for people.</param>
public sealed record Named(string Id, string Text);

/// <summary>A kind of patient.</summary>
/// <param name="Id">Name in data.</param>
/// <param name="Text">Words for people.</param>
/// <param name="Advice">What differs.</param>
/// <param name="Protocol">Threshold protocol that is offered first.</param>
/// <param name="Certainty">How sure it is.</param>
public sealed record VisitPreset(string Id, string Text, string Advice, string Protocol, Certainty Certainty);

/// <summary>A movement.</summary>
/// <param name="Id">Name in data.</param>
/// <param name="Text">Words for people.</param>
/// <param name="Unit">Unit of its range; empty for none.</param>
public sealed record Movement(string Id, string Text, string Unit);

/// <summary>A technique and its own fields.</summary>
/// <param name="Id">Name in data.</param>
/// <param name="Text">Words for people.</param>
/// <param name="Fields">What is noted.</param>
/// <param name="Guided">Whether hold timer and easing gauge guide it.</param>
public sealed record Technique(string Id, string Text, IReadOnlyList<Named> Fields, bool Guided = false);

/// <summary>When a movement's pain is better (Salaffi 2004).</summary>
/// <param name="BetterPoints">Fall in points.</param>
/// <param name="BetterPercent">Fall in %.</param>
/// <param name="MuchBetterPoints">Fall in points.</param>
/// <param name="MuchBetterPercent">Fall in %.</param>
/// <param name="Certainty">How sure it is.</param>
/// <param name="Source">Where it comes from.</param>
public sealed record OutcomeRule(double BetterPoints, double BetterPercent, double MuchBetterPoints, double MuchBetterPercent, Certainty Certainty, string Source);

/// <summary>When a plateau prompts a talk. [P]</summary>
/// <param name="Days">Over how many days.</param>
/// <param name="Visits">Or how many visits.</param>
/// <param name="PainPoints">Pain improved by less than this.</param>
/// <param name="PainPercent">And by less than this, %.</param>
/// <param name="LeastPlanPercent">Less of the plan done than this, %, is talked about first: it is no plateau yet.</param>
/// <param name="ReliefHours">Relief shorter than this, h, is brief.</param>
/// <param name="ReliefBrief">Brief so many times …</param>
/// <param name="ReliefOf">… of so many visits in a row prompts too.</param>
/// <param name="Certainty">How sure it is.</param>
public sealed record EscalationRule(int Days, int Visits, double PainPoints, double PainPercent, int LeastPlanPercent, double ReliefHours, int ReliefBrief, int ReliefOf, Certainty Certainty);
