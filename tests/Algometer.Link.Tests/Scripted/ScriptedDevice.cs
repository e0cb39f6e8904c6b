using System.Threading.Channels;
using Algometer.Measurement.Signal;
using Algometer.Wire;

namespace Algometer.Link.Tests;

/// <summary>
/// A device of which the test decides each answer. It reads commands when they are written, on the writer's thread; samples come when the
/// test says so. Nothing of it waits for time.
/// </summary>
internal sealed class ScriptedDevice : ITransport
{
    private const int Gain = 45665773;
    private readonly FrameReader _reader = new();
    private readonly FrameWriter _writer = new();
    private readonly Lock _owner = new();
    private Channel<byte[]> _toHost = Channel.CreateUnbounded<byte[]>();
    private readonly List<SampleMessage> _taken = [];
    private readonly List<byte[]> _heldBack = [];
    private readonly Queue<(byte[] Frame, double At)> _onItsWay = new();
    private byte[] _part = [];
    private double _now;

    public string Name => "scripted";

    public uint BootId { get; set; } = 1;

    public long DeviceId { get; set; } = 0x51;

    public uint Sequence { get; set; }

    public long Microseconds { get; set; } = 1_000_000;

    /// <summary>Bits of <see cref="HelloFlag"/> that its next hello has.</summary>
    public byte Flags { get; set; }

    /// <summary>Faults that its next hello has noted.</summary>
    public int Faults { get; set; }

    public bool Streaming { get; private set; }

    public bool Holding { get; private set; }

    /// <summary>How long what it sends is on its way.</summary>
    public double DelaySeconds { get; set; }

    /// <summary>How often the line was opened.</summary>
    public int Opened { get; private set; }

    /// <summary>How often each command came.</summary>
    public Dictionary<byte, int> Heard { get; } = [];

    /// <summary>Whether the answer to a command is lost; the command is carried out all the same.</summary>
    public Func<byte, bool> LosesAnswer { get; set; } = _ => false;

    /// <summary>Whether a live sample is lost on the way.</summary>
    public Func<uint, bool> LosesSample { get; set; } = _ => false;

    /// <summary>Whether it sends again what it is asked for; one that does not acknowledges all the same.</summary>
    public bool SendsAgain { get; set; } = true;

    /// <summary>Whether the line is cut: nothing opens, and what was open has ended.</summary>
    public bool IsAway
    {
        get;
        set
        {
            field = value;
            if (value)
            {
                HangUp();
            }
        }
    }

    /// <summary>Whether the line takes what is written; where it does not, writing neither ends nor fails.</summary>
    public bool TakesCommands { get; set; } = true;

    /// <summary>Whether what it streams while the line is cut lies with a server on the way, which delivers it first when the line is opened.</summary>
    public bool IsHeldBack { get; set; }

    /// <summary>Called after a command was carried out.</summary>
    public Action<byte>? After { get; set; }

    public Task<Stream> OpenAsync(CancellationToken cancellationToken)
    {
        lock (_owner)
        {
            if (IsAway)
            {
                throw new IOException("nobody there");
            }

            Opened++;
            _part = [];
            _onItsWay.Clear();
            _toHost = Channel.CreateUnbounded<byte[]>();
            foreach (byte[] late in _heldBack)
            {
                _toHost.Writer.TryWrite(late);
            }

            _heldBack.Clear();
            return Task.FromResult<Stream>(new Wire(this, _toHost.Reader));
        }
    }

    public int Count(byte command)
    {
        lock (_owner)
        {
            return Heard.GetValueOrDefault(command);
        }
    }

    private void HangUp()
    {
        lock (_owner)
        {
            _toHost.Writer.TryComplete();
        }
    }

    /// <summary>Takes conversions and streams them, as far as the stream is started.</summary>
    public void Convert(int count = 1)
    {
        lock (_owner)
        {
            for (int i = 0; i < count; i++)
            {
                Microseconds += 12_500;
                int raw = 200_000 + (i % 7);
                var sample = new SampleMessage
                {
                    Sequence = Sequence++,
                    Microseconds = (uint)Microseconds,
                    RawCounts = raw,
                    ForceMillinewtons = new CellCalibration(0, 0, Gain, 0, 0, 0, 196133).ToMillinewtons(raw),
                    Alarm = Holding ? AlarmBit.HoldActive : (byte)0,
                };
                _taken.Add(sample);
                if (Streaming && !LosesSample(sample.Sequence))
                {
                    int length = sample.Write(_writer);
                    if (IsAway && IsHeldBack)
                    {
                        _heldBack.Add(_writer.Frame[..length]);
                    }

                    Send(length);
                }
            }
        }
    }

    /// <summary>Starts anew behind the open port.</summary>
    /// <param name="says">Whether its hello comes through.</param>
    /// <param name="already">Samples it has taken by then.</param>
    public void Reboot(bool says, int already = 0)
    {
        lock (_owner)
        {
            BootId++;
            Sequence = 0;
            Microseconds = 0;
            _taken.Clear();
            Streaming = false;
            Holding = false;
            Convert(already);
            if (says)
            {
                Introduce();
            }
        }
    }

