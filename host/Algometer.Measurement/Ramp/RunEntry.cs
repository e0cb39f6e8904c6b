namespace Algometer.Measurement.Ramp;

/// <summary>What an answer came from.</summary>
public enum AnswerSource
{
    /// <summary>The patient's button on the device, stamped there.</summary>
    Button,

    /// <summary>A key or foot pedal of the host: later than the press by the keyboard's and the program's delay.</summary>
    Key,
}

/// <summary>One thing that a run recorded; kept whatever becomes of it.</summary>
public sealed record RunEntry
{
    /// <summary>Number in the run, from 0.</summary>
    public required int Ordinal { get; init; }

    /// <summary>Index of its step.</summary>
    public required int Step { get; init; }

    /// <summary>What was done.</summary>
    public required StepKind Kind { get; init; }

    /// <summary>Where.</summary>
    public required TestPlace Place { get; init; }

    /// <summary>Which repeat.</summary>
    public int Round { get; init; }

    /// <summary>Which try of that repeat, from 1.</summary>
    public int Attempt { get; init; } = 1;

    /// <summary>Whether the conditioning stimulus was on.</summary>
    public bool Conditioned { get; init; }

    /// <summary>The ramp's outcome; null for other steps.</summary>
    public TrialOutcome? Trial { get; init; }

    /// <summary>What the answer came from.</summary>
    public AnswerSource AnsweredBy { get; init; }

    /// <summary>Pressure asked for, kPa; null for ramps.</summary>
    public double? LevelKpa { get; init; }

    /// <summary>Mean pressure of each pulse or of the level, kPa.</summary>
    public IReadOnlyList<double> MeansKpa { get; init; } = [];

    /// <summary>Ratings 0 to 10: one a pulse, or one.</summary>
    public IReadOnlyList<int> Ratings { get; init; } = [];

    /// <summary>When an after-sensation was asked for, s after the pressure.</summary>
    public double? AfterSeconds { get; init; }

    /// <summary>Device time of its end, µs.</summary>
    public long EndMicroseconds { get; init; }

    /// <summary>The calibration in force; 0 for the nominal one.</summary>
    public long CalibrationId { get; init; }

    /// <summary>Why it does not count; flaws of a ramp stand in its outcome.</summary>
    public TrialFlaws Flaws { get; init; }

    /// <summary>The therapist's reason for discarding it; null when kept.</summary>
    public string? DiscardReason { get; init; }

    /// <summary>Whether it counts.</summary>
    public bool Counts => DiscardReason is null && Flaws == TrialFlaws.None && Kind != StepKind.Familiarisation && (Trial?.IsValid ?? true);
}
