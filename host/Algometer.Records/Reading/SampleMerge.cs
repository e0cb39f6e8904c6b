using Algometer.Measurement.Signal;

namespace Algometer.Records.Reading;

/// <summary>Puts blocks that interleave (late samples filled a gap) into one order, each sequence once.</summary>
internal static class SampleMerge
{
    /// <summary>Merges blocks that come sorted by first sequence.</summary>
    public static IEnumerable<Sample[]> InOrder(IEnumerable<Sample[]> blocks)
    {
        Sample[]? held = null;
        foreach (Sample[] block in blocks)
        {
            if (held is not null && block[0].Sequence > held[^1].Sequence)
            {
                yield return held;
                held = block;
            }
            else
            {
                held = held is null ? block : Union(held, block);
            }
        }

        if (held is not null)
        {
            yield return held;
        }
    }

    /// <summary>Puts one more sorted run where its first sequence belongs.</summary>
    public static IEnumerable<Sample[]> With(IEnumerable<Sample[]> blocks, Sample[] more)
    {
        bool pending = more.Length > 0;
        foreach (Sample[] block in blocks)
        {
            if (pending && block[0].Sequence > more[0].Sequence)
            {
                pending = false;
                yield return more;
            }

            yield return block;
        }

        if (pending)
        {
            yield return more;
        }
    }

    /// <summary>Sorts and keeps the first of equal sequences.</summary>
    public static Sample[] Distinct(IEnumerable<Sample> samples) =>
        [.. samples.DistinctBy(s => s.Sequence).OrderBy(s => s.Sequence)];

    private static Sample[] Union(Sample[] first, Sample[] second) => Distinct(first.Concat(second));
}
