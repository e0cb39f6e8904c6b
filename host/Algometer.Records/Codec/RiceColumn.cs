namespace Algometer.Records.Codec;

/// <summary>
/// A column of signed numbers in Rice code: zigzag, then quotient in unary and remainder in k bits, with k chosen anew for every
/// <see cref="ChunkLength"/> numbers by what takes least. Noise of an unknown and changing width then takes about its entropy.
/// </summary>
internal static class RiceColumn
{
    /// <summary>Numbers that share a k.</summary>
    public const int ChunkLength = 128;

    private const int KBits = 6;
    private const int MostK = 40;

    // A quotient this long is not written: the number follows in 64 bits.
    private const int Escape = 24;

    /// <summary>Most bytes for so many numbers.</summary>
    public static int MaxLength(int count) => 16 + (count * 12);

    /// <summary>Writes the numbers.</summary>
    public static void Write(ref BitWriter writer, ReadOnlySpan<long> values)
    {
        for (int at = 0; at < values.Length; at += ChunkLength)
        {
            ReadOnlySpan<long> chunk = values[at..Math.Min(values.Length, at + ChunkLength)];
            int k = BestK(chunk);
            writer.Write((ulong)k, KBits);
            foreach (long value in chunk)
            {
                Write(ref writer, Zigzag(value), k);
            }
        }
    }

    /// <summary>Reads as many numbers as there is room for.</summary>
    /// <exception cref="InvalidDataException">The bits are not a column.</exception>
    public static void Read(ref BitReader reader, Span<long> values)
    {
        for (int at = 0; at < values.Length; at += ChunkLength)
        {
            int k = (int)reader.Read(KBits);
            if (k > MostK)
            {
                throw new InvalidDataException($"A column cannot be packed with k = {k}.");
            }

            for (int i = at; i < Math.Min(values.Length, at + ChunkLength); i++)
            {
                ulong zigzag = ReadOne(ref reader, k);
                values[i] = (long)(zigzag >> 1) ^ -(long)(zigzag & 1);
            }
        }
    }

    private static void Write(ref BitWriter writer, ulong zigzag, int k)
    {
        ulong quotient = zigzag >> k;
        if (quotient >= Escape)
        {
            writer.Write((1UL << Escape) - 1, Escape);
            WriteWide(ref writer, zigzag, 64);
            return;
        }

        writer.Write((1UL << (int)quotient) - 1, (int)quotient + 1);
        WriteWide(ref writer, zigzag & ((1UL << k) - 1), k);
    }

    private static ulong ReadOne(ref BitReader reader, int k)
    {
        ulong quotient = 0;
        while (quotient < Escape && reader.Read(1) == 1)
        {
            quotient++;
        }

        return quotient == Escape ? ReadWide(ref reader, 64) : (quotient << k) | ReadWide(ref reader, k);
    }

    private static void WriteWide(ref BitWriter writer, ulong value, int count)
    {
        writer.Write(value & 0xFFFFFFFF, Math.Min(count, 32));
        if (count > 32)
        {
            writer.Write(value >> 32, count - 32);
        }
    }

    private static ulong ReadWide(ref BitReader reader, int count)
    {
        ulong value = reader.Read(Math.Min(count, 32));
        return count > 32 ? value | (reader.Read(count - 32) << 32) : value;
    }

    private static ulong Zigzag(long value) => (ulong)((value << 1) ^ (value >> 63));

    private static int BestK(ReadOnlySpan<long> values)
    {
        int best = 0;
        long least = long.MaxValue;
        for (int k = 0; k <= MostK; k++)
        {
            long bits = 0;
            foreach (long value in values)
            {
                ulong quotient = Zigzag(value) >> k;
                bits += quotient >= Escape ? Escape + 64 : (long)quotient + 1 + k;
            }

            if (bits < least)
            {
                least = bits;
                best = k;
            }
        }

        return best;
    }
}
