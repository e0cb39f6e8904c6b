using System.Buffers;
using Algometer.Measurement.Signal;

namespace Algometer.Records.Codec;

/// <summary>
/// Packs samples column by column: version byte, count, sequence (first, then only the jumps), runs of equal flags and alarm, and in Rice
/// code the change of the device time's step and the differences of the counts. About 1.3 bytes a sample for an idle cell at 80 Hz, 2 in a hold.
/// Force is not stored: it follows from the counts and the calibration in force.
/// </summary>
internal static class SampleCodec
{
    /// <summary>First byte of every payload. A new layout takes the next number; old ones stay readable.</summary>
    public const byte Version = 2;

    /// <summary>Most bytes that <paramref name="count"/> samples can take: each number at its longest.</summary>
    public static int MaxLength(int count) => 48 + (count * 40) + (2 * RiceColumn.MaxLength(count));

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
        EncodeStates(ref writer, samples);
        return writer.Length + EncodeColumns(samples, destination[writer.Length..]);
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
        if (count > 4 * (ulong)payload.Length)
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

    private static int EncodeColumns(ReadOnlySpan<Sample> samples, Span<byte> destination)
    {
        long[] column = ArrayPool<long>.Shared.Rent(samples.Length);
        try
        {
            Span<long> values = column.AsSpan(0, samples.Length);
            var bits = new BitWriter(destination);
            long previous = 0;
            long step = 0;
            for (int i = 0; i < samples.Length; i++)
            {
                long nextStep = unchecked(samples[i].DeviceMicroseconds - previous);
                values[i] = unchecked(nextStep - step);

                // The first step is the time itself, which is no step to expect again.
                step = i == 0 ? 0 : nextStep;
                previous = samples[i].DeviceMicroseconds;
            }

            RiceColumn.Write(ref bits, values);
            previous = 0;
            for (int i = 0; i < samples.Length; i++)
            {
                values[i] = samples[i].RawCounts - previous;
                previous = samples[i].RawCounts;
            }

            RiceColumn.Write(ref bits, values);
            return bits.Finish();
        }
        finally
        {
            ArrayPool<long>.Shared.Return(column);
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
        long[] column = ArrayPool<long>.Shared.Rent(count);
        try
        {
            Span<long> values = column.AsSpan(0, count);
            DecodeSequences(ref reader, values);
            DecodeStates(ref reader, samples, values);
            var bits = new BitReader(reader.Rest);
            RiceColumn.Read(ref bits, values);
            long now = 0;
            long step = 0;
            for (int i = 0; i < count; i++)
            {
                long nextStep = unchecked(step + values[i]);
                now = unchecked(now + nextStep);
                step = i == 0 ? 0 : nextStep;
                samples[i] = samples[i] with { DeviceMicroseconds = now };
            }

            RiceColumn.Read(ref bits, values);
            long counts = 0;
            for (int i = 0; i < count; i++)
            {
                counts += values[i];
                samples[i] = samples[i] with { RawCounts = (int)counts };
            }

            return bits.AtEnd ? samples : throw new InvalidDataException("The payload is longer than its samples.");
        }
        finally
        {
            ArrayPool<long>.Shared.Return(column);
        }
    }

    private static void DecodeStates(ref VarintReader reader, Span<Sample> samples, ReadOnlySpan<long> sequences)
    {
        for (int start = 0; start < samples.Length;)
        {
            ulong run = reader.Unsigned();
            var flags = (SampleFlags)(uint)reader.Unsigned();
            var alarm = (AlarmState)(uint)reader.Unsigned();
            if (run == 0 || run > (ulong)(samples.Length - start))
            {
                throw new InvalidDataException("A run of flags does not fit the payload's count.");
            }

            int end = start + (int)run;
            for (int i = start; i < end; i++)
            {
                samples[i] = new Sample(sequences[i], 0, 0, double.NaN, flags, alarm);
            }

            start = end;
        }
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
}
