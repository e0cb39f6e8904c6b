using Algometer.Measurement.Home.Range;
using Algometer.Measurement.Ramp;

namespace Algometer.Measurement.Home.Rules;

/// <summary>
/// What holds for a patient alone at home, as data: the schema of <c>seeds/home.json</c>. Words for people are not here but in
/// <c>seeds/guidance.json</c>, under ids made of the kind and the id, such as <c>region.glute-hip</c>; see <see cref="TextIds"/>.
/// </summary>
/// <param name="Version">Version of the file; stored with each plan and session.</param>
/// <param name="Regions">Regions with the force that is never passed there.</param>
/// <param name="Tools">Tools that there are.</param>
/// <param name="Positions">Positions that there are.</param>
/// <param name="Pairs">Tool and position that fit a region; all others are refused.</param>
/// <param name="RefusedPairs">Pairs whose refusal has a reason of its own.</param>
/// <param name="Points">Points that can be planned.</param>
/// <param name="NeverAtHome">Places that are never treated at home.</param>
/// <param name="Presets">How long, how often and how much pain, by kind of patient.</param>
/// <param name="Pain">How pain is asked and what it does.</param>
/// <param name="Hold">The hold's clock.</param>
/// <param name="Approach">How the band is reached.</param>
/// <param name="SafeRange">How the safe range is measured.</param>
/// <param name="Plan">How long a plan lives.</param>
/// <param name="FreeMode">What holds without a plan.</param>
/// <param name="OverTreatment">How often and how close together.</param>
/// <param name="Zero">When the unloaded ball counts as at rest.</param>
/// <param name="Recheck">When the movement is rated again.</param>
/// <param name="Bracing">When a held breath or a braced body is noticed.</param>
/// <param name="Tingling">What tingling after the release means.</param>
/// <param name="WorseAfter">What follows when the rest of the day was worse.</param>
/// <param name="TooMuch">What follows when it was too much.</param>
/// <param name="Emergency">What follows an answer that needs help at once.</param>
/// <param name="Breath">The pace that is shown.</param>
/// <param name="LetUps">The code by which the ball itself answers.</param>
/// <param name="StopReasons">Why a session was stopped, and what follows.</param>
/// <param name="Screening">What is asked before each session.</param>
/// <param name="Plateau">When to talk about another way.</param>
public sealed record HomeRules(
    string Version,
    IReadOnlyList<HomeRegion> Regions,
    IReadOnlyList<HomeTool> Tools,
    IReadOnlyList<HomePosition> Positions,
    IReadOnlyList<HomePair> Pairs,
    IReadOnlyList<RefusedPair> RefusedPairs,
    IReadOnlyList<HomePoint> Points,
    IReadOnlyList<ForbiddenPlace> NeverAtHome,
    IReadOnlyList<HomePreset> Presets,
    PainRule Pain,
    HoldRule Hold,
    ApproachRule Approach,
    SafeRangeRule SafeRange,
    PlanRule Plan,
    FreeModeRule FreeMode,
    OverTreatmentRule OverTreatment,
    ZeroRule Zero,
    RecheckRule Recheck,
    BracingRule Bracing,
    TinglingRule Tingling,
    WorseAfterRule WorseAfter,
    TooMuchRule TooMuch,
    EmergencyRule Emergency,
    BreathRule Breath,
    LetUpRule LetUps,
    IReadOnlyList<StopReason> StopReasons,
    IReadOnlyList<ScreeningQuestion> Screening,
    PlateauRule Plateau)
{
    /// <summary>File name in <c>seeds/</c>.</summary>
    public const string File = "home.json";

    /// <summary>A region, or null.</summary>
    public HomeRegion? Region(string id) => Regions.FirstOrDefault(known => string.Equals(known.Id, id, StringComparison.Ordinal));

    /// <summary>A point, or null.</summary>
    public HomePoint? Point(string id) => Points.FirstOrDefault(known => string.Equals(known.Id, id, StringComparison.Ordinal));

    /// <summary>A preset, or null.</summary>
    public HomePreset? Preset(string id) => Presets.FirstOrDefault(known => string.Equals(known.Id, id, StringComparison.Ordinal));

    /// <summary>A stop reason, or null.</summary>
    public StopReason? StopReason(string id) => StopReasons.FirstOrDefault(known => string.Equals(known.Id, id, StringComparison.Ordinal));

    /// <summary>A country's number for medical emergencies; null where it is not known.</summary>
    /// <param name="country">Two letters of ISO 3166.</param>
    public string? EmergencyNumber(string country) => Emergency.Numbers.FirstOrDefault(known => string.Equals(known.Id, country, StringComparison.OrdinalIgnoreCase))?.Number;

    /// <summary>A screening question, or null.</summary>
    public ScreeningQuestion? Question(string id) => Screening.FirstOrDefault(known => string.Equals(known.Id, id, StringComparison.Ordinal));
}

/// <summary>A region of the body for home use.</summary>
/// <param name="Id">Name in data.</param>
/// <param name="CapNewtons">Force of the ball that is never passed there, N; a clinic may only lower it.</param>
/// <param name="Certainty">How sure the number is.</param>
public sealed record HomeRegion(string Id, double CapNewtons, Certainty Certainty);

/// <summary>A tool.</summary>
/// <param name="Id">Name in data.</param>
/// <param name="Sensor">Whether it feels the force: one that does not is never guided by force.</param>
public sealed record HomeTool(string Id, bool Sensor);

/// <summary>A position of the body.</summary>
/// <param name="Id">Name in data.</param>
public sealed record HomePosition(string Id);

/// <summary>A tool and a position that fit a region.</summary>
/// <param name="Region">The region.</param>
/// <param name="Tool">The tool.</param>
/// <param name="Position">The position.</param>
/// <param name="Certainty">How sure it is.</param>
public sealed record HomePair(string Region, string Tool, string Position, Certainty Certainty);

/// <summary>Pairs that are refused for a reason of their own; an empty field stands for any.</summary>
/// <param name="Id">Name in data; the reason's words are <c>pair.ID</c>.</param>
/// <param name="Region">The region.</param>
/// <param name="Tool">The tool.</param>
/// <param name="Position">The position.</param>
/// <param name="Certainty">How sure it is.</param>
public sealed record RefusedPair(string Id, string Region, string Tool, string Position, Certainty Certainty);

/// <summary>A point that can be planned. Where its id is one of <c>sites.json</c>, that is the same place.</summary>
/// <param name="Id">Name in data.</param>
/// <param name="Region">Region of <c>home.json</c>.</param>
/// <param name="Movement">Movement of <c>visit.json</c> that is offered first for the recheck; empty for none.</param>
public sealed record HomePoint(string Id, string Region, string Movement = "");

/// <summary>A place that is never treated at home.</summary>
/// <param name="Id">Name in data; its words are <c>never.ID</c>.</param>
/// <param name="Points">Points of the body map that lie there.</param>
/// <param name="Certainty">How sure it is.</param>
public sealed record ForbiddenPlace(string Id, IReadOnlyList<string> Points, Certainty Certainty);
