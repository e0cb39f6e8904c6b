using Algometer.Firmware;
using Algometer.Wire;

namespace Algometer.Link.Tests;

/// <summary>
/// The real firmware and the real dispatcher at the two ends of a modelled line, on one clock that only this moves: bytes take their time on
/// the wire, frames are lost, the line is cut. What the wires of a test double lack is here on purpose: a ring that fills up, a rate at
/// which it empties, and answers that are lost as samples are.
/// </summary>
internal sealed class LineBench : IDeviceLink, IDeviceClock, ILoadCell, IAlarmOutput, IStopButton, ISettingsStore
{
    private const long StepMicroseconds = 1000;
    private const int SampleReserveBytes = 512;
    private readonly LineOptions _options;
    private readonly Random _random;
    private readonly DeviceLoop _loop;
    private readonly FrameDispatcher _dispatcher;
    private readonly FrameWriter _writer = new();
    private readonly Queue<(byte[] Frame, long At)> _toHost = new();
    private readonly Queue<(byte[] Frame, long At)> _toDevice = new();
    private readonly Queue<(byte[] Frame, long At)> _ring = new();
    private readonly Random _noise = new(7);
    private int _ringBytes;
    private double _wireFreeAt;
    private double _conversionAt;
    private int _id;
    private bool _cut;
    private long _hostFrozenUntil;

    public LineBench(LineOptions options, SinkProbe sink)
    {
        _options = options;
        _random = new Random(options.Seed);
        Sink = sink;
        _dispatcher = new FrameDispatcher(sink);
        _conversionAt = 1e6 / options.RateHertz;
        _loop = new DeviceLoop(new DeviceIdentity { DeviceId = 5, BootId = 1 }, this, this, this, this, this, this);
    }

    public SinkProbe Sink { get; }

    public LinkStatistics Statistics => _dispatcher.Statistics(0);

    public long Microseconds { get; private set; }

    /// <summary>The device's newest sample number, plus one.</summary>
    public uint DeviceNext { get; private set; }

    /// <summary>The most samples that were asked for in one request.</summary>
    public uint MostAsked { get; private set; }

    public int Room => _options.RingBytes - SampleReserveBytes - _ringBytes;

    public bool IsSimulated => true;

    public int RateMillihertz => 80_000;

    public bool LastReadDesynced => false;

    public bool IsReady => Microseconds >= _conversionAt;

    public bool IsPressed => false;

    public bool TakeWentDown() => false;

    public bool IsOpen => true;

    public bool TryOpen() => true;

    public void Rehearse()
    {
    }

    /// <summary>Connects, starts the stream and lets it run.</summary>
    public void Begin(double seconds)
    {
        while (_dispatcher.Hellos == 0 || Sink.Calibrations.Count == 0)
        {
            Post(new Command { Type = MessageType.Identify });
            Run(0.3);
        }

        while (Sink.Samples.Count == 0)
        {
            Post(new Command { Type = MessageType.Start });
            Run(0.3);
        }

        Run(seconds);
    }

    /// <summary>Lets time pass; the host pings as it does.</summary>
    public void Run(double seconds)
    {
        long end = Microseconds + (long)(seconds * 1e6);
        while (Microseconds < end)
        {
            Microseconds += StepMicroseconds;
            _loop.RunOnce();
            Transmit();
            Deliver();
            if (Microseconds % 400_000 == 0 && Microseconds >= _hostFrozenUntil)
            {
                Post(new Command { Type = MessageType.Ping });
            }
        }
    }

    /// <summary>The line is dead for a while; what is sent into it is gone.</summary>
    /// <param name="seconds">How long.</param>
    /// <param name="reopened">Whether the host opens it anew and asks who is there, as after an unplugging or a broken TCP connection.</param>
    public void Cut(double seconds, bool reopened)
    {
        _cut = true;
        Run(seconds);
        _cut = false;
        if (reopened)
        {
            _dispatcher.Reconnected();
            Post(new Command { Type = MessageType.Identify });
        }
    }

