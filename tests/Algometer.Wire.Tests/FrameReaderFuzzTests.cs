using CsCheck;

namespace Algometer.Wire.Tests;

/// <summary>No bytes can hurt the reader, and no valid frame is lost after garbage.</summary>
public sealed class FrameReaderFuzzTests(ITestOutputHelper output)
{
    [Fact]
    public void Ten_million_random_and_mutated_bytes_between_valid_frames()
    {
        var random = new Random(20261124);
        var reader = new FrameReader();
        var writer = new FrameWriter();
        byte[] chunk = new byte[4096];
        long fed = 0;
        long sent = 0;
        long found = 0;
        long strangers = 0;
        while (fed < 10_000_000)
        {
            SampleMessage sample = new() { Sequence = (uint)sent, RawCounts = random.Next(-8388608, 8388608), Microseconds = (uint)random.Next(), ForceMillinewtons = random.Next() };
            int length = sample.Write(writer);
            int garbage = random.Next(0, 600);
            random.NextBytes(chunk.AsSpan(0, garbage));
            if (random.Next(2) == 0 && garbage > length)
            {
                // A real frame with one bit turned over.
                writer.Frame.AsSpan(0, length).CopyTo(chunk.AsSpan(garbage - length));
                chunk[garbage - length + random.Next(1, length - 1)] ^= (byte)(1 << random.Next(8));
            }

            writer.Frame.AsSpan(0, length).CopyTo(chunk.AsSpan(garbage));
            int total = garbage + length;
            fed += total;
            sent++;
            bool seen = false;

            // In chunks of any size, as a link delivers them.
            for (int from = 0; from < total;)
            {
                int to = Math.Min(total, from + random.Next(1, 200));
                while (reader.TryRead(chunk, ref from, to))
                {
                    SampleMessage read = default;
                    if (read.TryRead(reader) && read.Sequence == sample.Sequence && read.RawCounts == sample.RawCounts)
                    {
                        seen = true;
                    }
                    else
                    {
                        strangers++;
                    }
                }
            }

            found += seen ? 1 : 0;
        }

        output.WriteLine($"{fed} bytes, {sent} frames sent, {found} found, {strangers} accepted by chance, {reader.CrcErrors} CRC errors, {reader.Malformed} malformed");
        Assert.Equal(sent, found);
        Assert.Equal(0, strangers);
        Assert.True(reader.CrcErrors > 0 && reader.Malformed > 0 && reader.Resyncs > 0);
    }

    [Fact]
    public void A_reader_that_joins_mid_stream_counts_no_error()
    {
        var writer = new FrameWriter();
        SampleMessage sample = default;
        int length = sample.Write(writer);
        var reader = new FrameReader();
        int from = 9;
        Assert.False(reader.TryRead(writer.Frame, ref from, length));
        from = 0;
        Assert.True(reader.TryRead(writer.Frame, ref from, length));
        Assert.Equal(0, reader.CrcErrors + reader.Malformed + reader.Resyncs);
    }

    [Fact]
    public void Every_payload_comes_back_and_no_frame_is_longer_than_the_limit() =>
        Gen.Byte.Array[0, Protocol.MaxPayloadBytes].Sample(payload =>
        {
            var writer = new FrameWriter();
            writer.Begin(0x55);
            foreach (byte value in payload)
            {
                writer.PutByte(value);
            }

            int length = writer.End();
            var reader = new FrameReader();
            int from = 0;
            return length <= Protocol.MaxFrameBytes
                && reader.TryRead(writer.Frame, ref from, length)
                && reader.PayloadLength == payload.Length
                && payload.All(value => reader.GetByte() == value)
                && writer.Frame.Take(length).Count(value => value == 0) == 2;
        });

    [Fact]
    public void The_crc_is_the_well_known_one() =>
        Gen.Byte.Array[0, 200].Sample(bytes => Crc32.Compute(bytes, 0, bytes.Length) == System.IO.Hashing.Crc32.HashToUInt32(bytes));

    [Fact]
    public void A_sample_takes_27_bytes_so_that_80_a_second_fill_a_fifth_of_the_link()
    {
        int length = default(SampleMessage).Write(new FrameWriter());
        Assert.Equal(27, length);
        Assert.True(length * 10 * 80 < Protocol.BaudRate / 5);
    }

    [Fact]
    public void Every_sample_comes_back() =>
        Gen.Select(Gen.UInt, Gen.UInt, Gen.Int[-8388608, 8388607], Gen.Int, Gen.Int[0, 65535]).Sample((sequence, time, raw, force, flags) =>
        {
            SampleMessage sample = new() { Sequence = sequence, Microseconds = time, RawCounts = raw, ForceMillinewtons = force, Flags = flags, Alarm = (byte)flags };
            var writer = new FrameWriter();
            int length = sample.Write(writer);
            var reader = new FrameReader();
            int from = 0;
            SampleMessage read = default;
            return reader.TryRead(writer.Frame, ref from, length) && read.TryRead(reader)
                && (read.Sequence, read.Microseconds, read.RawCounts, read.ForceMillinewtons, read.Flags, read.Alarm) == (sequence, time, raw, force, flags, (byte)flags);
        });
}
