namespace Algometer.Measurement.Visits;

/// <summary>A compression of a point, guided by the hold timer and the easing gauge.</summary>
/// <param name="EndedUtc">When it was over.</param>
/// <param name="SessionId">Recorded session that holds its trace; null when nothing was recorded.</param>
/// <param name="LowNewtons">Lower end of the band, N.</param>
/// <param name="HighNewtons">Upper end of the band, N.</param>
/// <param name="InBandSeconds">Time in the band, s.</param>
/// <param name="SteadinessPercent">Spread of the force in the band, % of its mean; null when it cannot be told.</param>
/// <param name="Verdict">What the gauge said at the end, in words.</param>
/// <param name="DropPercent">Easing beyond passive relaxation, %; null when it cannot be told.</param>
/// <param name="PainFirst">First pain rating of the hold, 0 to 10; null when not rated.</param>
/// <param name="PainLast">Last pain rating of the hold; null when not rated.</param>
public sealed record GuidedHold(
    DateTimeOffset EndedUtc,
    string? SessionId,
    double LowNewtons,
    double HighNewtons,
    double InBandSeconds,
    double? SteadinessPercent,
    string Verdict,
    double? DropPercent,
    int? PainFirst,
    int? PainLast);
