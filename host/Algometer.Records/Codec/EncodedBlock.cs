using System.IO.Hashing;
using Algometer.Measurement;

namespace Algometer.Records;

/// <summary>A run of samples as the database holds it: packed, with its extent and its CRC-32.</summary>
internal sealed record EncodedBlock(
    long FirstSequence,
    long LastSequence,
    int Count,
    long FirstDeviceMicroseconds,
    long LastDeviceMicroseconds,
    byte[] Payload,
    uint Crc)
{
    /// <summary>Packs samples that are sorted by sequence.</summary>
    public static EncodedBlock From(ReadOnlySpan<Sample> sorted)
    {
        byte[] payload = Pack(sorted);
        return new EncodedBlock(
            sorted[0].Sequence,
            sorted[^1].Sequence,
            sorted.Length,
            sorted[0].DeviceMicroseconds,
            sorted[^1].DeviceMicroseconds,
            payload,
            Crc32.HashToUInt32(payload));
    }

    /// <summary>Unpacks, or returns null with the reason when the bytes are not what was written.</summary>
    public static Sample[]? TryDecode(byte[] payload, long storedCrc, int storedCount, out string? damage)
    {
        uint crc = Crc32.HashToUInt32(payload);
        if (crc != storedCrc)
        {
            damage = $"CRC-32 is {crc:x8}, recorded as {storedCrc:x8}";
            return null;
        }

        try
        {
            Sample[] samples = SampleCodec.Decode(payload);
            damage = samples.Length == storedCount ? null : $"{samples.Length} samples, recorded as {storedCount}";
            return damage is null ? samples : null;
        }
        catch (InvalidDataException e)
        {
            damage = e.Message;
            return null;
        }
    }

    private static byte[] Pack(ReadOnlySpan<Sample> samples)
    {
        byte[] buffer = System.Buffers.ArrayPool<byte>.Shared.Rent(SampleCodec.MaxLength(samples.Length));
        int length = SampleCodec.Encode(samples, buffer);
        byte[] payload = buffer.AsSpan(0, length).ToArray();
        System.Buffers.ArrayPool<byte>.Shared.Return(buffer);
        return payload;
    }
}
