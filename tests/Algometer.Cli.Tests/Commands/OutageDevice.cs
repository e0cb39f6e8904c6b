using System.Threading.Channels;
using Algometer.Link;
using Algometer.Measurement.Signal;
using Algometer.Wire;

namespace Algometer.Cli.Tests.Commands;

/// <summary>A device of 80 samples/s on the test's clock; the line is cut between two of its samples, and what is asked for afterwards comes two a conversion.</summary>
internal sealed class OutageDevice : ITransport
{
    private const int Gain = 45665773;
    private readonly Lock _owner = new();
    private readonly FrameReader _reader = new();
    private readonly FrameWriter _writer = new();
    private readonly List<SampleMessage> _held = [];
    private readonly Queue<(int Id, uint Next, uint End, uint First)> _requests = new();
    private readonly uint _from;
    private readonly uint _to;
    private readonly ITimer _timer;
    private Channel<byte[]> _toHost = Channel.CreateUnbounded<byte[]>();
    private bool _streaming;

    public OutageDevice(TimeProvider time, uint from, uint to)
    {
        (_from, _to) = (from, to);
        _timer = time.CreateTimer(_ => Convert(), null, TimeSpan.FromMilliseconds(12.5), TimeSpan.FromMilliseconds(12.5));
    }

    public string Name => "cut";

    /// <summary>The sample that it takes next.</summary>
    public uint Sequence { get; private set; }

    private bool IsCut => Sequence >= _from && Sequence < _to;

    private long Microseconds => 1_000_000 + (12_500 * (long)Sequence);

    public Task<Stream> OpenAsync(CancellationToken cancellationToken)
    {
        lock (_owner)
        {
            if (IsCut)
            {
                throw new IOException("nobody there");
            }

            GC.KeepAlive(_timer);
            _toHost = Channel.CreateUnbounded<byte[]>();
            return Task.FromResult<Stream>(new Line(this, _toHost.Reader));
        }
    }

    private void Convert()
    {
        lock (_owner)
        {
            int raw = 200_000 + (int)(Sequence % 7);
            var sample = new SampleMessage { Sequence = Sequence, Microseconds = (uint)(Microseconds + 12_500), RawCounts = raw, ForceMillinewtons = new CellCalibration(0, 0, Gain, 0, 0, 0, 196133).ToMillinewtons(raw) };
            Sequence++;
            _held.Add(sample);
            if (IsCut)
            {
                _toHost.Writer.TryComplete();
                _requests.Clear();
                return;
            }

            if (_streaming)
            {
                Send(sample.Write(_writer));
            }

            for (int i = 0; i < 2 && _requests.TryPeek(out (int Id, uint Next, uint End, uint First) request); i++)
            {
                SampleMessage again = _held[(int)request.Next];
                again.Flags |= SampleFlag.Backlog;
                Send(again.Write(_writer));
                _requests.Dequeue();
                if (request.Next + 1 == request.End)
                {
                    Send(new BacklogEndMessage { CommandId = request.Id, FirstSequence = request.First, Count = request.End - request.First }.Write(_writer));
                }
                else
                {
                    _requests.Enqueue(request with { Next = request.Next + 1 });
                }
            }
        }
    }

    private void Hear(byte[] bytes)
    {
        lock (_owner)
        {
            int offset = 0;
            while (_reader.TryRead(bytes, ref offset, bytes.Length))
            {
                Command command = default;
                command.Type = _reader.Type;
                command.Read(_reader);
                Obey(command);
            }
        }
    }

    private void Obey(in Command command)
    {
        switch (command.Type)
        {
            case MessageType.Identify:
                Send(new HelloMessage { DeviceId = 0x51, BootId = 1, UptimeMicroseconds = Microseconds, NextSequence = Sequence, CapacityMillinewtons = 196133, CapMillinewtons = 100_000, LimitMillinewtons = 60_000, RateMillihertz = 80_000 }.Write(_writer));
                Send(new CalibrationMessage { GainPiconewtonsPerCount = Gain, CapacityMillinewtons = 196133 }.Write(_writer));
                break;
            case MessageType.Start:
                _streaming = true;
                break;
            case MessageType.Ping:
                Send(new PongMessage { CommandId = command.Id, Microseconds = Microseconds }.Write(_writer));
                return;
            case MessageType.RequestBacklog:
                _requests.Enqueue((command.Id, command.Value, Math.Min(Sequence, command.Value + command.Second), command.Value));
                break;
            default:
                break;
        }

        Send(new AckMessage { CommandId = command.Id, Command = command.Type, Value = command.Type == MessageType.Start ? (int)Sequence : 0 }.Write(_writer));
    }

    private void Send(int length) => _toHost.Writer.TryWrite(_writer.Frame[..length]);

    private sealed class Line(OutageDevice device, ChannelReader<byte[]> frames) : MemoryStream
    {
        private byte[] _part = [];

        public override bool CanWrite => true;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_part.Length == 0 && (!await frames.WaitToReadAsync(cancellationToken) || !frames.TryRead(out _part!)))
            {
                _part = [];
                return 0;
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
