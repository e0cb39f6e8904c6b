namespace Algometer.Hardware.Tests.Mechanics;

/// <summary>Where a force goes that comes from the side or stands beside the middle: what a guide takes past the cell, and what opens a joint.</summary>
internal static class Askew
{
    /// <summary>The part of a force that friction takes past the cell.</summary>
    /// <param name="friction">Of the guide.</param>
    /// <param name="sideways">The force from the side at the skin, parts of the force.</param>
    /// <param name="lever">From the guide's middle to the skin, mm.</param>
    /// <param name="aside">How far beside the axis the force stands, mm.</param>
    /// <param name="span">Between the two places where the guide bears a moment, mm.</param>
    public static double PastTheCell(double friction, double sideways, double lever, double aside, double span) =>
        friction * Math.Max(2 * ((sideways * lever) + aside) / span, sideways);

    /// <summary>What bushes bear by their maker's rule, N, to be held against the rating of one: a moment counts as so many times as much load.</summary>
    /// <param name="newtons">The force at the skin.</param>
    /// <param name="sideways">Its part from the side.</param>
    /// <param name="lever">From the middle of the bushes to the skin, mm.</param>
    /// <param name="aside">How far beside the axis the force stands, mm.</param>
    /// <param name="factor">The maker's factor for a moment, 1/mm.</param>
    public static double OnTheBushes(double newtons, double sideways, double lever, double aside, double factor) =>
        newtons * ((factor * ((sideways * lever) + aside)) + sideways);

    /// <summary>The tilt at which a preloaded joint opens on one side, degrees.</summary>
    /// <param name="preloadNewtons">What presses it together.</param>
    /// <param name="newtons">The force at the skin.</param>
    /// <param name="lever">From the joint to the skin, mm.</param>
    /// <param name="seat">Radius of its seat, mm.</param>
    public static double OpensAtDegrees(double preloadNewtons, double newtons, double lever, double seat) =>
        Math.Asin(Math.Clamp((preloadNewtons - newtons) * seat / (newtons * lever), 0, 1)) * 180 / Math.PI;
}
