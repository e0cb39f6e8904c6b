using Algometer.Measurement;
using Algometer.Measurement.Hold;
using Algometer.Records.Documents;

namespace Algometer.Web.Live;

/// <summary>The whole hold for drawing. What cannot be had is null.</summary>
/// <param name="StartSeconds">Device time of the first step, s.</param>
/// <param name="StepSeconds">Length of a step, s.</param>
/// <param name="FloorNewtons">Lower end of the picture, N: below the lowest that the band may follow to.</param>
/// <param name="TopNewtons">Upper end of the picture, N.</param>
/// <param name="Forces">Mean force of each step, N.</param>
/// <param name="Passive">What passive relaxation alone would have shown, N.</param>
/// <param name="Lows">Lower end of the band, N.</param>
public sealed record LiveStrip(double StartSeconds, double StepSeconds, double FloorNewtons, double TopNewtons, double?[] Forces, double?[] Passive, double[] Lows)
{
    // Room above and below, as a part of the band's middle: a fall of a tenth is then about a sixth of the picture's height.
    private const double RoomPart = 0.03;

    /// <summary>Makes it; null before the first hold.</summary>
    public static LiveStrip? Of(MeasurementPipeline measurement)
    {
        HoldStrip strip = measurement.Strip;
        if (strip.Count == 0 || measurement.Hold.Options is not { } options)
        {
            return null;
        }

        double room = RoomPart * 0.5 * (options.LowNewtons + options.HighNewtons);
        return new LiveStrip(
            Math.Round(strip.StartSeconds, 2),
            HoldStrip.StepSeconds,
            Math.Round(Math.Max(0, (options.LowNewtons * (1 - (options.FollowMostPercent / 100))) - room), 1),
            Math.Round(options.HighNewtons + room, 1),
            Rounded(strip.Forces),
            Rounded(strip.Passive),
            [.. strip.Lows.ToArray().Select(low => Math.Round(low, 1))]);
    }

    private static double?[] Rounded(ReadOnlySpan<double> values)
    {
        double?[] all = new double?[values.Length];
        for (int i = 0; i < all.Length; i++)
        {
            all[i] = JsonNumber.Finite(values[i], 2);
        }

        return all;
    }
}
