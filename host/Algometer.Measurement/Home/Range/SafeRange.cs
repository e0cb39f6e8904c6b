using System.Globalization;
using Algometer.Measurement.Home.Rules;

namespace Algometer.Measurement.Home.Range;

/// <summary>
/// The forces at which a patient said two ratings on one supervised ramp of the ball. Only <see cref="SafeRangeTest"/> makes one, from forces of a ball: a
/// pressure of a probe has no way in, because thresholds fall with contact area.
/// </summary>
/// <param name="LowerNewtons">Force at the lower rating (5), N.</param>
/// <param name="UpperNewtons">Force at the upper rating (7), N.</param>
public sealed record BallRamp(double LowerNewtons, double UpperNewtons);

/// <summary>Why no safe range comes of the ramps; the words are <c>range.KEBAB-NAME</c>.</summary>
public enum SafeRangeProblem
{
    /// <summary>There is one.</summary>
    None,

    /// <summary>More ramps are needed.</summary>
    TooFewRamps,

    /// <summary>The ramps do not agree.</summary>
    RampsDiffer,

    /// <summary>Both ratings came at one force, or the wrong way round.</summary>
    NoBand,

    /// <summary>The band would reach above the cap of the region: choose a gentler preset.</summary>
    BandAboveCap,

    /// <summary>It is too old: measure again.</summary>
    TooOld,
}

/// <summary>A measured safe range: what a plan's band and limit are made of. Forces of the ball, N.</summary>
/// <param name="Point">The point.</param>
/// <param name="Region">Its region.</param>
/// <param name="Tool">The tool it was measured with; holds for that alone.</param>
/// <param name="LowerNewtons">Mean force at the lower rating, N.</param>
/// <param name="UpperNewtons">Mean force at the upper rating, N.</param>
/// <param name="LimitNewtons">min(1.1 · upper, cap), N.</param>
/// <param name="MeasuredUtc">When.</param>
/// <param name="Ramps">The ramps it is made of.</param>
public sealed record SafeRange(
    string Point, string Region, string Tool, double LowerNewtons, double UpperNewtons, double LimitNewtons, DateTimeOffset MeasuredUtc, IReadOnlyList<BallRamp> Ramps)
{
    /// <summary>Makes a range of the last ramps.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="point">The point.</param>
    /// <param name="tool">The tool.</param>
    /// <param name="ramps">All good ramps, in order; the last ones that the rule asks for count.</param>
    /// <param name="measuredUtc">When.</param>
    /// <param name="range">The range, when there is no problem.</param>
    /// <exception cref="ArgumentException">There is no such point.</exception>
    public static SafeRangeProblem TryMake(HomeRules rules, string point, string tool, IReadOnlyList<BallRamp> ramps, DateTimeOffset measuredUtc, out SafeRange? range)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(ramps);
        range = null;
        HomePoint place = rules.Point(point) ?? throw new ArgumentException($"There is no point '{point}' for home: choose one of the list.", nameof(point));
        double cap = rules.Region(place.Region)?.CapNewtons ?? throw new ArgumentException($"Point '{point}' names no region: mend {HomeRules.File}.", nameof(point));
        if (ramps.Count < rules.SafeRange.Repeats)
        {
            return SafeRangeProblem.TooFewRamps;
        }

        BallRamp[] last = [.. ramps.Skip(ramps.Count - rules.SafeRange.Repeats)];
        if (last.Any(ramp => !(ramp.LowerNewtons > 0) || !(ramp.UpperNewtons > ramp.LowerNewtons)))
        {
            return SafeRangeProblem.NoBand;
        }

        if (!Agree(last.Select(ramp => ramp.LowerNewtons), rules) || !Agree(last.Select(ramp => ramp.UpperNewtons), rules))
        {
            return SafeRangeProblem.RampsDiffer;
        }

        double lower = last.Average(ramp => ramp.LowerNewtons);
        double upper = last.Average(ramp => ramp.UpperNewtons);
        range = new SafeRange(point, place.Region, tool, lower, upper, Math.Min(rules.SafeRange.LimitPart * upper, cap), measuredUtc, last);
        return SafeRangeProblem.None;
    }

    /// <summary>Whether it may still be used.</summary>
    public SafeRangeProblem Age(HomeRules rules, DateTimeOffset nowUtc) =>
        nowUtc - MeasuredUtc > TimeSpan.FromDays(rules.SafeRange.ValidDays) || nowUtc < MeasuredUtc ? SafeRangeProblem.TooOld : SafeRangeProblem.None;

    /// <summary>The band and limit of a preset, N to 0.1 N, rounded so that nothing grows.</summary>
    /// <param name="preset">The preset.</param>
    /// <param name="low">Lower end, N.</param>
    /// <param name="high">Upper end, N; never above the limit.</param>
    /// <param name="limit">Limit, N.</param>
    public SafeRangeProblem Band(HomePreset preset, out double low, out double high, out double limit)
    {
        ArgumentNullException.ThrowIfNull(preset);
        double top = preset.BandTop == BandTop.UpperRating ? UpperNewtons : LowerNewtons;
        limit = Floor(Math.Min(LimitNewtons, LimitNewtons * top / UpperNewtons));
        high = Floor(Math.Min(top, limit));
        low = Floor(preset.BandLowPart * LowerNewtons);
        return low > 0 && high > low ? SafeRangeProblem.None : SafeRangeProblem.BandAboveCap;
    }

    /// <summary>Both marks and the limit.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{LowerNewtons:0.0}–{UpperNewtons:0.0} N, limit {LimitNewtons:0.0} N");

    private static double Floor(double newtons) => Math.Floor((newtons * 10) + 1e-6) / 10;

    private static bool Agree(IEnumerable<double> forces, HomeRules rules)
    {
        double[] all = [.. forces];
        return all.Max() - all.Min() <= rules.SafeRange.AgreementPercent / 100 * all.Average() * (1 + 1e-9);
    }
}
