using System.Buffers;
using Algometer.Measurement;

namespace Algometer.Records;

/// <summary>
/// Packs samples column by column: version byte, count, sequence (first, then only the jumps), device time (first, then the change of its
/// step), counts (first, then differences), and runs of equal flags and alarm. About 2.6 bytes a sample for a noisy cell at 80 Hz.
/// Force is not stored: it follows from the counts and the calibration in force.
/// </summary>
internal static class SampleCodec
{
    /// <summary>First byte of every payload. A new layout takes the next number; old ones stay readable.</summary>
    public const byte Version = 1;

    /// <summary>Most bytes that <paramref name="count"/> samples can take: each varint at its longest.</summary>
    public static int MaxLength(int count) => 48 + (count * 60);

    /// <summary>Packs the samples and returns the number of bytes; differences wrap, so any 64-bit sequence and time survives.</summary>
    public static int Encode(ReadOnlySpan<Sample> samples, Span<byte> destination)
    {
        var writer = new VarintWriter(destination);
        writer.Byte(Version);
        writer.Unsigned((ulong)samples.Length);
        if (samples.IsEmpty)
        {
            return writer.Length;
        }

        EncodeSequences(ref writer, samples);
        EncodeTimes(ref writer, samples);
        EncodeCounts(ref writer, samples);
        EncodeStates(ref writer, samples);
        return writer.Length;
    }

    /// <summary>Unpacks a payload; the force of every sample is NaN until a calibration is applied.</summary>
    /// <exception cref="InvalidDataException">The payload is damaged or of an unknown version.</exception>
    public static Sample[] Decode(ReadOnlySpan<byte> payload)
    {
        var reader = new VarintReader(payload);
        byte version = reader.Byte();
        if (version != Version)
        {
            throw new InvalidDataException($"Sample codec version {version} is unknown; this program reads version {Version}.");
        }

        ulong count = reader.Unsigned();
        if (count > (ulong)payload.Length)
        {
            throw new InvalidDataException("The payload claims more samples than it has bytes.");
        }

        return count == 0 ? [] : DecodeColumns(ref reader, (int)count);
    }

    private static void EncodeSequences(ref VarintWriter writer, ReadOnlySpan<Sample> samples)
    {
        ulong jumps = 0;
        for (int i = 1; i < samples.Length; i++)
        {
            jumps += samples[i].Sequence == unchecked(samples[i - 1].Sequence + 1) ? 0UL : 1UL;
        }

        writer.Signed(samples[0].Sequence);
        writer.Unsigned(jumps);
        int last = 0;
        for (int i = 1; jumps > 0; i++)
        {
            long jump = unchecked(samples[i].Sequence - samples[i - 1].Sequence - 1);
            if (jump != 0)
            {
                writer.Unsigned((ulong)(i - last));
                writer.Signed(jump);
                last = i;
                jumps--;
            }
        }
    }

    private static void EncodeTimes(ref VarintWriter writer, ReadOnlySpan<Sample> samples)
    {
        long previous = samples[0].DeviceMicroseconds;
        long step = 0;
        writer.Signed(previous);
        for (int i = 1; i < samples.Length; i++)
        {
            long now = samples[i].DeviceMicroseconds;
            long nextStep = unchecked(now - previous);
            writer.Signed(unchecked(nextStep - step));
            step = nextStep;
            previous = now;
        }
    }

    private static void EncodeCounts(ref VarintWriter writer, ReadOnlySpan<Sample> samples)
    {
        long previous = 0;
        foreach (ref readonly Sample sample in samples)
        {
            writer.Signed(sample.RawCounts - previous);
            previous = sample.RawCounts;
        }
    }

    private static void EncodeStates(ref VarintWriter writer, ReadOnlySpan<Sample> samples)
    {
        int start = 0;
        while (start < samples.Length)
        {
            SampleFlags flags = samples[start].Flags;
            AlarmState alarm = samples[start].Alarm;
            int end = start + 1;
            while (end < samples.Length && samples[end].Flags == flags && samples[end].Alarm == alarm)
            {
                end++;
            }

            writer.Unsigned((ulong)(end - start));
            writer.Unsigned((uint)flags);
            writer.Unsigned((uint)alarm);
            start = end;
        }
    }

    private static Sample[] DecodeColumns(ref VarintReader reader, int count)
    {
        var samples = new Sample[count];
        long[] sequences = ArrayPool<long>.Shared.Rent(count);
        long[] times = ArrayPool<long>.Shared.Rent(count);
        int[] counts = ArrayPool<int>.Shared.Rent(count);
        try
        {
            DecodeSequences(ref reader, sequences.AsSpan(0, count));
            DecodeTimes(ref reader, times.AsSpan(0, count));
            DecodeCounts(ref reader, counts.AsSpan(0, count));
            for (int start = 0; start < count;)
            {
                ulong run = reader.Unsigned();
                var flags = (SampleFlags)(uint)reader.Unsigned();
                var alarm = (AlarmState)(uint)reader.Unsigned();
                if (run == 0 || run > (ulong)(count - start))
                {
                    throw new InvalidDataException("A run of flags does not fit the payload's count.");
                }

                int end = start + (int)run;
                for (int i = start; i < end; i++)
                {
                    samples[i] = new Sample(sequences[i], times[i], counts[i], double.NaN, flags, alarm);
                }

                start = end;
            }
        }
        finally
        {
            ArrayPool<long>.Shared.Return(sequences);
            ArrayPool<long>.Shared.Return(times);
            ArrayPool<int>.Shared.Return(counts);
        }

        return reader.AtEnd ? samples : throw new InvalidDataException("The payload is longer than its samples.");
    }

    private static void DecodeSequences(ref VarintReader reader, Span<long> sequences)
    {
        long next = reader.Signed();
        ulong jumps = reader.Unsigned();
        int at = 0;
        int last = 0;
        for (; jumps > 0; jumps--)
        {
            ulong distance = reader.Unsigned();
            long jump = reader.Signed();
            if (distance == 0 || distance >= (ulong)(sequences.Length - last))
            {
                throw new InvalidDataException("A jump of the sequence does not fit the payload's count.");
            }

            int end = last + (int)distance;
            while (at < end)
            {
                sequences[at++] = next;
                next = unchecked(next + 1);
            }

            next = unchecked(next + jump);
            last = end;
        }

        while (at < sequences.Length)
        {
            sequences[at++] = next;
            next = unchecked(next + 1);
        }
    }

    private static void DecodeTimes(ref VarintReader reader, Span<long> times)
    {
        long now = reader.Signed();
        long step = 0;
        times[0] = now;
        for (int i = 1; i < times.Length; i++)
        {
            step = unchecked(step + reader.Signed());
            now = unchecked(now + step);
            times[i] = now;
        }
    }

    private static void DecodeCounts(ref VarintReader reader, Span<int> counts)
    {
        long previous = 0;
        for (int i = 0; i < counts.Length; i++)
        {
            previous += reader.Signed();
            counts[i] = (int)previous;
        }
    }
}
