using Algometer.Measurement.Guard;
using Algometer.Measurement.Signal;
using Algometer.Wire;

namespace Algometer.Link;

/// <summary>Samples as they come: live ones are judged at once and recorded in order, those that were sent again fill what is missing.</summary>
internal sealed class SampleIntake(GlitchSink sink, StreamPosition at, StreamTrust trust, StreamRefill refill, SampleConverter converter, ClockMap clock, Freshness freshness)
{
    private const long LateMicroseconds = 100_000;

    // What is later than this is no present value: as long as a link may be silent before it is lost.
    private const long PresentMicroseconds = 1_000_000;

    // A line that is about as slow as that brings now the one and now the other: told is what goes on.
    private const long LateIsToldMicroseconds = 300_000;
    private CellCalibration? _trusted;
    private object? _told;
    private long _calibrationsTold;
    private bool _isWronglyTaken;
    private bool _isStartAwaited;
    private long _presentFrom = long.MinValue;
    private long _presentAt;

    /// <summary>Whether this host asked for another zero or calibration a moment ago; null where nobody knows.</summary>
    public Func<bool>? IsZeroAsked { get; set; }

    /// <summary>Whether this host asked for this very calibration a moment ago, a tare not counted; null where it asked for none, and where nobody knows.</summary>
    public Func<CellCalibration, bool?>? IsCalibrationAsked { get; set; }

    /// <summary>How often the device has told its calibration.</summary>
    public long CalibrationsTold => Volatile.Read(ref _calibrationsTold);

    /// <summary>The calibration that it told last, boxed so that any thread sees one whole; null before.</summary>
    public CellCalibration? Told => Volatile.Read(ref _told) is CellCalibration told ? told : null;

    /// <summary>Live samples that were new, so far.</summary>
    public long Live { get; private set; }

    /// <summary>Live samples that came, those that were too late to be judged included: whether the device streams.</summary>
    public long Streamed { get; private set; }

    /// <summary>Samples that were taken for the record.</summary>
    public long Recorded { get; private set; }

    /// <summary>Live samples that came late by the host's clock.</summary>
    public long Late { get; private set; }

    /// <summary>The device's alarm at its newest live sample.</summary>
    public AlarmState Alarm { get; private set; }

    /// <summary>A link was opened: what a server on the way held back comes first, and is not now.</summary>
    /// <param name="start">Whether the device is started on it, and says from which sample on it was.</param>
    public void Await(bool start) => (_isStartAwaited, _presentFrom) = (start, long.MinValue);

    /// <summary>The device has acknowledged the start.</summary>
    /// <param name="next">The sample that it takes next.</param>
    public void Started(uint next)
    {
        if (_isStartAwaited && at.Device is not null)
        {
            (_isStartAwaited, _presentFrom) = (false, at.SequenceOf(next));
        }
    }

    /// <summary>Takes a sample.</summary>
    public void Accept(in SampleMessage message)
    {
        if (!converter.IsCalibrated)
        {
            trust.Drop(trust.ImplausibleCalibration ? StreamDoubt.ImplausibleDevice : StreamDoubt.NoCalibration);
        }
        else if ((message.Flags & SampleFlag.Backlog) != 0)
        {
            AcceptAgain(message);
        }
        else
        {
            AcceptLive(message);
        }
    }

