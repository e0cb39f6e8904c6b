using Algometer.Measurement;
using Algometer.Wire;

namespace Algometer.Link;

/// <summary>
/// What one byte stream means: finds frames, unwraps numbers, converts and orders samples and hands everything to the sink. Pure but for
/// the wall clock given to <see cref="Accept"/>; it asks for a refill through <see cref="RefillWanted"/>. Used from one thread.
/// </summary>
public sealed class FrameDispatcher
{
    private const long LateMicroseconds = 100_000;
    private readonly ISampleSink _sink;
    private readonly FrameReader _reader = new();
    private readonly SampleConverter _converter = new();
    private readonly SampleAssembler _assembler;
    private readonly ClockMap _clock = new();
    private readonly long _refillMicroseconds;
    private Unwrapper _sequence;
    private Unwrapper _microseconds;
    private long _sequenceOffset;
    private long _timeOffset;
    private long _lastDeviceMicroseconds;
    private long _lastWall;
    private int _lastPress = -1;
    private long _samples;
    private long _late;
    private long _bytes;
    private SampleMessage _message;

    /// <summary>Makes a dispatcher.</summary>
    /// <param name="sink">Where everything goes.</param>
    /// <param name="refillWithin">How long later samples wait for a hole, on the device's clock.</param>
    public FrameDispatcher(ISampleSink sink, TimeSpan refillWithin)
    {
        _sink = sink;
        _assembler = new SampleAssembler(sink);
        _refillMicroseconds = (long)refillWithin.TotalMicroseconds;
    }

    /// <summary>The device that answered last, or null.</summary>
    public DeviceDescription? Device { get; private set; }

    /// <summary>How often a device has said who it is.</summary>
    public int Hellos { get; private set; }

    /// <summary>Maps device time to wall time.</summary>
    public ClockMap Clock => _clock;

    /// <summary>The hole that should be asked for on the wire, as the device counts; null when none.</summary>
    public (uint First, uint Count)? RefillWanted { get; private set; }

    /// <summary>A press to be acknowledged; -1 when none.</summary>
    public int PressToAcknowledge { get; private set; } = -1;

    /// <summary>Hello should be asked for, because a sample did not agree with the calibration known.</summary>
    public bool IdentifyWanted { get; private set; }

    /// <summary>Called with each acknowledgement, refusal and pong.</summary>
    internal Action<int, CommandOutcome>? Answered { get; set; }

    /// <summary>Gives the ping's time of sending for a pong; 0 when unknown.</summary>
    internal Func<int, long>? PingSentAt { get; set; }

    /// <summary>What has been seen.</summary>
    /// <param name="reconnections">Counted by the owner.</param>
    public LinkStatistics Statistics(long reconnections) => new(
        _bytes,
        _reader.Frames,
        _reader.CrcErrors,
        _reader.Malformed,
        _reader.Resyncs,
        _samples,
        _assembler.Duplicates,
        _assembler.Refilled,
        _assembler.Lost,
        _assembler.Gaps,
        _late,
        _converter.Disagreements,
        reconnections);

    /// <summary>The link was opened anew: half a frame is forgotten.</summary>
    public void Reconnected() => _reader.Reset();

    /// <summary>The owner has asked for what was wanted.</summary>
    public void ClearWants()
    {
        RefillWanted = null;
        PressToAcknowledge = -1;
        IdentifyWanted = false;
    }

    /// <summary>Gives up what is still missing, at the end of a session.</summary>
    public void Finish() => _assembler.GiveUp("the session ended before they could be had again");

    /// <summary>Takes bytes.</summary>
    /// <param name="bytes">The buffer.</param>
    /// <param name="count">How many from index 0.</param>
    /// <param name="wallUnixMicroseconds">When they arrived.</param>
    public void Accept(byte[] bytes, int count, long wallUnixMicroseconds)
    {
        _bytes += count;
        int offset = 0;
        while (_reader.TryRead(bytes, ref offset, count))
        {
            Dispatch(wallUnixMicroseconds);
        }
    }

    private void Dispatch(long wall)
    {
        switch (_reader.Type)
        {
            case MessageType.Sample:
                if (_message.TryRead(_reader) && Device is not null && _converter.IsCalibrated)
                {
                    AcceptSample(wall);
                }

                break;
            case MessageType.Hello:
                AcceptHello(wall);
                break;
            case MessageType.Calibration:
                AcceptCalibration();
                break;
            case MessageType.Event:
                AcceptEvent();
                break;
            case MessageType.Button:
                AcceptButton();
                break;
            case MessageType.Pong:
                AcceptPong(wall);
                break;
            case MessageType.Ack:
                AckMessage ack = default;
                if (ack.TryRead(_reader))
                {
                    Answered?.Invoke(ack.CommandId, new CommandOutcome(true, ack.Value, ""));
                }

                break;
            case MessageType.Refusal:
                AcceptRefusal();
                break;
            case MessageType.BacklogEnd:
                // Whatever of the hole did not come will not come.
                _assembler.GiveUp("the device no longer held them");
                break;
            default:
                break;
        }
    }