    /// <summary>The line stands still for a while and delivers everything afterwards, as TCP does.</summary>
    public void Stall(double seconds) => _wireFreeAt = Microseconds + (seconds * 1e6);

    /// <summary>The host's machine lets it do nothing for a while; what comes meanwhile waits outside and is read all at once.</summary>
    public void FreezeHost(double seconds)
    {
        _hostFrozenUntil = Microseconds + (long)(seconds * 1e6);
        Run(seconds);
    }

    public void Finish() => _dispatcher.Finish();

    /// <summary>Ends as a session does: what is missing is waited for while it comes.</summary>
    /// <returns>How long it took, s.</returns>
    public double Close()
    {
        _dispatcher.Close();
        var patience = new ClosingTimeout();
        long began = Microseconds;
        while (_dispatcher.IsRefilling && patience.GoesOn(_dispatcher.Refilled, TimeSpan.FromMicroseconds(Microseconds - began)))
        {
            Run(ClosingTimeout.LookEvery.TotalSeconds);
        }

        Finish();
        return (Microseconds - began) * 1e-6;
    }

    public int Receive(byte[] buffer)
    {
        int count = 0;
        while (_toDevice.TryPeek(out (byte[] Frame, long At) next) && next.At <= Microseconds && count + next.Frame.Length <= buffer.Length)
        {
            _toDevice.Dequeue();
            next.Frame.CopyTo(buffer, count);
            count += next.Frame.Length;
        }

        return count;
    }

    public bool Send(byte[] frame, int count)
    {
        if (_ringBytes + count > _options.RingBytes)
        {
            return false;
        }

        _ring.Enqueue((frame[..count], Microseconds));
        _ringBytes += count;
        return true;
    }

    public int Read()
    {
        _conversionAt += 1e6 / _options.RateHertz;
        DeviceNext++;
        return 200_000 + _noise.Next(-40, 40);
    }

    public bool SetRate(int samplesPerSecond) => samplesPerSecond == 80;

    public void Restart()
    {
    }

    public void Set(bool sound, bool light)
    {
    }

    public bool TryLoad(DeviceSettings settings) => true;

    public bool Save(DeviceSettings settings) => true;

    // The ring empties into the wire at the wire's rate; a frame arrives half a round trip after its last byte.
    private void Transmit()
    {
        while (_ring.TryPeek(out (byte[] Frame, long At) next))
        {
            (byte[] frame, long at) = next;
            double sent = Math.Max(_wireFreeAt, at) + (frame.Length * 1e6 / _options.BytesPerSecond);
            if (sent > Microseconds)
            {
                return;
            }

            _ring.Dequeue();
            _ringBytes -= frame.Length;
            _wireFreeAt = sent;
            if (!_cut && _random.NextDouble() >= _options.LossPart)
            {
                _toHost.Enqueue((frame, Microseconds + (_options.RoundTripMicroseconds / 2)));
            }
        }
    }

    private void Deliver()
    {
        while (Microseconds >= _hostFrozenUntil && _toHost.TryPeek(out (byte[] Frame, long At) next) && next.At <= Microseconds)
        {
            _toHost.Dequeue();
            _dispatcher.Accept(next.Frame, next.Frame.Length, 1_700_000_000_000_000 + Microseconds);
            if (_dispatcher.RefillWanted is { } hole)
            {
                MostAsked = Math.Max(MostAsked, hole.Count);
                Post(new Command { Type = MessageType.RequestBacklog, Value = hole.First, Second = hole.Count });
            }

            if (_dispatcher.IdentifyWanted)
            {
                Post(new Command { Type = MessageType.Identify });
            }

            _dispatcher.ClearWants();
        }
    }

    private void Post(Command command)
    {
        command.Id = ++_id & 0xFFFF;
        int length = command.Write(_writer);
        if (!_cut && _random.NextDouble() >= _options.LossPart)
        {
            _toDevice.Enqueue((_writer.Frame[..length], Microseconds + (_options.RoundTripMicroseconds / 2)));
        }
    }
}
