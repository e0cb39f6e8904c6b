using Algometer.Measurement.Signal;

namespace Algometer.Measurement.Easing;

/// <summary>A hold found in a recording.</summary>
/// <param name="OffsetSeconds">Where the detector's first sample lies, s since the recording's first.</param>
/// <param name="Detector">The finished detector; its times count from that sample.</param>
public sealed record FoundHold(double OffsetSeconds, EasingDetector Detector)
{
    /// <summary>What passive relaxation alone would have shown, as seen at the time; empty when not kept.</summary>
    public IReadOnlyList<PassivePoint> Passive { get; init; } = [];

    /// <summary>Begin of the hold, s since the recording's first sample.</summary>
    public double StartSeconds => OffsetSeconds + Detector.HoldStartSeconds;

    /// <summary>End of the hold, s since the recording's first sample.</summary>
    public double EndSeconds => OffsetSeconds + Detector.HoldEndSeconds;
}

/// <summary>A point of the passive curve.</summary>
/// <param name="Seconds">Since the recording's first sample, s.</param>
/// <param name="Newtons">Force, N.</param>
public readonly record struct PassivePoint(double Seconds, double Newtons);

/// <summary>Finds the holds of a recording, with the very detector of a live hold.</summary>
public static class HoldFinder
{
    /// <summary>Every hold, in order.</summary>
    /// <param name="samples">Samples in order.</param>
    /// <param name="options">As for a live hold.</param>
    /// <param name="passiveEverySeconds">How often the passive curve is kept for drawing, s; null for never.</param>
    public static IReadOnlyList<FoundHold> FindAll(IEnumerable<Sample> samples, EasingOptions options, double? passiveEverySeconds = null) =>
        FindAll(samples, _ => options, [], passiveEverySeconds);

    /// <summary>Every hold, in order, each by what it was planned as.</summary>
    /// <param name="samples">Samples in order.</param>
    /// <param name="optionsAt">What a hold is told, by the time at which its detector begins, s since the first sample.</param>
    /// <param name="cuts">When a hold was begun or ended by a person, s since the first sample, in order: what goes on there is over, and judging begins anew.</param>
    /// <param name="passiveEverySeconds">How often the passive curve is kept for drawing, s; null for never.</param>
    public static IReadOnlyList<FoundHold> FindAll(IEnumerable<Sample> samples, Func<double, EasingOptions> optionsAt, IReadOnlyList<double> cuts, double? passiveEverySeconds = null)
    {
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentNullException.ThrowIfNull(optionsAt);
        ArgumentNullException.ThrowIfNull(cuts);
        return [.. Each(samples, optionsAt, cuts, passiveEverySeconds)];
    }

    /// <summary>Every hold, in order, each when it is over: of a recording of any length no more is held than one hold.</summary>
    /// <param name="samples">Samples in order.</param>
    /// <param name="options">As for a live hold.</param>
    public static IEnumerable<FoundHold> Each(IEnumerable<Sample> samples, EasingOptions options) => Each(samples, _ => options, [], null);

    private static IEnumerable<FoundHold> Each(IEnumerable<Sample> samples, Func<double, EasingOptions> optionsAt, IReadOnlyList<double> cuts, double? passiveEverySeconds)
    {
        EasingDetector? detector = null;
        long? first = null;
        double offset = 0;
        int cut = 0;
        var passive = new List<PassivePoint>();
        foreach (Sample sample in samples)
        {
            first ??= sample.DeviceMicroseconds;
            double now = (sample.DeviceMicroseconds - first.Value) * 1e-6;
            for (; cut < cuts.Count && now >= cuts[cut]; cut++)
            {
                if (Close() is { } ended)
                {
                    yield return ended;
                }
            }

            if (detector is null)
            {
                detector = new EasingDetector(optionsAt(now));
                offset = now;
            }

            detector.Accept(sample);
            if (passiveEverySeconds is { } every && double.IsFinite(detector.Current.PassiveNewtons) && (passive.Count == 0 || now >= passive[^1].Seconds + every))
            {
                passive.Add(new PassivePoint(now, detector.Current.PassiveNewtons));
            }

            if (detector.IsFinished && Close() is { } finished)
            {
                yield return finished;
            }
        }

        if (Close() is { } last)
        {
            yield return last;
        }

        FoundHold? Close()
        {
            detector?.Finish();
            FoundHold? found = detector is not null && !double.IsNaN(detector.HoldStartSeconds) ? new FoundHold(offset, detector) { Passive = passive } : null;
            passive = [];
            detector = null;
            return found;
        }
    }

    /// <summary>The level that a recording mostly holds: the median of what lies above half of its high forces; null when it never reaches 3 N.</summary>
    /// <param name="forces">Forces in N; NaN is left out. Of very many they are gone through several times, and not held.</param>
    public static double? LevelNewtons(IEnumerable<double> forces)
    {
        ArgumentNullException.ThrowIfNull(forces);
        var ranks = new ForceRanks(forces);
        if (ranks.Count == 0)
        {
            return null;
        }

        double high = ranks.At((long)(0.95 * (ranks.Count - 1)));
        long from = ranks.CountUpTo(0.5 * high);
        return high < 3 || from == ranks.Count ? null : ranks.At((from + ranks.Count - 1) / 2);
    }
}
