using Algometer.Measurement.Signal;

namespace Algometer.Records.Reading;

/// <summary>Draws many samples with few points: lowest and highest force of each stretch, so that no peak is lost.</summary>
internal static class ForceEnvelope
{
    /// <summary>Points for samples in order; one each where they are fewer than the points asked for.</summary>
    public static IReadOnlyList<EnvelopePoint> Of(IReadOnlyList<Sample> samples, int points) => Join(Points(samples, followsGap: false), points);

    /// <summary>A point for each sample.</summary>
    /// <param name="samples">In order of sequence.</param>
    /// <param name="followsGap">Whether samples are missing before the first.</param>
    public static List<EnvelopePoint> Points(IReadOnlyList<Sample> samples, bool followsGap)
    {
        var each = new List<EnvelopePoint>(samples.Count);
        for (int i = 0; i < samples.Count; i++)
        {
            Sample sample = samples[i];
            double force = sample.ForceNewtons;
            bool gap = i == 0 ? followsGap : sample.Sequence != samples[i - 1].Sequence + 1;
            each.Add(new EnvelopePoint(sample.DeviceMicroseconds, sample.DeviceMicroseconds, force, force, 1, double.IsNaN(force), gap));
        }

        return each;
    }

    /// <summary>Joins points in order until at most <paramref name="points"/> are left, each of an equal stretch of device time.</summary>
    public static IReadOnlyList<EnvelopePoint> Join(IReadOnlyList<EnvelopePoint> fine, int points)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(points, 1);
        if (fine.Count <= points)
        {
            return fine;
        }

        var envelope = new List<EnvelopePoint>(points);
        long start = fine[0].FirstDeviceMicroseconds;
        double perMicrosecond = points / (double)Math.Max(1, fine[^1].LastDeviceMicroseconds - start + 1);
        long stretch = -1;
        foreach (EnvelopePoint point in fine)
        {
            long at = Math.Clamp((long)((point.FirstDeviceMicroseconds - start) * perMicrosecond), Math.Max(stretch, 0), points - 1);
            if (at == stretch)
            {
                envelope[^1] = Join(envelope[^1], point);
            }
            else
            {
                envelope.Add(point);
                stretch = at;
            }
        }

        return envelope;
    }

    private static EnvelopePoint Join(in EnvelopePoint before, in EnvelopePoint next) => before with
    {
        LastDeviceMicroseconds = next.LastDeviceMicroseconds,
        LowestNewtons = double.IsNaN(before.LowestNewtons) || next.LowestNewtons < before.LowestNewtons ? next.LowestNewtons : before.LowestNewtons,
        HighestNewtons = double.IsNaN(before.HighestNewtons) || next.HighestNewtons > before.HighestNewtons ? next.HighestNewtons : before.HighestNewtons,
        SampleCount = before.SampleCount + next.SampleCount,
        HasFault = before.HasFault || next.HasFault,
        FollowsGap = before.FollowsGap || next.FollowsGap,
    };
}
