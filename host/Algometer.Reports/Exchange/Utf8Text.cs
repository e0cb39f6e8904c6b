using System.Buffers.Text;
using System.Globalization;

namespace Algometer.Reports.Exchange;

/// <summary>Writes the plain numbers of long tables as UTF-8, without making a text of each.</summary>
/// <param name="stream">Where to; it stays open.</param>
internal sealed class Utf8Text(Stream stream) : IDisposable
{
    private const int Longest = 400;
    private const double Micro = 1e6;
    private const double MostExact = 1e9 * Micro;
    private readonly byte[] _buffer = new byte[1 << 16];
    private int _length;
    private bool _handedOn;

    /// <summary>Whether nothing was written.</summary>
    public bool IsEmpty => _length == 0 && !_handedOn;

    /// <summary>A sign.</summary>
    public void Add(byte sign)
    {
        Room(1);
        _buffer[_length++] = sign;
    }

    /// <summary>Letters as they are.</summary>
    public void Add(ReadOnlySpan<byte> text)
    {
        if (text.Length > _buffer.Length)
        {
            Flush();
            stream.Write(text);
            _handedOn = true;
            return;
        }

        Room(text.Length);
        text.CopyTo(_buffer.AsSpan(_length));
        _length += text.Length;
    }

    /// <summary>A whole number.</summary>
    public void Add(long number)
    {
        Room(Longest);
        Utf8Formatter.TryFormat(number, _buffer.AsSpan(_length), out int written);
        _length += written;
    }

    /// <summary>A whole number in hexadecimal with at least so many digits.</summary>
    public void AddHexadecimal(int number, byte digits)
    {
        Room(Longest);
        Utf8Formatter.TryFormat(unchecked((uint)number), _buffer.AsSpan(_length), out int written, new System.Buffers.StandardFormat('X', digits));
        _length += written;
    }

    /// <summary>A number rounded to six decimals, all of them written.</summary>
    public void AddMicro(double number)
    {
        // Where the rounding is close to the middle the product's own error could decide it: the library is exact there.
        double scaled = number * Micro;
        double whole = Math.Round(scaled);
        if (!(Math.Abs(scaled) < MostExact) || Math.Abs(Math.Abs(scaled - whole) - 0.5) < 0.001)
        {
            Room(Longest);
            number.TryFormat(_buffer.AsSpan(_length), out int written, "F6", CultureInfo.InvariantCulture);
            _length += written;
            return;
        }

        AddMicro((long)whole);
    }

    /// <summary>Millionths as a number with six decimals.</summary>
    public void AddMicro(long millionths)
    {
        Room(Longest);
        ulong size = millionths < 0 ? 0UL - (ulong)millionths : (ulong)millionths;
        if (millionths < 0)
        {
            _buffer[_length++] = (byte)'-';
        }

        (ulong whole, ulong part) = Math.DivRem(size, 1_000_000);
        Utf8Formatter.TryFormat(whole, _buffer.AsSpan(_length), out int written);
        _length += written;
        _buffer[_length] = (byte)'.';
        for (int i = 6; i > 0; i--)
        {
            (part, ulong digit) = Math.DivRem(part, 10);
            _buffer[_length + i] = (byte)('0' + digit);
        }

        _length += 7;
    }

    /// <summary>Takes zeros away that end the decimals written last, and a decimal point that nothing follows.</summary>
    public void Trim()
    {
        while (_buffer[_length - 1] == '0')
        {
            _length--;
        }

        _length -= _buffer[_length - 1] == '.' ? 1 : 0;
    }

    /// <inheritdoc/>
    public void Dispose() => Flush();

    /// <summary>Hands on what is written.</summary>
    public void Flush()
    {
        if (_length > 0)
        {
            stream.Write(_buffer, 0, _length);
            _length = 0;
            _handedOn = true;
        }
    }

    private void Room(int length)
    {
        if (_length + length > _buffer.Length)
        {
            Flush();
        }
    }
}
