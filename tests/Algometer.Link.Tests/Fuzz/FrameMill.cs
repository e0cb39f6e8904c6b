using Algometer.Measurement.Signal;
using Algometer.Wire;

namespace Algometer.Link.Tests;

/// <summary>
/// Makes what a device might send if it sent anything: mostly a plausible stream, in it messages of every type with fields at their ends, valid
/// CRCs and lengths that are right, too short or too long; frames that are cut, doubled, reordered, spoilt; bytes that are no frames.
/// </summary>
internal sealed class FrameMill(int seed)
{
    private const int Gain = 45665773;
    private static readonly long[] _ends = [0, 1, -1, 0x7F, 0x80, 0x7FFF, 0x8000, 0xFFFF, 0x7FFFFF, 0x800000, int.MaxValue, int.MinValue, uint.MaxValue, 0xFFFFFFF0, long.MaxValue, long.MinValue, 1L << 53, 80_000, 60_000];
    private readonly Random _random = new(seed);
    private readonly FrameWriter _writer = new();
    private byte[] _kept = [];
    private uint _sequence;
    private uint _boot = 1;
    private long _microseconds = 1_000_000;
    private int _newtons = 20;

    /// <summary>The next bytes.</summary>
    public byte[] Next() => _random.Next(100) switch
    {
        < 62 => Sample(),
        < 66 => Strange(MessageType.Sample),
        < 70 => Introduce(),
        < 73 => Strange(MessageType.Hello),
        < 76 => Strange(MessageType.Calibration),
        < 79 => Strange(MessageType.BacklogEnd),
        < 82 => Strange(MessageType.Event),
        < 84 => Strange(MessageType.Button),
        < 86 => Strange(MessageType.Pong),
        < 88 => Strange(MessageType.Refusal),
        < 89 => Strange(MessageType.Ack),
        < 92 => Strange((byte)_random.Next(256)),
        < 94 => Noise(),
        < 96 => Again(),
        < 98 => Spoilt(),
        _ => Reboot(),
    };

    private byte[] Keep(int length)
    {
        byte[] frame = _writer.Frame[..length];
        if (_random.Next(8) == 0)
        {
            _kept = frame;
        }

        return frame;
    }

    private byte[] Sample()
    {
        _sequence += _random.Next(40) == 0 ? (uint)_random.Next(2000) : 1;
        _microseconds += _random.Next(60) == 0 ? _random.Next(3_000_000) : 12_500;
        _newtons = Math.Clamp(_newtons + _random.Next(-3, 4), -5, 120);
        int raw = (int)(_newtons * 1e12 / Gain);
        bool blank = _random.Next(30) == 0;
        return Keep(new SampleMessage
        {
            Sequence = _sequence - (_random.Next(25) == 0 ? (uint)_random.Next(1500) : 0),
            Microseconds = (uint)_microseconds,
            RawCounts = _random.Next(200) == 0 ? -1 : raw,
            ForceMillinewtons = blank ? Protocol.BlankForce : new CellCalibration(0, 0, Gain, 0, 0, 0, 196133).ToMillinewtons(raw),
            Flags = _random.Next(12) == 0 ? _random.Next(0x10000) : _random.Next(10) == 0 ? SampleFlag.Backlog : 0,
            Alarm = (byte)(_random.Next(20) == 0 ? _random.Next(256) : 0),
        }.Write(_writer));
    }

    private byte[] Introduce()
    {
        byte[] hello = Keep(new HelloMessage
        {
            DeviceId = _random.Next(50) == 0 ? _random.Next(3) : 7,
            BootId = _boot,
            UptimeMicroseconds = _microseconds,
            NextSequence = _sequence,
            CapacityMillinewtons = 196133,
            CapMillinewtons = 100_000,
            LimitMillinewtons = 60_000,
            RateMillihertz = 80_000,
        }.Write(_writer));
        return [.. hello, .. Keep(new CalibrationMessage { GainPiconewtonsPerCount = Gain, CapacityMillinewtons = 196133, FromSequence = _sequence }.Write(_writer))];
    }

    private byte[] Reboot()
    {
        _boot++;
        _sequence = _random.Next(4) == 0 ? 0xFFFFFFF0 : 0;
        _microseconds = _random.Next(4) == 0 ? 0xFFFFF000 : 0;
        return _random.Next(2) == 0 ? [] : Introduce();
    }

    // A frame of a type whose bytes are whatever they are, with a right CRC.
    private byte[] Strange(byte type)
    {
        _writer.Begin(type);
        int length = _random.Next(5) == 0 ? _random.Next(0, 119) : _random.Next(8, 72);
        while (length > 0)
        {
            int width = Math.Min(length, _random.Next(3) switch { 0 => 1, 1 => 4, _ => 8 });
            long value = _random.Next(3) == 0 ? _random.NextInt64() : _random.Next(6) == 0 ? _sequence : _ends[_random.Next(_ends.Length)];
            for (int i = 0; i < width; i++)
            {
                _writer.PutByte((byte)(value >> (8 * i)));
            }

            length -= width;
        }

        return Keep(_writer.End());
    }

    private byte[] Noise()
    {
        byte[] bytes = new byte[_random.Next(1, 300)];
        _random.NextBytes(bytes);
        return bytes;
    }

    private byte[] Again() => _random.Next(2) == 0 ? _kept : [.. _kept, .. _kept];

    private byte[] Spoilt()
    {
        byte[] frame = Sample();
        if (_random.Next(2) == 0)
        {
            return frame[.._random.Next(frame.Length)];
        }

        frame[_random.Next(frame.Length)] ^= (byte)(1 << _random.Next(8));
        return frame;
    }
}
