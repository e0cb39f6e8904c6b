namespace Algometer.Records.Codec;

/// <summary>Writes LEB128 integers, seven bits a byte, into a buffer the caller has made large enough.</summary>
internal ref struct VarintWriter(Span<byte> destination)
{
    private readonly Span<byte> _destination = destination;

    /// <summary>Bytes written so far.</summary>
    public int Length { get; private set; }

    public void Byte(byte value) => _destination[Length++] = value;

    public void Unsigned(ulong value)
    {
        int at = Length;
        while (value >= 0x80)
        {
            _destination[at++] = (byte)(value | 0x80);
            value >>= 7;
        }

        _destination[at++] = (byte)value;
        Length = at;
    }

    /// <summary>Zigzag: small magnitudes of either sign take few bytes.</summary>
    public void Signed(long value) => Unsigned((ulong)((value << 1) ^ (value >> 63)));
}
