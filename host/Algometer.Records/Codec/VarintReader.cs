namespace Algometer.Records.Codec;

/// <summary>Reads what <see cref="VarintWriter"/> wrote; damaged input ends in <see cref="InvalidDataException"/>, never in a wild read.</summary>
internal ref struct VarintReader(ReadOnlySpan<byte> source)
{
    private readonly ReadOnlySpan<byte> _source = source;
    private int _at;

    /// <summary>What has not been read.</summary>
    public readonly ReadOnlySpan<byte> Rest => _source[_at..];

    public byte Byte() => _at < _source.Length ? _source[_at++] : throw Short();

    public ulong Unsigned()
    {
        ulong value = 0;
        for (int shift = 0; shift < 70; shift += 7)
        {
            if (_at >= _source.Length)
            {
                throw Short();
            }

            byte next = _source[_at++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw new InvalidDataException("The payload holds an integer of more than 64 bits.");
    }

    public long Signed()
    {
        ulong zigzag = Unsigned();
        return (long)(zigzag >> 1) ^ -(long)(zigzag & 1);
    }

    private static InvalidDataException Short() => new("The payload ends too early.");
}
