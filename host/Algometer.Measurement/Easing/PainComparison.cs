namespace Algometer.Measurement.Easing;

/// <summary>What counts as less pain, and as the same force. [P]</summary>
/// <param name="FallPoints">Fall that counts, points of 0 … 10.</param>
/// <param name="FallPercent">Or the part of the baseline that is left, %.</param>
/// <param name="SameForcePercent">How far the force may lie from the expected one, % of it.</param>
/// <param name="MostRelaxationPercent">How much of the baseline's force passive relaxation is believed to take; what is missing beyond that is the hand's or the tissue's, %.</param>
public sealed record PainComparison(int FallPoints = 2, double FallPercent = 50, double SameForcePercent = 10, double MostRelaxationPercent = 10);

/// <summary>Under what pain was rated.</summary>
/// <param name="Newtons">Force at that moment, N; NaN when it is not known.</param>
/// <param name="PassiveNewtons">What passive relaxation alone would have shown then, N; NaN while that is not known.</param>
/// <param name="BackOffs">How often the hand had let off in this hold.</param>
/// <param name="BandReached">Whether the band had been reached: before that a rating says nothing about the hold.</param>
public readonly record struct PainPressure(double Newtons, double PassiveNewtons, int BackOffs, bool BandReached);

/// <summary>What pain did in a hold, and whether that says anything.</summary>
public enum PainChange
{
    /// <summary>It was not rated in the band.</summary>
    NotRated,

    /// <summary>It was rated once in the band: that confirms nothing and denies nothing.</summary>
    OnlyOnce,

    /// <summary>The ratings were given at forces that cannot be compared.</summary>
    NotComparable,

    /// <summary>It fell, but at less force: that proves nothing.</summary>
    FellAtLessForce,

    /// <summary>It fell at about the force that was to be expected.</summary>
    Fell,

    /// <summary>It did not fall at about the force that was to be expected.</summary>
    DidNotFall,
}
