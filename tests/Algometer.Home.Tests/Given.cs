using Algometer.Measurement.Home.Plans;
using Algometer.Measurement.Home.Rules;
using Algometer.Measurement.Home.Session;
using Algometer.Measurement.Ramp;
using Algometer.Measurement.Visits;
using Algometer.Seeds;

namespace Algometer.Home.Tests;

/// <summary>What most tests start from: the built-in rules and one good plan.</summary>
internal static class Given
{
    public static DateTimeOffset Noon { get; } = new(2026, 5, 6, 12, 0, 0, TimeSpan.Zero);

    public static HomeRules Rules { get; } = SeedFile.Read<HomeRules>(HomeRules.File).Checked();

    public static GuidanceTexts Texts { get; } = SeedFile.Read<GuidanceTexts>(GuidanceTexts.File).Checked(Rules);

    public static VisitLists Lists { get; } = SeedFile.Read<VisitLists>("visit.json");

    public static HomePlan Plan { get; } = new()
    {
        Id = "P-1",
        Patient = "K17",
        Point = "upper-trapezius",
        Region = "neck-shoulder",
        Side = BodySide.Left,
        Tool = "ball",
        Position = "wall",
        Preset = "normal",
        LowNewtons = 25,
        HighNewtons = 38,
        LimitNewtons = 41.8,
        MeasuredUtc = Noon.AddDays(-1),
        HoldSeconds = 60,
        Repeats = 3,
        SessionsADay = 2,
        Movement = "neck-rotation-left",
        SignedBy = "J. Doe",
        CreatedUtc = Noon.AddDays(-1),
        ExpiresUtc = Noon.AddDays(20),
        RulesVersion = "1",
    };

    public static SessionGrant Grant(HomePlan? plan = null) => new(true, "", null, (plan ?? Plan).LowNewtons, (plan ?? Plan).HighNewtons, (plan ?? Plan).LimitNewtons, false);

    public static SessionSetup Setup(HomePlan? plan = null, HomeRules? rules = null) => new()
    {
        Rules = rules ?? Rules,
        Outcome = Lists.Outcome,
        Plan = plan ?? Plan,
        Grant = Grant(plan),
        Id = "S-1",
        Patient = "K17",
        StartedUtc = Noon,
    };

    public static SessionSetup FreeSetup(HomeRules? rules = null) => new()
    {
        Rules = rules ?? Rules,
        Outcome = Lists.Outcome,
        Free = new FreePlace("upper-trapezius", BodySide.Left, "ball", "wall", "neck-rotation-left"),
        Grant = SessionGate.JudgeFree(rules ?? Rules, "K17", new FreePlace("upper-trapezius", BodySide.Left, "ball", "wall", "neck-rotation-left"), [], Noon, TimeSpan.Zero),
        Id = "S-2",
        Patient = "K17",
        StartedUtc = Noon,
    };
}
