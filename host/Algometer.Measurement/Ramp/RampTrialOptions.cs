namespace Algometer.Measurement.Ramp;

/// <summary>What a ramp needs to know.</summary>
/// <param name="Protocol">Rate, rules and tip.</param>
/// <param name="CutOffKpa">Where it ends unanswered, kPa.</param>
/// <param name="ZeroNewtons">Force of the unloaded tip, N.</param>
public sealed record RampTrialOptions(TestProtocol Protocol, double CutOffKpa, double ZeroNewtons)
{
    /// <summary>Force over the zero that counts as contact, N. [P]</summary>
    public double ContactNewtons { get; init; } = 0.5;

    /// <summary>A touch that stays below this is no trial, kPa. [P]</summary>
    public double TouchKpa { get; init; } = 25;

    /// <summary>How long after the answer the tip may stay on, s. [P]</summary>
    public double ReleaseSeconds { get; init; } = 8;
}