    /// <summary>Takes the calibration by which samples are converted. Values that no cell has are not reckoned with: nothing is trusted until others come.</summary>
    public void Accept(in CalibrationMessage message)
    {
        DeviceDescription device = at.Device!;
        trust.ImplausibleCalibration = !DeviceClaims.ArePlausible(message, (int)(device.CapacityNewtons * 1000), device.Simulated);
        if (trust.ImplausibleCalibration)
        {
            trust.Drop();
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
        long from = at.BoundSequence(message.FromSequence);

        // Whoever moves the zero up makes every force smaller. Zero and calibration outlive a restart.
        bool? own = IsCalibrationAsked?.Invoke(calibration);
        bool isOther = _trusted is { } trusted && trusted != calibration;
        bool isTare = _trusted is { } same && same with { TareCounts = calibration.TareCounts } == calibration;
        bool? asked = IsZeroAsked?.Invoke();

        // Asked for one calibration, or for a tare, it took another calibration: no tare makes that right.
        bool isWrong = isOther && (own == false || (own is null && IsCalibrationAsked is not null && asked == true && !trust.IsZeroUnasked)) && !isTare;
        trust.IsZeroUnasked = isOther && own != true && (isWrong || _isWronglyTaken || asked == false || (trust.IsZeroUnasked && !isTare));
        _isWronglyTaken = trust.IsZeroUnasked && (_isWronglyTaken || isWrong);
        _trusted = trust.IsZeroUnasked ? _trusted : calibration;
        Volatile.Write(ref _told, calibration);
        Interlocked.Increment(ref _calibrationsTold);
        if (converter.Add(calibration, from))
        {
            sink.OnCalibration(calibration, from);
        }
    }

    /// <summary>The device has set its zero because this host asked for it. A calibration is believed by what the device tells of it, not by its acknowledgement.</summary>
    public void ZeroTaken()
    {
        if (!_isWronglyTaken)
        {
            trust.IsZeroUnasked = false;
            _trusted = converter.IsCalibrated ? converter.Latest : _trusted;
        }
    }

    /// <summary>The device's clock has leapt: what was known of its pace is no longer so.</summary>
    public void ForgetClock()
    {
        clock.Reset();
        trust.Check.Restart(at.Device!.RateHertz);
    }

    /// <summary>Another start: its clock and its calibration are yet to be told.</summary>
    /// <param name="isOther">Whether it is of another device.</param>
    public void Restart(bool isOther)
    {
        _trusted = isOther ? null : _trusted;
        trust.IsZeroUnasked &= !isOther;
        _isWronglyTaken &= !isOther;
        _presentFrom = long.MinValue;
        clock.Reset();
        freshness.Reset();
        converter.Reset();
    }

    private void AcceptAgain(in SampleMessage message)
    {
        long sequence = at.SequenceOf(message.Sequence);
        bool asked = refill.Planner.Came(sequence, at.Now);
        if (!refill.Assembler.IsMissing(sequence))
        {
            if (!asked)
            {
                refill.Assembler.CountDuplicate();
            }

            return;
        }

        // Its time lies between its neighbours', by the clock as it is or as it was before it leapt, or it is not that sample.
        long device = at.Timeline.OfSample(message.Microseconds);
        if (!MayBe(sequence, device))
        {
            device = at.Timeline.OfSampleBefore(message.Microseconds);
            if (at.Timeline.Leapt == StreamDoubt.None || !MayBe(sequence, device))
            {
                refill.Planner.Unfit(at.Timeline.Leapt switch
                {
                    StreamDoubt.ClockBack => "the device's clock went back: when they were taken cannot be told",
                    StreamDoubt.ClockAhead => "the device's clock leapt ahead: when they were taken cannot be told",
                    _ => null,
                });
                trust.Drop();
                return;
            }
        }

        Recorded++;
        at.CameAgain(device);
        refill.Assembler.Accept(converter.Convert(message, sequence, device), isSentAgain: true);
        refill.Want();
    }

    private bool MayBe(long sequence, long device) => device <= at.DeviceNow && refill.Assembler.Fits(sequence, device);

    private void AcceptLive(in SampleMessage message)
    {
        long sequence = at.SequenceOf(message.Sequence);
        long step = sequence - at.LastSequence;
        if (step <= 0)
        {
            // Come before, or a number that stands still: no news, whatever it carries.
            refill.Assembler.CountDuplicate();
            return;
        }

        long device = at.Timeline.OfSample(message.Microseconds);

        // A number that is too far ahead; or one below what hello told as its next, which belongs where it fits, or nowhere.
        if (step > at.MostSteps(device - at.LastMicroseconds)
            || (sequence <= refill.Assembler.Newest && (device <= at.NewestMicroseconds || !refill.Assembler.Fits(sequence, device))))
        {
            trust.Drop(StreamDoubt.Numbering);
            return;
        }

        at.Follow(sequence);
        StreamDoubt leapt = FollowClock(message, ref device, step);
        Sample sample = converter.Convert(message, sequence, device);
        StreamDoubt doubt = leapt == StreamDoubt.None ? trust.Check.Accept(sample) : leapt;
        if (doubt == StreamDoubt.None && (trust.ImplausibleDevice || trust.ImplausibleCalibration))
        {
            doubt = StreamDoubt.ImplausibleDevice;
        }

        if (doubt == StreamDoubt.None && trust.IsZeroUnasked)
        {
            doubt = StreamDoubt.UnaskedZero;
        }

        Arrive(doubt == StreamDoubt.None ? sample : sample with { ForceNewtons = double.NaN, Flags = sample.Flags | SampleFlags.Distrusted }, doubt, message.Microseconds);
    }

    // The record's time of a live sample. Where the device's clock has leapt it goes on where it was, by as much as so many samples take.
    private StreamDoubt FollowClock(in SampleMessage message, ref long device, long step)
    {
        long elapsed = device - at.LastMicroseconds;
        long expected = at.Expected(step);
        bool back = at.IsBack(device);
        bool told = ((SampleFlags)message.Flags & StreamCheck.ToldPause) != SampleFlags.None;
        bool ahead = at.HasLive && DeviceTimeline.HasLeaptAhead(elapsed, expected, at.Device!.Simulated ? null : at.Wall - at.LastWall, told);
        if (!back && !ahead)
        {
            at.Timeline.Follow(device);
        }
        else if (at.Timeline.ComesBack(message.Microseconds, at.NewestMicroseconds, expected, out long before))
        {
            device = before;

            // What pongs said while the samples lied is nothing of the clock that they are back to.
            clock.Reset();
        }
        else
        {
            device = at.GoesOn(step);
            at.OwedLeap = at.Timeline.Leap(back, message.Microseconds, device);
            ForgetClock();
        }

        StreamDoubt owed = at.OwedLeap;
        at.OwedLeap = StreamDoubt.None;
        return owed;
    }

    private void Arrive(in Sample sample, StreamDoubt doubt, uint microseconds)
    {
        at.Arrived(sample.Sequence, sample.DeviceMicroseconds);

        // A simulated device may live by another pace than the host's.
        bool simulated = at.Device!.Simulated;
        Late += clock.IsKnown && !simulated && at.Wall - clock.ToWallUnixMicroseconds(sample.DeviceMicroseconds) > LateMicroseconds ? 1 : 0;
        long late = freshness.IsKnown && !simulated ? freshness.MostLate(microseconds, at.Wall) : 0;
        bool isPresent = late is >= -PresentMicroseconds and <= PresentMicroseconds;
        _presentAt = isPresent || at.Wall < _presentAt ? at.Wall : _presentAt;
        if (doubt == StreamDoubt.None && !isPresent)
        {
            doubt = at.Wall - _presentAt < LateIsToldMicroseconds ? trust.Doubted : late > 0 ? StreamDoubt.Late : StreamDoubt.ClockAhead;
        }

        trust.Doubt(doubt);
        bool isStarted = !_isStartAwaited && sample.Sequence >= _presentFrom;
        Streamed += isStarted ? 1 : 0;
        if (!isStarted || !isPresent)
        {
            Record(sample with { Flags = sample.Flags | SampleFlags.Backlog });
            return;
        }

        Live++;
        Alarm = sample.Alarm;
        if ((sample.Flags & SampleFlags.Disagreement) != SampleFlags.None)
        {
            trust.WantIdentify();
        }

        sink.OnArrival(sample);
        Record(sample);
    }

    private void Record(in Sample sample)
    {
        if (!at.IsClosing)
        {
            Recorded++;
            refill.Assembler.Accept(sample);
        }

        refill.Want();
    }
}
