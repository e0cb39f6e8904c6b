using Algometer.Measurement.Signal;
using Algometer.Wire;

namespace Algometer.Link;

/// <summary>
/// What one byte stream means: finds frames and hands each to who knows what it says; what comes out goes to the sink. Pure but for
/// the wall clock given to <see cref="Accept"/>; it asks for a refill through <see cref="RefillWanted"/>. Nothing that a device sends can
/// carry a number out of its bounds or throw: what cannot be true is dropped, counted and told. Used from one thread.
/// </summary>
public sealed class FrameDispatcher
{
    private readonly GlitchSink _sink;
    private readonly FrameReader _reader = new();
    private readonly SampleConverter _converter = new();
    private readonly StreamPosition _at = new();
    private readonly ClockMap _clock = new();
    private readonly Freshness _freshness = new();
    private readonly StreamTrust _trust;
    private readonly StreamRefill _refill;
    private readonly SampleIntake _samples;
    private readonly HelloIntake _hello;
    private readonly DeviceNews _news;
    private long _bytes;
    private SampleMessage _message;

    /// <summary>Makes a dispatcher.</summary>
    /// <param name="sink">Where everything goes.</param>
    /// <param name="expectedDeviceId">The only device to be listened to, or null for any.</param>
    public FrameDispatcher(ISampleSink sink, long? expectedDeviceId = null)
    {
        _sink = new GlitchSink(sink, _at);
        _trust = new StreamTrust(_sink, _at);
        _refill = new StreamRefill(new SampleAssembler(_sink), _at);
        _samples = new SampleIntake(_sink, _at, _trust, _refill, _converter, _clock, _freshness);
        _news = new DeviceNews(_sink, _at, _trust, _clock, _freshness);
        _hello = new HelloIntake(_sink, _at, _trust, _refill, _samples, expectedDeviceId) { Restarted = _news.Restart };
    }

    /// <summary>The device that answered last, or null.</summary>
    public DeviceDescription? Device => _at.Device;

    /// <summary>A device that answered although another is expected, or null; nothing that it sends is used.</summary>
    public DeviceDescription? Stranger => _hello.Stranger;

    /// <summary>How often a device has said who it is.</summary>
    public int Hellos => _hello.Hellos;

    /// <summary>How often samples began anew: another start of the device, another device, or numbers that leapt.</summary>
    public int Restarts => _hello.Restarts;

    /// <summary>Whether it was the same start of the same device when samples began anew last.</summary>
    internal bool IsSameStart => _hello.IsSameStart;

    /// <summary>Live samples that were new, so far.</summary>
    public long LiveSamples => _samples.Live;

    /// <summary>Live samples that came, those that were too late to be judged included.</summary>
    internal long StreamedSamples => _samples.Streamed;

    /// <summary>The device's alarm at its newest live sample.</summary>
    public AlarmState Alarm => _samples.Alarm;

    /// <summary>Maps device time to wall time.</summary>
    public ClockMap Clock => _clock;

    /// <summary>The hole that should be asked for on the wire, as the device counts; null when none.</summary>
    public (uint First, uint Count)? RefillWanted => _refill.Wanted;

    /// <summary>A press to be acknowledged; -1 when none.</summary>
    public int PressToAcknowledge => _news.PressToAcknowledge;

    /// <summary>Hello should be asked for: a sample did not agree with what is known. At most once a second.</summary>
    public bool IdentifyWanted => _trust.IdentifyWanted;

    /// <summary>Whether something is missing that may yet come.</summary>
    public bool IsRefilling => _refill.Assembler.IsWaiting;

    /// <summary>Samples that came from the back-log so far: whether a refill makes progress.</summary>
    public long Refilled => _refill.Assembler.Refilled;

    /// <summary>
    /// Called with each acknowledgement, refusal and pong: its number, the command's type and what became of it. Gives what was asked for by that
    /// command, or null when nobody awaits an answer to it.
    /// </summary>
    internal Func<int, byte, CommandOutcome, uint?>? Answered { get; set; }

    /// <summary>Whether this host asked for another zero or calibration a moment ago; null where nobody knows.</summary>
    public Func<bool>? IsZeroAsked
    {
        get => _samples.IsZeroAsked;
        set => _samples.IsZeroAsked = value;
    }

    /// <summary>
    /// Whether this host asked for this very calibration a moment ago, a tare not counted; null where it asked for none, and where nobody knows.
    /// </summary>
    internal Func<CellCalibration, bool?>? IsCalibrationAsked
    {
        get => _samples.IsCalibrationAsked;
        set => _samples.IsCalibrationAsked = value;
    }

    /// <summary>How often the device has told its calibration.</summary>
    internal long CalibrationsTold => _samples.CalibrationsTold;

    /// <summary>The calibration that the device told last; null before.</summary>
    internal HeldCalibration? HeldCalibration => _at.Device is { } device && _samples.Told is { } told ? new HeldCalibration(device.DeviceId, device.CalibrationId, told) : null;

