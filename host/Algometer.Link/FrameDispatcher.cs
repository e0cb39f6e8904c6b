using Algometer.Measurement.Guard;
using Algometer.Measurement.Signal;
using Algometer.Wire;

namespace Algometer.Link;

/// <summary>
/// What one byte stream means: finds frames, unwraps numbers, converts and orders samples and hands everything to the sink. Pure but for
/// the wall clock given to <see cref="Accept"/>; it asks for a refill through <see cref="RefillWanted"/>. Nothing that a device sends can
/// carry a number out of its bounds or throw: what cannot be true is dropped, counted and told. Used from one thread.
/// </summary>
public sealed partial class FrameDispatcher
{
    private const long LateMicroseconds = 100_000;
    private const long EarlierThanHelloMicroseconds = 1_000_000;
    private const long IdentifyEveryMicroseconds = 1_000_000;
    private const long NotStoredEveryMicroseconds = 10_000_000;
    private readonly GlitchSink _sink;
    private readonly FrameReader _reader = new();
    private readonly SampleConverter _converter = new();
    private readonly StreamCheck _check = new();
    private readonly SampleAssembler _assembler;
    private readonly RefillPlanner _planner;
    private readonly ClockMap _clock = new();
    private readonly DeviceTimeline _timeline = new();
    private readonly long? _expectedDeviceId;
    private Unwrapper _sequence;
    private long _sequenceOffset;

    // Told with the next live sample, where hello showed it first.
    private StreamDoubt _oweLeap;
    private bool _hasLive;
    private long _lastSequence;
    private long _lastDeviceMicroseconds;

    // What hello told of the device's clock, until a live sample tells it again: after an outage the last sample's time is long past.
    private long _toldMicroseconds;
    private long _newestMicroseconds = long.MinValue;
    private long _lastWall;
    private long _identifyAskedAt = long.MinValue;
    private bool _isHelloStale;
    private bool _implausibleDevice;
    private bool _implausibleCalibration;
    private StreamDoubt _doubt;
    private int _lastPress = -1;
    private long _samples;
    private long _late;
    private long _implausible;
    private long _bytes;
    private SampleMessage _message;
    private volatile bool _closing;

    /// <summary>Makes a dispatcher.</summary>
    /// <param name="sink">Where everything goes.</param>
    /// <param name="expectedDeviceId">The only device to be listened to, or null for any.</param>
    public FrameDispatcher(ISampleSink sink, long? expectedDeviceId = null)
    {
        _sink = new GlitchSink(sink);
        _expectedDeviceId = expectedDeviceId;
        _assembler = new SampleAssembler(_sink);
        _planner = new RefillPlanner(_assembler);
    }

    /// <summary>The device that answered last, or null.</summary>
    public DeviceDescription? Device { get; private set; }

    /// <summary>A device that answered although another is expected, or null; nothing that it sends is used.</summary>
    public DeviceDescription? Stranger { get; private set; }

    /// <summary>How often a device has said who it is.</summary>
    public int Hellos { get; private set; }

    /// <summary>How often samples began anew: another start of the device, another device, or numbers that leapt.</summary>
    public int Restarts { get; private set; }

    /// <summary>Live samples that were new, so far.</summary>
    public long LiveSamples { get; private set; }

    /// <summary>The device's alarm at its newest live sample.</summary>
    public AlarmState Alarm { get; private set; }

    /// <summary>Maps device time to wall time.</summary>
    public ClockMap Clock => _clock;

    /// <summary>The hole that should be asked for on the wire, as the device counts; null when none.</summary>
    public (uint First, uint Count)? RefillWanted { get; private set; }

    /// <summary>A press to be acknowledged; -1 when none.</summary>
    public int PressToAcknowledge { get; private set; } = -1;

    /// <summary>Hello should be asked for: a sample did not agree with what is known. At most once a second.</summary>
    public bool IdentifyWanted { get; private set; }

