using System.Runtime.InteropServices;
using Algometer.Measurement.Signal;
using Algometer.Measurement.Units;

namespace Algometer.Records.Codec;

/// <summary>The extent of a run of samples: times, lowest and highest counts. Force follows from the counts, so it is not stored here either.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct OutlineStretch(
    long FirstDeviceMicroseconds,
    long LastDeviceMicroseconds,
    int Count,
    int LowestCounts,
    int HighestCounts,
    bool HasForce,
    bool HasFault,
    bool FollowsGap);

/// <summary>
/// A block's outline: the extent of every 128 samples (1.6 s at 80 Hz), about 10 bytes each, so that an hour is drawn without decoding a
/// block. Layout: version, count, then for each stretch its marks, times and counts as differences from the one before.
/// </summary>
internal static class TraceOutline
{
    public const int SamplesPerStretch = 128;
    private const byte Version = 1;
    private const byte Force = 1;
    private const byte Fault = 2;
    private const byte Gap = 4;
    private const int LongestStretch = 64;

    /// <summary>The outline of samples that are sorted by sequence.</summary>
    public static byte[] Of(ReadOnlySpan<Sample> sorted)
    {
        int stretches = (sorted.Length + SamplesPerStretch - 1) / SamplesPerStretch;
        byte[] buffer = new byte[16 + (stretches * LongestStretch)];
        var writer = new VarintWriter(buffer);
        writer.Byte(Version);
        writer.Unsigned((ulong)sorted.Length);
        OutlineStretch before = default;
        long step = 0;
        for (int at = 0; at < sorted.Length; at += SamplesPerStretch)
        {
            ReadOnlySpan<Sample> run = sorted[at..Math.Min(sorted.Length, at + SamplesPerStretch)];
            OutlineStretch now = Measure(run, at > 0 && sorted[at - 1].Sequence + 1 != run[0].Sequence);
            writer.Byte((byte)((now.HasForce ? Force : 0) | (now.HasFault ? Fault : 0) | (now.FollowsGap ? Gap : 0)));
            long nextStep = unchecked(now.FirstDeviceMicroseconds - before.LastDeviceMicroseconds);
            writer.Signed(unchecked(nextStep - step));
            writer.Signed(unchecked(Span(now) - Span(before)));
            writer.Signed((long)now.LowestCounts - before.LowestCounts);
            writer.Unsigned((ulong)((long)now.HighestCounts - now.LowestCounts));
            step = at == 0 ? 0 : nextStep;
            before = now;
        }

        return buffer[..writer.Length];
    }

    /// <summary>Reads an outline back; null when it is not one of these samples.</summary>
    public static OutlineStretch[]? TryRead(ReadOnlySpan<byte> outline, int count)
    {
        try
        {
            var reader = new VarintReader(outline);
            return reader.Byte() == Version && reader.Unsigned() == (ulong)count ? Read(ref reader, count) : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static OutlineStretch[] Read(ref VarintReader reader, int count)
    {
        var stretches = new OutlineStretch[(count + SamplesPerStretch - 1) / SamplesPerStretch];
        OutlineStretch before = default;
        long step = 0;
        for (int i = 0; i < stretches.Length; i++)
        {
            byte marks = reader.Byte();
            long nextStep = unchecked(step + reader.Signed());
            long first = unchecked(before.LastDeviceMicroseconds + nextStep);
            long last = unchecked(first + Span(before) + reader.Signed());
            int lowest = (int)(before.LowestCounts + reader.Signed());
            int highest = (int)(lowest + (long)reader.Unsigned());
            step = i == 0 ? 0 : nextStep;
            before = stretches[i] = new OutlineStretch(
                first,
                last,
                Math.Min(SamplesPerStretch, count - (i * SamplesPerStretch)),
                lowest,
                highest,
                (marks & Force) != 0,
                (marks & Fault) != 0,
                (marks & Gap) != 0);
        }

        return stretches;
    }

    private static OutlineStretch Measure(ReadOnlySpan<Sample> run, bool followsGap)
    {
        int lowest = int.MaxValue;
        int highest = int.MinValue;
        bool fault = false;
        for (int i = 0; i < run.Length; i++)
        {
            followsGap |= i > 0 && run[i - 1].Sequence + 1 != run[i].Sequence;
            if ((run[i].Flags & SampleFlags.Faults) != SampleFlags.None)
            {
                fault = true;
                continue;
            }

            lowest = Math.Min(lowest, run[i].RawCounts);
            highest = Math.Max(highest, run[i].RawCounts);
        }

        bool force = highest >= lowest;
        return new OutlineStretch(run[0].DeviceMicroseconds, run[^1].DeviceMicroseconds, run.Length, force ? lowest : 0, force ? highest : 0, force, fault, followsGap);
    }

    private static long Span(in OutlineStretch stretch) => unchecked(stretch.LastDeviceMicroseconds - stretch.FirstDeviceMicroseconds);
}
