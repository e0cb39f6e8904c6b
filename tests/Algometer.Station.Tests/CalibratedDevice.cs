using System.Threading.Channels;
using Algometer.Link;
using Algometer.Measurement.Signal;
using Algometer.Wire;

namespace Algometer.Station.Tests;

/// <summary>A device at rest that is given a calibration; the test decides what it does with it.</summary>
internal sealed class CalibratedDevice : ITransport
{
    private readonly FrameReader _reader = new();
    private readonly FrameWriter _writer = new();
    private readonly Lock _owner = new();
    private readonly Channel<byte[]> _toHost = Channel.CreateUnbounded<byte[]>();

    public static CellCalibration Old { get; } = new(77, 1_700_000_000, 45_665_773, 0, 0, 0, 196_133);

    public string Name => "scripted";

    /// <summary>The calibration that its message tells.</summary>
    public CellCalibration Calibration { get; set; } = Old;

    /// <summary>The identity that its hello tells.</summary>
    public uint HelloId { get; set; } = Old.Id;

    /// <summary>Whether it says who it is when it is asked.</summary>
    public bool IsIdentified { get; set; } = true;

    /// <summary>What it does with a calibration that it is given; gives the identity that it acknowledges, or null for none.</summary>
    public Func<CalibratedDevice, CellCalibration, uint?> Given { get; set; } = (device, given) => device.Take(given);

    public Task<Stream> OpenAsync(CancellationToken cancellationToken) => Task.FromResult<Stream>(new Line(this));

    /// <summary>Takes a calibration and says so.</summary>
    public uint Take(in CellCalibration given)
    {
        (Calibration, HelloId) = (given, given.Id);
        Tell();
        return given.Id;
    }

    /// <summary>Says which calibration it holds.</summary>
    public void Tell() => Send(new CalibrationMessage
    {
        CalibrationId = Calibration.Id,
        DateUnixSeconds = Calibration.DateUnixSeconds,
        GainPiconewtonsPerCount = Calibration.GainPiconewtonsPerCount,
        QuadraticPiconewtons = Calibration.QuadraticPiconewtons,
        ZeroCounts = Calibration.ZeroCounts,
        CapacityMillinewtons = Calibration.CapacityMillinewtons,
    }.Write(_writer));

    private void Hear(byte[] bytes)
    {
        lock (_owner)
        {
            int offset = 0;
            while (_reader.TryRead(bytes, ref offset, bytes.Length))
            {
                byte type = _reader.Type;
                int id = _reader.GetUInt16();
                Obey(type, id);
            }
        }
    }

    private void Obey(byte type, int id)
    {
        int? value = 0;
        switch (type)
        {
            case MessageType.Ping:
                Send(new PongMessage { CommandId = id, Microseconds = 1_000_000 }.Write(_writer));
                return;
            case MessageType.Identify when IsIdentified:
                Send(new HelloMessage
                {
                    DeviceId = 0x51, BootId = 1, UptimeMicroseconds = 1_000_000, CapacityMillinewtons = 196_133, CapMillinewtons = 100_000, LimitMillinewtons = 60_000, RateMillihertz = 80_000, CalibrationId = HelloId,
                }.Write(_writer));
                Tell();
                break;
            case MessageType.Identify:
                return;
            case MessageType.SetCalibrationPoints:
                value = (int?)Given(this, new CellCalibration((uint)_reader.GetInt32(), (uint)_reader.GetInt32(), _reader.GetInt32(), _reader.GetInt32(), _reader.GetInt32(), 0, 196_133));
                break;
            default:
                break;
        }

        if (value is { } acknowledged)
        {
            Send(new AckMessage { CommandId = id, Command = type, Value = acknowledged }.Write(_writer));
        }
    }

    private void Send(int length) => _toHost.Writer.TryWrite(_writer.Frame[..length]);

    private sealed class Line(CalibratedDevice device) : MemoryStream
    {
        private byte[] _part = [];

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_part.Length == 0)
            {
                _part = await device._toHost.Reader.ReadAsync(cancellationToken);
            }

            int count = Math.Min(buffer.Length, _part.Length);
            _part.AsSpan(0, count).CopyTo(buffer.Span);
            _part = _part[count..];
            return count;
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            device.Hear(buffer.ToArray());
            return ValueTask.CompletedTask;
        }
    }
}
