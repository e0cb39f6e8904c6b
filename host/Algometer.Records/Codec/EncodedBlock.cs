using System.IO.Hashing;
using Algometer.Measurement.Signal;
using Algometer.Records.Keys;

namespace Algometer.Records.Codec;

/// <summary>A run of samples as the database holds it: packed, with its extent and its CRC-32.</summary>
internal sealed record EncodedBlock(
    long FirstSequence,
    long LastSequence,
    int Count,
    long FirstDeviceMicroseconds,
    long LastDeviceMicroseconds,
    byte[] Payload,
    byte[] Outline,
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
            TraceOutline.Of(sorted),
            Crc32.HashToUInt32(payload));
    }

    /// <summary>As it is stored: sealed where the record's traces are. The CRC is of the stored bytes, so that damage shows without the key.</summary>
    public EncodedBlock Sealed(TraceSeal seal)
    {
        byte[] payload = seal.Seal(Payload, TraceSeal.Payload, FirstSequence, LastSequence, Count);
        return ReferenceEquals(payload, Payload)
            ? this
            : this with { Payload = payload, Outline = seal.Seal(Outline, TraceSeal.Outline, FirstSequence, LastSequence, Count), Crc = Crc32.HashToUInt32(payload) };
    }

    /// <summary>Unpacks, or returns null with the reason when the bytes are not what was written.</summary>
    public static Sample[]? TryDecode(StoredExtent extent, byte[] stored, long storedCrc, TraceSeal seal, out string? damage)
    {
        uint crc = Crc32.HashToUInt32(stored);
        if (crc != storedCrc)
        {
            damage = $"CRC-32 is {crc:x8}, recorded as {storedCrc:x8}";
            return null;
        }

        if (seal.TryOpen(stored, TraceSeal.Payload, extent.FirstSequence, extent.LastSequence, extent.Count) is not { } payload)
        {
            damage = "the seal does not fit: altered, or moved from another place";
            return null;
        }

        int storedCount = extent.Count;

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

/// <summary>Which samples a stored block holds.</summary>
internal readonly record struct StoredExtent(long FirstSequence, long LastSequence, int Count);