    /// <summary>How long <see cref="Elapse"/> may wait; null while nothing waits for time.</summary>
    internal TimeSpan? Patience => _sink.Patience is { } microseconds ? TimeSpan.FromMicroseconds(microseconds) : null;

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
        _samples.Recorded,
        _refill.Assembler.Duplicates,
        _refill.Assembler.Refilled,
        _refill.Assembler.Lost,
        _refill.Assembler.Gaps,
        _samples.Late,
        _converter.Disagreements,
        reconnections,
        _trust.Implausible,
        _sink.Found);

    /// <summary>The link was opened anew: half a frame is forgotten, and what was asked for will not be answered.</summary>
    /// <param name="isStartAwaited">
    /// Whether the stream is started on this link: until the device acknowledges that, what comes may have lain on the way for long, and is not now.
    /// </param>
    public void Reconnected(bool isStartAwaited = false)
    {
        _samples.Await(isStartAwaited);
        _reader.Reset();
        _refill.Planner.Forget();
        _sink.Flush();
    }

    /// <summary>The link has ended: what waits for more that could come on it is judged and recorded as it is.</summary>
    internal void Interrupted()
    {
        _sink.Flush();
        _refill.Assembler.HandEarly();
    }

    /// <summary>The host's own clock was set: by how much a sample is late must be learnt anew.</summary>
    internal void HostClockSet()
    {
        _clock.Reset();
        _freshness.Reset();
    }

    /// <summary>Nothing came, and time went on.</summary>
    /// <param name="wallUnixMicroseconds">The host's time now.</param>
    public void Elapse(long wallUnixMicroseconds)
    {
        _at.Wall = wallUnixMicroseconds;
        _sink.Elapse();
        _refill.HandEarly();
    }

    /// <summary>The owner has asked for what was wanted.</summary>
    public void ClearWants()
    {
        _refill.Clear();
        _news.Acknowledged();
        _trust.IdentifyAsked();
    }

    /// <summary>
    /// The session is about to end: what arrives from now on is judged and not recorded, what is missing until now may still come. May be
    /// called from any thread, once.
    /// </summary>
    public void Close() => _at.IsClosing = true;

    /// <summary>The record ends with the sample that is being handed on: nothing after it is recorded or missed. Called from the sink.</summary>
    public void EndRecord()
    {
        _at.IsClosing = true;
        _refill.Assembler.End();
    }

    /// <summary>Gives up what is still missing, at the end of a session.</summary>
    public void Finish()
    {
        _refill.Assembler.GiveUp("the session ended before they could be had again");
        _sink.Flush();
    }

    /// <summary>Takes bytes.</summary>
    /// <param name="bytes">The buffer.</param>
    /// <param name="count">How many from index 0.</param>
    /// <param name="wallUnixMicroseconds">When they arrived.</param>
    public void Accept(byte[] bytes, int count, long wallUnixMicroseconds)
    {
        _bytes += count;
        _at.Wall = wallUnixMicroseconds;
        int offset = 0;
        while (_reader.TryRead(bytes, ref offset, count))
        {
            Dispatch();
        }

        Elapse(wallUnixMicroseconds);
    }

    private void Dispatch()
    {
        if (_reader.Type == MessageType.Hello)
        {
            AcceptHello();
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
                    _samples.Accept(_message);
                }

                break;
            case MessageType.Calibration:
                CalibrationMessage calibration = default;
                if (calibration.TryRead(_reader) && Device is not null)
                {
                    _samples.Accept(calibration);
                }

                break;
            case MessageType.Event:
                EventMessage happened = default;
                if (happened.TryRead(_reader) && Device is not null)
                {
                    _news.Accept(happened);
                }

                break;
            case MessageType.Button:
                ButtonMessage press = default;
                if (press.TryRead(_reader) && Device is not null)
                {
                    _news.Accept(press);
                }

                break;
            case MessageType.Pong:
                PongMessage pong = default;
                if (pong.TryRead(_reader))
                {
                    _news.Accept(pong, PingSentAt?.Invoke(pong.CommandId) ?? 0);
                    Answered?.Invoke(pong.CommandId, MessageType.Ping, new CommandOutcome(true, 0, ""));
                }

                break;
            case MessageType.Ack:
                AckMessage ack = default;
                if (ack.TryRead(_reader))
                {
                    AcceptAck(ack);
                }

                break;
            case MessageType.Refusal:
                AcceptRefusal();
                break;
            case MessageType.BacklogEnd:
                BacklogEndMessage end = default;
                if (end.TryRead(_reader))
                {
                    _refill.Ended(end.OldestHeld, end.Count);
                }

                break;
            default:
                break;
        }
    }

    private void AcceptAck(in AckMessage ack)
    {
        uint? asked = Answered is null ? (uint)ack.Value : Answered(ack.CommandId, ack.Command, new CommandOutcome(true, ack.Value, ""));
        if (asked is not { } value)
        {
            return;
        }

        switch (ack.Command)
        {
            case MessageType.Start:
                _samples.Started((uint)ack.Value);
                break;
            case MessageType.SetLimit:
                // No higher than was asked for, whatever the device says that it took.
                _sink.OnLimitTaken(Math.Min(value, ack.Value > 0 ? (uint)ack.Value : value) * 1e-3);
                break;
            case MessageType.Tare:
                _samples.ZeroTaken();
                break;
            default:
                break;
        }
    }

    private void AcceptHello()
    {
        HelloMessage hello = default;
        if (hello.TryRead(_reader))
        {
            _hello.Accept(hello);
        }
        else
        {
            _trust.Drop();
        }
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
            if (message.Reason == RefusalReason.NotHeld)
            {
                _refill.NotTaken((uint)message.Detail);
            }

            _refill.Want();
        }

        Answered?.Invoke(message.CommandId, message.Command, CommandOutcome.Refused(message.Command, message.Reason, message.Detail));
    }
}
