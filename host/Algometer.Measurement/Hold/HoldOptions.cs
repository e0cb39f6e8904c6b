namespace Algometer.Measurement.Hold;

/// <summary>What is to be held. Times of the hold come from the source article (30–90 s); the others are proposals. [P]</summary>
/// <param name="LowNewtons">Lower end of the band, N.</param>
/// <param name="HighNewtons">Upper end of the band, N.</param>
/// <param name="TargetSeconds">In-band time to reach, s.</param>
/// <param name="HardEndSeconds">In-band time at which the hold is over whatever happens, s.</param>
/// <param name="GraceSeconds">How long the band may be left without the clock stopping to count as one hold, s. [P]</param>
/// <param name="GentleNewtonsPerSecond">Fastest gentle approach: 10 N/s on the ball; 50 kPa/s on 1 cm² is 5 N/s.</param>
/// <param name="FollowMostPercent">How far the lower end may follow softening tissue down, % of it; 0 for not at all. [P]</param>
/// <param name="FloorNewtons">Below this the lower end never goes, N: less is no steady contact. [P]</param>
public sealed record HoldOptions(
    double LowNewtons,
    double HighNewtons,
    double TargetSeconds = 60,
    double HardEndSeconds = 90,
    double GraceSeconds = 1,
    double GentleNewtonsPerSecond = 10,
    double FollowMostPercent = 25,
    double FloorNewtons = 3)
{
    /// <summary>Says what is wrong with the options, or null.</summary>
    public string? Problem(double limitNewtons)
    {
        if (!(LowNewtons > 0) || !(HighNewtons > LowNewtons))
        {
            return "The band needs a lower end above 0 and an upper end above the lower one.";
        }

        if (!(HighNewtons <= limitNewtons))
        {
            return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"The band reaches above the limit of {limitNewtons:0.0} N: lower the band.");
        }

        if (FollowMostPercent is not (>= 0 and <= 50) || FloorNewtons is not (>= 1 and <= 100))
        {
            return "The band may follow softening by 0 to 50 %, and never below a floor of 1 to 100 N.";
        }

        return TargetSeconds is >= 30 and <= 90 && HardEndSeconds >= TargetSeconds && HardEndSeconds <= 90
            ? null
            : "A hold lasts 30 to 90 seconds.";
    }
}

/// <summary>Where a hold stands.</summary>
public enum HoldState
{
    /// <summary>None runs.</summary>
    Idle,

    /// <summary>Below the band for the first time.</summary>
    Approaching,

    /// <summary>In the band: the clock counts.</summary>
    InBand,

    /// <summary>Just left the band: the clock waits, the hold is unbroken.</summary>
    Grace,

    /// <summary>Out of the band for longer than the grace.</summary>
    Out,

    /// <summary>Paused by a person.</summary>
    Paused,

    /// <summary>The target was reached; it may go on to the hard end.</summary>
    TargetReached,

    /// <summary>Over.</summary>
    Ended,
}

/// <summary>Why a hold ended.</summary>
public enum HoldEnd
{
    /// <summary>It has not.</summary>
    None,

    /// <summary>A person ended it.</summary>
    Person,

    /// <summary>The patient pressed the button.</summary>
    Button,

    /// <summary>The hard end came.</summary>
    HardEnd,

    /// <summary>The limit was passed.</summary>
    OverLimit,

    /// <summary>The sensor failed.</summary>
    SensorFault,

    /// <summary>The link was lost.</summary>
    LinkLost,

    /// <summary>The time was reached and the hand taken off.</summary>
    Lifted,
}
