using Algometer.Measurement;

namespace Algometer.Records;

/// <summary>Draws many samples with few points: lowest and highest force of each stretch, so that no peak is lost.</summary>
internal static class ForceEnvelope
{
    /// <summary>Points for samples in order; one each where they are fewer than the points asked for.</summary>
    public static IReadOnlyList<EnvelopePoint> Of(IReadOnlyList<Sample> samples, int points)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(points, 1);
        var envelope = new List<EnvelopePoint>(Math.Min(points, samples.Count));
        if (samples.Count == 0)
        {
            return envelope;
        }

        long start = samples[0].DeviceMicroseconds;
        double perMicrosecond = points / (double)Math.Max(1, samples[^1].DeviceMicroseconds - start + 1);
        bool each = samples.Count <= points;
        long stretch = -1;
        long previous = samples[0].Sequence - 1;
        for (int i = 0; i < samples.Count; i++)
        {
            Sample sample = samples[i];
            long at = each ? i : Math.Clamp((long)((sample.DeviceMicroseconds - start) * perMicrosecond), Math.Max(stretch, 0), points - 1);
            EnvelopePoint point = One(sample, sample.Sequence != previous + 1);
            previous = sample.Sequence;
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

    private static EnvelopePoint One(in Sample sample, bool followsGap)
    {
        double force = sample.ForceNewtons;
        return new EnvelopePoint(sample.DeviceMicroseconds, sample.DeviceMicroseconds, force, force, 1, double.IsNaN(force), followsGap);
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
