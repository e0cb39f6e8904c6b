namespace Algometer.Measurement.Easing;

/// <summary>
/// How much evidence is asked for, as ln of the Bayes factor. Calibrated by simulation per hold length and tool, see EASING.md. [S]
/// </summary>
/// <param name="Possible">From here on "possibly easing".</param>
/// <param name="Likely">From here on "easing".</param>
public readonly record struct EasingThresholds(double Possible, double Likely)
{
    private static readonly double[] _lengths = [30, 60, 90];
    private static readonly EasingThresholds[] _probe = [new(1.11, 2.79), new(1.33, 3.14), new(1.58, 3.31)];
    private static readonly EasingThresholds[] _ball = [new(0.81, 2.45), new(1.56, 3.66), new(1.77, 4.11)];

    /// <summary>The calibrated ones, linear between 30, 60 and 90 s.</summary>
    /// <param name="tool">What is pressed with.</param>
    /// <param name="holdSeconds">Planned length of the hold, s.</param>
    public static EasingThresholds For(PressingTool tool, double holdSeconds)
    {
        EasingThresholds[] table = tool == PressingTool.Ball ? _ball : _probe;
        if (holdSeconds <= _lengths[0])
        {
            return table[0];
        }

        for (int i = 1; i < _lengths.Length; i++)
        {
            if (holdSeconds <= _lengths[i])
            {
                double part = (holdSeconds - _lengths[i - 1]) / (_lengths[i] - _lengths[i - 1]);
                return new EasingThresholds(
                    table[i - 1].Possible + (part * (table[i].Possible - table[i - 1].Possible)),
                    table[i - 1].Likely + (part * (table[i].Likely - table[i - 1].Likely)));
            }
        }

        return table[^1];
    }
}