    private void AcceptSample(long wall)
    {
        long sequence = _sequence.Unwrap(_message.Sequence) + _sequenceOffset;
        long device = _microseconds.Unwrap(_message.Microseconds) + _timeOffset;
        Sample sample = _converter.Convert(_message, sequence, device);
        if ((sample.Flags & SampleFlags.Disagreement) != SampleFlags.None)
        {
            IdentifyWanted = true;
        }

        if ((sample.Flags & SampleFlags.Backlog) == SampleFlags.None)
        {
            _lastDeviceMicroseconds = device;
            _lastWall = wall;
            if (_clock.IsKnown && wall - _clock.ToWallUnixMicroseconds(device) > LateMicroseconds)
            {
                _late++;
            }

            _sink.OnArrival(sample);
        }

        _samples++;
        if (_assembler.Accept(sample))
        {
            (long first, long count) = _assembler.Hole;
            RefillWanted = ((uint)(first - _sequenceOffset), (uint)count);
        }

        if (_assembler.HasWaited(device, _refillMicroseconds))
        {
            _assembler.GiveUp("the device did not send them again in time");
        }
    }

    private void AcceptHello(long wall)
    {
        HelloMessage hello = default;
        if (!hello.TryRead(_reader))
        {
            return;
        }

        var device = DeviceDescription.From(hello);
        if (Device is null)
        {
            _sequence.StartAt(hello.NextSequence);
            _microseconds.StartAt(hello.UptimeMicroseconds);
        }
        else if (Device.BootId != device.BootId || Device.DeviceId != device.DeviceId)
        {
            Restart(hello, wall);
        }

        Device = device;
        Hellos++;
        _sink.OnDevice(device);
    }

    // A restarted device counts from 0 again; the record goes on where it was, with the time that passed on the wall clock and a gap of
    // as many samples as that time holds. Their true number is nobody's knowledge: the reason says that it is reckoned.
    private void Restart(in HelloMessage hello, long wall)
    {
        _assembler.GiveUp("the device restarted");
        long away = Math.Max(1, wall - _lastWall);
        long next = Math.Max(_assembler.Next, 0);
        if (_lastWall != 0)
        {
            next = _assembler.Skip(Math.Max(1, (long)(away * Device!.RateHertz / 1e6)), "the device restarted; their number is reckoned from the time");
        }

        _sequenceOffset = next - hello.NextSequence;
        _timeOffset = _lastDeviceMicroseconds + away - hello.UptimeMicroseconds;
        _sequence.StartAt(hello.NextSequence);
        _microseconds.StartAt(hello.UptimeMicroseconds);
        _assembler.StartAt(next);
        _clock.Reset();
        _converter.Reset();
        _lastPress = -1;
    }

    private void AcceptCalibration()
    {
        CalibrationMessage message = default;
        if (!message.TryRead(_reader))
        {
            return;
        }

        var calibration = new CellCalibration(
            message.CalibrationId,
            message.DateUnixSeconds,
            message.GainPiconewtonsPerCount,
            message.QuadraticPiconewtons,
            message.ZeroCounts,
            message.TareCounts,
            message.CapacityMillinewtons);
        long from = message.FromSequence + _sequenceOffset;
        if (_converter.Add(calibration, from))
        {
            _sink.OnCalibration(calibration, from);
        }
    }

    private void AcceptEvent()
    {
        EventMessage message = default;
        if (message.TryRead(_reader))
        {
            _sink.OnDeviceEvent(new DeviceEvent(
                message.Code,
                message.Microseconds + _timeOffset,
                message.Sequence + _sequenceOffset,
                message.Value));
        }
    }

    private void AcceptButton()
    {
        ButtonMessage message = default;
        if (!message.TryRead(_reader))
        {
            return;
        }

        PressToAcknowledge = message.PressId;
        if (message.PressId != _lastPress)
        {
            _lastPress = message.PressId;
            _sink.OnButton(new ButtonPress(message.PressId, message.Microseconds + _timeOffset, message.Sequence + _sequenceOffset));
        }
    }

    private void AcceptPong(long wall)
    {
        PongMessage message = default;
        if (!message.TryRead(_reader))
        {
            return;
        }

        long sent = PingSentAt?.Invoke(message.CommandId) ?? 0;
        if (sent != 0)
        {
            var point = new ClockPoint(message.Microseconds + _timeOffset, sent + ((wall - sent) / 2), wall - sent);
            _clock.Add(point);
            _sink.OnClock(point);
        }

        Answered?.Invoke(message.CommandId, new CommandOutcome(true, 0, ""));
    }

    private void AcceptRefusal()
    {
        RefusalMessage message = default;
        if (!message.TryRead(_reader))
        {
            return;
        }

        if (message.Command == MessageType.RequestBacklog)
        {
            _assembler.GiveUp("the device no longer held them");
        }

        Answered?.Invoke(message.CommandId, CommandOutcome.Refused(message.Reason, message.Detail));
    }
}
