namespace Algometer.Records.Codec;

/// <summary>Writes bits, lowest first, into a buffer the caller has made large enough.</summary>
internal ref struct BitWriter(Span<byte> destination)
{
    private readonly Span<byte> _destination = destination;
    private ulong _bits;
    private int _held;
    private int _length;

    /// <summary>Writes the lowest bits of a value.</summary>
    /// <param name="value">At most <paramref name="count"/> bits wide.</param>
    /// <param name="count">0 … 32.</param>
    public void Write(ulong value, int count)
    {
        _bits |= value << _held;
        _held += count;
        while (_held >= 8)
        {
            _destination[_length++] = (byte)_bits;
            _bits >>= 8;
            _held -= 8;
        }
    }

    /// <summary>Writes the rest and returns the bytes used.</summary>
    public int Finish()
    {
        if (_held > 0)
        {
            _destination[_length++] = (byte)_bits;
            _held = 0;
        }

        return _length;
    }
}
