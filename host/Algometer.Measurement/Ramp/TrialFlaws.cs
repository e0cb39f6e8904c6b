namespace Algometer.Measurement.Ramp;

/// <summary>Why a ramp does not count. Several may hold.</summary>
[Flags]
public enum TrialFlaws
{
    /// <summary>It counts.</summary>
    None = 0,

    /// <summary>The slope was below the target by more than is allowed.</summary>
    TooSlow = 1,

    /// <summary>The slope was above the target by more than is allowed.</summary>
    TooFast = 2,

    /// <summary>The slope was uneven (R²).</summary>
    Uneven = 4,

    /// <summary>The slope just before the answer was off.</summary>
    UnevenEnd = 8,

    /// <summary>The zero moved.</summary>
    ZeroDrift = 16,

    /// <summary>The sensor could not be trusted.</summary>
    SensorFault = 32,

    /// <summary>Samples are missing.</summary>
    MissingSamples = 64,

    /// <summary>The connection was lost.</summary>
    LinkLost = 128,

    /// <summary>Zero or calibration changed under load.</summary>
    ZeroChanged = 256,

    /// <summary>The limit was passed.</summary>
    OverLimit = 512,

    /// <summary>Released before an answer.</summary>
    ReleasedEarly = 1024,

    /// <summary>The button came before contact.</summary>
    ButtonBeforeContact = 2048,

    /// <summary>Too few samples to judge the slope.</summary>
    TooShort = 4096,

    /// <summary>It took longer than the store holds, or was not released.</summary>
    TooLong = 8192,

    /// <summary>Not the tip that the protocol asks for.</summary>
    WrongTip = 16384,

    /// <summary>The therapist discarded it.</summary>
    Discarded = 32768,

    /// <summary>The test was stopped during the trial.</summary>
    Stopped = 65536,

    /// <summary>The patient ended a train or a held pressure with the button.</summary>
    EndedByPatient = 131072,

    /// <summary>There is no threshold of the place to take a part of.</summary>
    NoThreshold = 262144,
}

/// <summary>Flaws in words: what happened and what to do.</summary>
public static class TrialFlawWords
{
    private static readonly (TrialFlaws Flaw, string Words)[] _words =
    [
        (TrialFlaws.TooSlow, "The pressure rose too slowly: follow the needle."),
        (TrialFlaws.TooFast, "The pressure rose too fast: follow the needle."),
        (TrialFlaws.Uneven, "The pressure rose unevenly: press in one smooth movement."),
        (TrialFlaws.UnevenEnd, "The rate changed just before the answer: keep rising evenly until the button."),
        (TrialFlaws.ZeroDrift, "The zero moved during the trial: take the tip off, set zero and repeat."),
        (TrialFlaws.SensorFault, "The sensor could not be trusted: check it, then repeat."),
        (TrialFlaws.MissingSamples, "Samples are missing from the trial: repeat it."),
        (TrialFlaws.LinkLost, "The connection was lost during the trial: reconnect and repeat."),
        (TrialFlaws.ZeroChanged, "Zero or calibration was changed during the trial: repeat it."),
        (TrialFlaws.OverLimit, "The limit was passed: acknowledge the alarm, then go on."),
        (TrialFlaws.ReleasedEarly, "Released before the button: repeat it."),
        (TrialFlaws.ButtonBeforeContact, "The button came before contact: nothing was measured."),
        (TrialFlaws.TooShort, "The answer came too soon to judge the rate: repeat it."),
        (TrialFlaws.TooLong, "The trial took too long or the tip was not taken off: take it off and repeat."),
        (TrialFlaws.WrongTip, "The tip is not the one that the protocol asks for: change the tip or choose another protocol."),
        (TrialFlaws.Discarded, "Discarded by the therapist."),
        (TrialFlaws.Stopped, "The test was stopped during the trial: start it again when both of you are ready."),
        (TrialFlaws.EndedByPatient, "The patient ended it with the button: repeat it only if the patient wants to."),
        (TrialFlaws.NoThreshold, "There is no threshold of this place to take a part of: measure it first."),
    ];

    /// <summary>One sentence a flaw.</summary>
    public static IReadOnlyList<string> Of(TrialFlaws flaws) => [.. _words.Where(known => (flaws & known.Flaw) != TrialFlaws.None).Select(known => known.Words)];
}
