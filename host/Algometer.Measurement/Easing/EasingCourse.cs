namespace Algometer.Measurement.Easing;

/// <summary>The course of a hold as the network reads it: levels of 0.4 s against the level at 6–15 s. Memory is reserved once.</summary>
public sealed class EasingCourse
{
    /// <summary>Length of a step, s.</summary>
    public const double StepSeconds = 0.4;

    /// <summary>Levels are told in this unit, ln(force).</summary>
    public const double Unit = 0.05;

    private const int StepBins = 4;
    private const int FromStep = 15;
    private const int ToStep = 38;
    private const float Farthest = 8;
    private const int ChangeSteps = 2;
    private const float ChangeWeight = 2;
    private readonly float[] _levels;

    /// <summary>Reserves the memory.</summary>
    /// <param name="bins">Most tenths of a second.</param>
    internal EasingCourse(int bins) => _levels = new float[bins / StepBins];

    /// <summary>Most steps.</summary>
    public int Capacity => _levels.Length;

    /// <summary>Steps so far.</summary>
    public int Count { get; private set; }

    /// <summary>The levels.</summary>
    public ReadOnlySpan<float> Levels => _levels.AsSpan(0, Count);

    /// <summary>Beside each level what changed within 0.8 s, as the network takes them.</summary>
    /// <param name="levels">The levels.</param>
    /// <param name="both">Level and change of each step in turn.</param>
    public static void WithChanges(ReadOnlySpan<float> levels, Span<float> both)
    {
        for (int i = 0; i < levels.Length; i++)
        {
            both[2 * i] = levels[i];
            both[(2 * i) + 1] = i < ChangeSteps ? 0 : ChangeWeight * (levels[i] - levels[i - ChangeSteps]);
        }
    }

    internal void Reset() => Count = 0;

    internal void Look(HoldTrace trace)
    {
        Count = trace.Count / StepBins;
        double origin = trace.Mean(FromStep * StepBins, Math.Min(ToStep * StepBins, trace.Count));
        for (int i = 0; i < Count; i++)
        {
            _levels[i] = Math.Clamp((float)((trace.Mean(i * StepBins, (i + 1) * StepBins) - origin) / Unit), -Farthest, Farthest);
        }
    }
}