    public void Raw(byte[] bytes)
    {
        lock (_owner)
        {
            _toHost.Writer.TryWrite(bytes);
        }
    }

    public void Sample(SampleMessage sample)
    {
        lock (_owner)
        {
            Send(sample.Write(_writer));
        }
    }

    /// <summary>Sends an event.</summary>
    public void Tell(byte code)
    {
        lock (_owner)
        {
            Send(new EventMessage { Code = code, Microseconds = Microseconds, Sequence = Sequence }.Write(_writer));
        }
    }

    /// <summary>Says who it is unasked.</summary>
    /// <param name="next">The number that it says to take next.</param>
    public void Introduce(uint next)
    {
        lock (_owner)
        {
            Say(next);
        }
    }

    private void Introduce() => Say(Sequence);

    private void Say(uint next)
    {
        Send(new HelloMessage
        {
            DeviceId = DeviceId, BootId = BootId, UptimeMicroseconds = Microseconds, NextSequence = next, CapacityMillinewtons = 196133, CapMillinewtons = 100_000, LimitMillinewtons = 60_000, RateMillihertz = 80_000, Flags = Flags, Faults = Faults,
        }.Write(_writer));
        Send(new CalibrationMessage { GainPiconewtonsPerCount = Gain, CapacityMillinewtons = 196133 }.Write(_writer));
    }

    private void Hear(byte[] bytes)
    {
        lock (_owner)
        {
            int offset = 0;
            while (_reader.TryRead(bytes, ref offset, bytes.Length))
            {
                Obey();
            }
        }
    }

    private void Obey()
    {
        Command command = default;
        command.Type = _reader.Type;
        command.Read(_reader);
        Heard[command.Type] = Heard.GetValueOrDefault(command.Type) + 1;
        bool refused = false;
        switch (command.Type)
        {
            case MessageType.Identify:
                Introduce();
                break;
            case MessageType.Start:
                Streaming = true;
                break;
            case MessageType.Stop:
                Streaming = false;
                break;
            case MessageType.BeginHold:
                // As firmware that does not know a command by its number.
                refused = Holding || !Streaming;
                Holding |= Streaming;
                break;
            case MessageType.EndHold:
                Holding = false;
                break;
            default:
                break;
        }

        if (!LosesAnswer(command.Type))
        {
            Send(command.Type == MessageType.Ping ? new PongMessage { CommandId = command.Id, Microseconds = Microseconds }.Write(_writer)
                : refused ? new RefusalMessage { CommandId = command.Id, Command = command.Type, Reason = RefusalReason.WrongState }.Write(_writer)
                : new AckMessage { CommandId = command.Id, Command = command.Type, Value = command.Type == MessageType.Start ? (int)Sequence : 0 }.Write(_writer));
        }

        if (command.Type == MessageType.RequestBacklog && SendsAgain)
        {
            SendAgain(command);
        }

        After?.Invoke(command.Type);
    }

    private void SendAgain(in Command command)
    {
        uint count = 0;
        foreach (SampleMessage sample in _taken)
        {
            if (sample.Sequence - command.Value < command.Second)
            {
                count++;
                SampleMessage again = sample with { Flags = sample.Flags | SampleFlag.Backlog };
                Send(again.Write(_writer));
            }
        }

        Send(new BacklogEndMessage { CommandId = command.Id, FirstSequence = command.Value, Count = count }.Write(_writer));
    }

    /// <summary>Time passes; what was on its way for long enough arrives.</summary>
    public void Pass(double seconds)
    {
        lock (_owner)
        {
            _now += seconds;
            while (_onItsWay.TryPeek(out (byte[] Frame, double At) next) && next.At <= _now + 1e-9)
            {
                _toHost.Writer.TryWrite(_onItsWay.Dequeue().Frame);
            }
        }
    }

    private void Send(int length)
    {
        if (DelaySeconds > 0 || _onItsWay.Count > 0)
        {
            _onItsWay.Enqueue((_writer.Frame[..length], _now + DelaySeconds));
            return;
        }

        _toHost.Writer.TryWrite(_writer.Frame[..length]);
    }

    private sealed class Wire(ScriptedDevice device, ChannelReader<byte[]> frames) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (device._part.Length == 0)
            {
                if (!await frames.WaitToReadAsync(cancellationToken) || !frames.TryRead(out byte[]? next))
                {
                    return 0;
                }

                device._part = next;
            }

            int count = Math.Min(buffer.Length, device._part.Length);
            device._part.AsSpan(0, count).CopyTo(buffer.Span);
            device._part = device._part[count..];
            return count;
        }

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (!device.TakesCommands)
            {
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }

            device.Hear(buffer.ToArray());
        }

        public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
