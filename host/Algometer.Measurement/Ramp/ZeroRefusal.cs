namespace Algometer.Measurement.Ramp;

/// <summary>What keeps a trial from beginning.</summary>
public enum ZeroProblem
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The sensor cannot be trusted now.</summary>
    Untrusted,

    /// <summary>The zero drifts.</summary>
    Drifts,

    /// <summary>The tip is not free, or the device moves.</summary>
    Moving,

    /// <summary>The unloaded tip reads something else than nothing.</summary>
    Off,
}

/// <summary>Why a trial may not begin.</summary>
/// <param name="Problem">What is wrong.</param>
/// <param name="Amount">How much: of a drift in N/min, of a zero that is off in N; 0 else.</param>
public readonly record struct ZeroRefusal(ZeroProblem Problem, double Amount = 0)
{
    /// <summary>In words that say what to do; empty when it may begin.</summary>
    public string Words() => Problem switch
    {
        ZeroProblem.Untrusted => "The sensor cannot be trusted now: check it.",
        ZeroProblem.Drifts => FormattableString.Invariant($"The zero drifts by {Amount:0.0} N a minute: lay the device down and let it warm up."),
        ZeroProblem.Moving => "Take the tip off and hold the device still.",
        ZeroProblem.Off => FormattableString.Invariant($"Zero is off by {Amount:0.0} N: take everything off the tip, then set zero."),
        _ => "",
    };
}
