namespace Algometer.Measurement;

/// <summary>The safe range and how it is watched.</summary>
/// <param name="LimitNewtons">Force that must not be passed, N.</param>
/// <param name="HorizonSeconds">How far ahead the slope is drawn out for the pre-warning, s.</param>
/// <param name="HysteresisPart">How far below the limit, as a part of it, the force must fall to count as below. [P]</param>
/// <param name="SlopeSeconds">Device time over which the slope is fitted, s. [P]</param>
public sealed record SafeRangeOptions(double LimitNewtons, double HorizonSeconds = 0.5, double HysteresisPart = 0.02, double SlopeSeconds = 0.15);
