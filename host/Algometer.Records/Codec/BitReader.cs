namespace Algometer.Records.Codec;

/// <summary>Reads what <see cref="BitWriter"/> wrote.</summary>
internal ref struct BitReader(ReadOnlySpan<byte> source)
{
    private readonly ReadOnlySpan<byte> _source = source;
    private ulong _bits;
    private int _held;
    private int _at;

    /// <summary>Whether nothing but the last byte's padding is left, and that is zero.</summary>
    public readonly bool AtEnd => _at == _source.Length && _bits == 0;

    /// <summary>Reads so many bits, 0 … 32.</summary>
    /// <exception cref="InvalidDataException">The payload ends too early.</exception>
    public ulong Read(int count)
    {
        while (_held < count)
        {
            if (_at == _source.Length)
            {
                throw new InvalidDataException("The payload ends in the middle of a column.");
            }

            _bits |= (ulong)_source[_at++] << _held;
            _held += 8;
        }

        ulong value = _bits & ((1UL << count) - 1);
        _bits >>= count;
        _held -= count;
        return value;
    }
}
