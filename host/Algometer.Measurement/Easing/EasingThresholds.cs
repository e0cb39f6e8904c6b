namespace Algometer.Measurement.Easing;

/// <summary>
/// How much evidence is asked for, as ln of the odds. Calibrated by simulation per hold length, tool and kind of hold, see EASING.md. [S]
/// </summary>
/// <param name="Possible">From here on "possibly easing".</param>
/// <param name="Likely">From here on "easing".</param>
public readonly record struct EasingThresholds(double Possible, double Likely)
{
    /// <summary>The calibrated ones, linear between the lengths of the study.</summary>
    /// <param name="tool">What is pressed with.</param>
    /// <param name="holdSeconds">Planned length of the hold, s.</param>
    /// <param name="kind">The kind of hold by the quick changes seen.</param>
    public static EasingThresholds For(PressingTool tool, double holdSeconds, HandClass kind)
    {
        IReadOnlyList<EasingWeights> fitted = FittedWeights.For(tool);
        for (int i = 1; i < fitted.Count; i++)
        {
            if (holdSeconds <= fitted[i].Seconds)
            {
                EasingThresholds low = fitted[i - 1].Thresholds[(int)kind];
                EasingThresholds high = fitted[i].Thresholds[(int)kind];
                double part = Math.Clamp((holdSeconds - fitted[i - 1].Seconds) / (fitted[i].Seconds - fitted[i - 1].Seconds), 0, 1);
                return new EasingThresholds(low.Possible + (part * (high.Possible - low.Possible)), low.Likely + (part * (high.Likely - low.Likely)));
            }
        }

        return fitted[^1].Thresholds[(int)kind];
    }
}
