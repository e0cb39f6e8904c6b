namespace Algometer.Measurement.Agreement;

/// <summary>A smallest detectable change and where it comes from.</summary>
/// <param name="Kpa">MDC95 of one person, kPa.</param>
/// <param name="Source">Named with every verdict.</param>
public sealed record DetectableChange(double Kpa, string Source);

/// <summary>A change since last time, judged honestly.</summary>
/// <param name="ChangeKpa">Now less before, kPa.</param>
/// <param name="Mdc">What it is judged against; null when nothing is known.</param>
public sealed record ChangeVerdict(double ChangeKpa, DetectableChange? Mdc)
{
    /// <summary>Whether it is larger than measurement error alone makes likely; null when that is not known.</summary>
    public bool? IsReal => Mdc is null ? null : Math.Abs(ChangeKpa) > Mdc.Kpa;

    /// <summary>In words, with the source.</summary>
    public string Words() => IsReal switch
    {
        null => FormattableString.Invariant($"{ChangeKpa:+0;−0;0} kPa; whether that is more than measurement error is not known: enter the MDC of your own study."),
        true => FormattableString.Invariant($"{ChangeKpa:+0;−0;0} kPa: real change (MDC95 {Mdc!.Kpa:0} kPa, {Mdc.Source})"),
        false => FormattableString.Invariant($"{ChangeKpa:+0;−0;0} kPa: within measurement error (MDC95 {Mdc!.Kpa:0} kPa, {Mdc.Source})"),
    };
}
