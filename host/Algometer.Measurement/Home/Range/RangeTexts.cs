using Algometer.Measurement.Home.Rules;

namespace Algometer.Measurement.Home.Range;

/// <summary>Ids of the words for the measurement of a safe range.</summary>
public static class RangeTexts
{
    /// <summary>Why there is no safe range, or that it is measured.</summary>
    /// <param name="problem">The reason.</param>
    public static string TextId(this SafeRangeProblem problem) => "range." + (problem == SafeRangeProblem.None ? "measured" : TextIds.Kebab(problem));

    /// <summary>Why a ramp does not count, or that it does.</summary>
    /// <param name="flaw">The reason.</param>
    public static string TextId(this RampFlaw flaw) => "ramp." + (flaw == RampFlaw.None ? "counts" : TextIds.Kebab(flaw));
}
