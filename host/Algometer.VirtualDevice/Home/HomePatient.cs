namespace Algometer.VirtualDevice;

/// <summary>A patient with a ball: how much pressure hurts, how it is pressed, what the tissue does and what goes wrong. Forces in N, times in s.</summary>
public sealed record HomePatient
{
    /// <summary>Name that a person types.</summary>
    public required string Name { get; init; }

    /// <summary>What this patient shows.</summary>
    public required string Description { get; init; }

    /// <summary>Force at which pain is 5 on a usual day.</summary>
    public double FiveNewtons { get; init; } = 25;

    /// <summary>Force at which pain is 7.</summary>
    public double SevenNewtons { get; init; } = 38;

    /// <summary>Added to what is said: a stoic says less than another would.</summary>
    public double RatingBias { get; init; }

    /// <summary>Today's pain as a multiple of a usual day's.</summary>
    public double SensitivityToday { get; init; } = 1;

    /// <summary>Part of the pain that fades in a hold, with a time constant of half a minute.</summary>
    public double PainFades { get; init; } = 0.1;

    /// <summary>Rate of the approach, N/s.</summary>
    public double PressesAt { get; init; } = 5;

    /// <summary>How far past the middle of the band the first press goes, as a part of its width.</summary>
    public double Overshoot { get; init; }

    /// <summary>How fast cues are followed, s.</summary>
    public double ReactionSeconds { get; init; } = 0.4;

    /// <summary>Whether cues to ease off and to let go are followed at all.</summary>
    public bool HeedsLess { get; init; } = true;

    /// <summary>Part of the force that the tissue gives up beyond relaxation.</summary>
    public double TissueEases { get; init; }

    /// <summary>When that begins in a hold, s.</summary>
    public double EasesAfter { get; init; } = 18;

    /// <summary>When breath is held and the body braced in a hold, s; infinity for never.</summary>
    public double HoldsBreathAfter { get; init; } = double.PositiveInfinity;

    /// <summary>Whether the body stays braced although the session says so.</summary>
    public bool BracesOn { get; init; }

    /// <summary>Whether the ball lies beside the spot: whatever is pressed, it feels next to nothing.</summary>
    public bool MissesSpot { get; init; }

    /// <summary>When the patient lets go in a hold, s; infinity for never.</summary>
    public double LetsGoAfter { get; init; } = double.PositiveInfinity;

    /// <summary>When the sensor fails in a hold, s; infinity for never.</summary>
    public double DeviceFailsAfter { get; init; } = double.PositiveInfinity;

    /// <summary>How it fails.</summary>
    public SensorFault Failure { get; init; } = SensorFault.StuckValue;

    /// <summary>Screening questions answered with yes.</summary>
    public IReadOnlyList<string> Flags { get; init; } = [];

    /// <summary>Pain of the movement before.</summary>
    public int MovementBefore { get; init; } = 6;

    /// <summary>Pain of the movement after.</summary>
    public int MovementAfter { get; init; } = 5;

    /// <summary>How it feels at the end.</summary>
    public string Feeling { get; init; } = "same";

    /// <summary>Whether the rest of the day was worse.</summary>
    public bool WorseThatDay { get; init; }

    /// <summary>All patients.</summary>
    public static IReadOnlyList<HomePatient> All { get; } =
    [
        // So little that pain can be compared at about the force it was first rated at: otherwise less pain proves nothing.
        new() { Name = "easing", Description = "whose tissue and pain ease", TissueEases = 0.07, PainFades = 0.85, MovementAfter = 3, Feeling = "easier" },
        new() { Name = "softening", Description = "whose tissue softens out of the band while pain stays", TissueEases = 0.2, PainFades = 0, MovementAfter = 4, Feeling = "easier" },
        new() { Name = "steady", Description = "whose tissue does not ease", PainFades = 0 },
        new() { Name = "sensitive", Description = "to whom today everything hurts more", SensitivityToday = 1.4, PainFades = 0, MovementAfter = 6, Feeling = "sore", WorseThatDay = true },
        new() { Name = "stoic", Description = "who says little of pain", RatingBias = -3, PainFades = 0 },
        new() { Name = "impatient", Description = "who presses fast and too far", PressesAt = 30, Overshoot = 0.9, ReactionSeconds = 0.5 },
        new() { Name = "breath-holding", Description = "who holds the breath and braces", HoldsBreathAfter = 14 },
        new() { Name = "braces-on", Description = "who stays braced although it is said", HoldsBreathAfter = 14, BracesOn = true },
        new() { Name = "misses", Description = "whose ball lies beside the spot", MissesSpot = true },
        new() { Name = "says-nine", Description = "to whom the band is far too much today", SensitivityToday = 1.55, PainFades = 0, MovementAfter = 6, Feeling = "sore" },
        new() { Name = "over-limit", Description = "who presses over the limit each time", PressesAt = 12, Overshoot = 2.6, ReactionSeconds = 1.5 },
        new() { Name = "through-pain", Description = "who presses on through pain", SensitivityToday = 1.25, PainFades = -0.3, HeedsLess = false, Overshoot = 0.3, MovementAfter = 7, Feeling = "worse", WorseThatDay = true },
        new() { Name = "red-flag", Description = "with a sign that needs a doctor first", Flags = ["bladder-bowel", "night-pain"] },
        new() { Name = "lets-go", Description = "who lets go early", LetsGoAfter = 12 },
        new() { Name = "device-fails", Description = "whose sensor fails in the hold", DeviceFailsAfter = 10 },
    ];

    /// <summary>Finds a patient.</summary>
    /// <exception cref="ArgumentException">There is none of that name; the message lists them.</exception>
    public static HomePatient Named(string name) => All.FirstOrDefault(patient => string.Equals(patient.Name, name, StringComparison.OrdinalIgnoreCase))
        ?? throw new ArgumentException($"There is no simulated patient '{name}': choose {string.Join(", ", All.Select(patient => patient.Name))}.", nameof(name));
}