    /// <summary>Called with each acknowledgement, refusal and pong: its number, the command's type and what became of it.</summary>
    internal Action<int, byte, CommandOutcome>? Answered { get; set; }

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
        reconnections,
        _implausible,
        _sink.Found);

    /// <summary>The link was opened anew: half a frame is forgotten, and what was asked for will not be answered.</summary>
    public void Reconnected()
    {
        _reader.Reset();
        _planner.Forget();
        _sink.Flush();
    }

    /// <summary>The owner has asked for what was wanted.</summary>
    public void ClearWants()
    {
        RefillWanted = null;
        PressToAcknowledge = -1;
        IdentifyWanted = false;
    }

    /// <summary>Whether something is missing that may yet come.</summary>
    public bool IsRefilling => _assembler.IsWaiting;

    /// <summary>Samples that came from the back-log so far: whether a refill makes progress.</summary>
    public long Refilled => _assembler.Refilled;

    /// <summary>
    /// The session is about to end: what arrives from now on is judged and not recorded, what is missing until now may still come. May be
    /// called from any thread, once.
    /// </summary>
    public void Close() => _closing = true;

    /// <summary>The record ends with the sample that is being handed on: nothing after it is recorded or missed. Called from the sink.</summary>
    public void EndRecord()
    {
        _closing = true;
        _assembler.End();
    }

    /// <summary>Gives up what is still missing, at the end of a session.</summary>
    public void Finish()
    {
        _assembler.GiveUp("the session ended before they could be had again");
        _sink.Flush();
    }

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
        if (_reader.Type == MessageType.Hello)
        {
            AcceptHello(wall);
        }
        else if (Stranger is not null)
        {
            return;
        }

        switch (_reader.Type)
        {
            case MessageType.Sample:
                if (_message.TryRead(_reader) && Device is not null)
                {
                    AcceptSample(wall);
                }

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
                    Answered?.Invoke(ack.CommandId, ack.Command, new CommandOutcome(true, ack.Value, ""));
                }

                break;
            case MessageType.Refusal:
                AcceptRefusal();
                break;
            case MessageType.BacklogEnd:
                BacklogEndMessage end = default;
                if (end.TryRead(_reader))
                {
                    _planner.Ended(_sequence.Peek(end.OldestHeld) + _sequenceOffset, DeviceNow);
                    WantRefill();
                }

                break;
            default:
                break;
        }
    }

    private void AcceptSample(long wall)
    {
        if (!_converter.IsCalibrated)
        {
            _implausible++;
            Doubt(_implausibleCalibration ? StreamDoubt.ImplausibleDevice : StreamDoubt.NoCalibration, wall);
            return;
        }

        long wireSequence = _sequence.Peek(_message.Sequence);
        if ((_message.Flags & SampleFlag.Backlog) != 0)
        {
            AcceptAgain(wireSequence + _sequenceOffset);
        }
        else
        {
            AcceptLive(wireSequence, wall);
        }
    }

    private void AcceptAgain(long sequence)
    {
        bool asked = _planner.Came(sequence, DeviceNow);
        if (!_assembler.IsMissing(sequence))
        {
            if (!asked)
            {
                _assembler.CountDuplicate();
            }

            return;
        }

        // Its time lies between its neighbours', by the clock as it is or as it was before it leapt, or it is not that sample.
        long device = _timeline.OfSample(_message.Microseconds);
        if (!MayBe(sequence, device))
        {
            device = _timeline.OfSampleBefore(_message.Microseconds);
            if (_timeline.Leapt == StreamDoubt.None || !MayBe(sequence, device))
            {
                _planner.Unfit(_timeline.Leapt switch
                {
                    StreamDoubt.ClockBack => "the device's clock went back: when they were taken cannot be told",
                    StreamDoubt.ClockAhead => "the device's clock leapt ahead: when they were taken cannot be told",
                    _ => null,
                });
                _implausible++;
                return;
            }
        }

        _samples++;
        _assembler.Accept(_converter.Convert(_message, sequence, device));
        WantRefill();
    }

    private bool MayBe(long sequence, long device) => device <= DeviceNow && _assembler.Fits(sequence, device);

    private void AcceptLive(long wireSequence, long wall)
    {
        long sequence = wireSequence + _sequenceOffset;
        long step = sequence - _lastSequence;
        if (step <= 0)
        {
            // Come before, or a number that stands still: no news, whatever it carries.
            _assembler.CountDuplicate();
            return;
        }

        long device = _timeline.OfSample(_message.Microseconds);
        if (step > MostSteps(device - _lastDeviceMicroseconds))
        {
            _implausible++;
            Doubt(StreamDoubt.Numbering, wall);
            return;
        }

        _sequence.StartAt(wireSequence);
        StreamDoubt leapt = FollowClock(ref device, step, wall);
        Sample sample = _converter.Convert(_message, sequence, device);
        StreamDoubt doubt = leapt == StreamDoubt.None ? _check.Accept(sample) : leapt;
        if (doubt == StreamDoubt.None && (_implausibleDevice || _implausibleCalibration))
        {
            doubt = StreamDoubt.ImplausibleDevice;
        }

        Arrive(doubt == StreamDoubt.None ? sample : sample with { ForceNewtons = double.NaN, Flags = sample.Flags | SampleFlags.Distrusted }, doubt, wall);
    }

    // The record's time of a live sample. Where the device's clock has leapt it goes on where it was, by as much as so many samples take.
    private StreamDoubt FollowClock(ref long device, long step, long wall)
    {
        long elapsed = device - _lastDeviceMicroseconds;
        long expected = Expected(step);
        bool back = device <= _newestMicroseconds || elapsed < -EarlierThanHelloMicroseconds;
        bool told = ((SampleFlags)_message.Flags & StreamCheck.ToldPause) != SampleFlags.None;
        bool ahead = _hasLive && DeviceTimeline.HasLeaptAhead(elapsed, expected, Device!.Simulated ? null : wall - _lastWall, told);
        if (!back && !ahead)
        {
            _timeline.Follow(device);
        }
        else if (_timeline.ComesBack(_message.Microseconds, _newestMicroseconds, expected, out long before))
        {
            device = before;
        }
        else
        {
            device = GoesOn(step);
            _oweLeap = _timeline.Leap(back, _message.Microseconds, device);
            _clock.Reset();
            _check.Restart(Device!.RateHertz);
        }

        StreamDoubt owed = _oweLeap;
        _oweLeap = StreamDoubt.None;
        return owed;
    }

    private long GoesOn(long step) => Math.Max(_newestMicroseconds, _lastDeviceMicroseconds) + Math.Max(1, Expected(step));

    private long Expected(long step) => (long)(step * 1e6 / Math.Clamp(Device!.RateHertz, 1, 1000));

    private void Arrive(in Sample sample, StreamDoubt doubt, long wall)
    {
        _hasLive = true;
        _lastSequence = sample.Sequence;
        _lastDeviceMicroseconds = sample.DeviceMicroseconds;
        _toldMicroseconds = 0;
        _newestMicroseconds = sample.DeviceMicroseconds;
        _lastWall = wall;
        LiveSamples++;
        Alarm = sample.Alarm;
        if (_clock.IsKnown && wall - _clock.ToWallUnixMicroseconds(sample.DeviceMicroseconds) > LateMicroseconds)
        {
            _late++;
        }

        Doubt(doubt, wall);
        if ((sample.Flags & SampleFlags.Disagreement) != SampleFlags.None)
        {
            WantIdentify(wall);
        }

        _sink.OnArrival(sample);
        if (!_closing)
        {
            _samples++;
            _assembler.Accept(sample);
        }

        WantRefill();
    }

    // So many samples can have been taken in this time at the promised rate, and half as many more; and a few, for a clock that is young.
    private long MostSteps(long elapsedMicroseconds) =>
        256 + (long)(Math.Max(0, elapsedMicroseconds) * 1e-6 * 1.5 * Math.Clamp(Device!.RateHertz, 1, 1000));

    private void Doubt(StreamDoubt doubt, long wall)
    {
        // Who it is tells what it can be told by: its numbers, its calibration, its time in full.
        if (doubt is StreamDoubt.Numbering or StreamDoubt.NoCalibration || (doubt != _doubt && doubt is StreamDoubt.ClockBack or StreamDoubt.ClockAhead))
        {
            WantIdentify(wall);
        }

        if (doubt != _doubt)
        {
            _doubt = doubt;
            _sink.OnDoubt(doubt);
        }
    }

    private bool WantIdentify(long wall)
    {
        if (_identifyAskedAt == long.MinValue || wall < _identifyAskedAt || wall - _identifyAskedAt >= IdentifyEveryMicroseconds)
        {
            _identifyAskedAt = wall;
            IdentifyWanted = true;
            return true;
        }

        return false;
    }

    private long DeviceNow => Math.Max(_lastDeviceMicroseconds, _toldMicroseconds);

    private void WantRefill()
    {
        if (_planner.Next(DeviceNow) is { } hole)
        {
            RefillWanted = ((uint)(hole.First - _sequenceOffset), (uint)hole.Count);
        }
    }
}
