using Algometer.Link;
using Algometer.Measurement;
using Algometer.Measurement.Calibration;
using Algometer.Measurement.Guard;
using Algometer.Measurement.Hold;
using Algometer.Measurement.Signal;
using Algometer.Records.Model;
using Algometer.Records.Problems;
using Algometer.Records.Recording;

namespace Algometer.Station.Pipeline;

/// <summary>
/// The road of a sample on the host: the guard first, then the page, then record and engines. Called on the session's ingest thread;
/// commands of pages come in under the same lock, so that engines have one owner at a time.
/// </summary>
public sealed class SamplePipeline : ISampleSink, IMeasurementEventSink, IDisposable
{
    private const int FlushEvery = 30_000;
    private static readonly TimeSpan _tickEvery = TimeSpan.FromMilliseconds(50);
    private readonly Lock _owner = new();
    private readonly LiveBroadcaster _broadcaster;
    private readonly Func<DeviceDescription, CellCalibration, SessionRecorder?> _startRecording;
    private readonly MeasurementPipeline _measurement;
    private readonly bool _followsDeviceLimit;
    private readonly List<IIngestEngine> _engines = [];
    private readonly List<RecordedSession> _before = [];
    private readonly AlarmBoard _board;
    private readonly TimeProvider _time;
    private readonly long _began;
    private readonly ITimer _ticking;
    private AlarmKind _toldAlarm;
    private string _lastError = "";
    private Sample _last;
    private int _sinceFlush;

    /// <summary>Makes the road.</summary>
    /// <param name="broadcaster">The pages.</param>
    /// <param name="limitNewtons">The host's limit, or null for the device's own.</param>
    /// <param name="startRecording">Begins the record once it is known whose samples come; gives null for none.</param>
    /// <param name="time">Tells silence; null for the system's.</param>
    public SamplePipeline(LiveBroadcaster broadcaster, double? limitNewtons, Func<DeviceDescription, CellCalibration, SessionRecorder?> startRecording, TimeProvider? time = null)
    {
        _broadcaster = broadcaster;
        _startRecording = startRecording;
        _followsDeviceLimit = limitNewtons is null;
        _measurement = new MeasurementPipeline(new SafeRangeOptions(limitNewtons ?? SafeRangeOptions.FallbackNewtons), this);
        Slot = new ActivitySlot(() => _measurement.Hold.IsRunning);
        _board = new AlarmBoard(_measurement.Guard);
        _time = time ?? TimeProvider.System;
        _began = _time.GetTimestamp();
        _ticking = _time.CreateTimer(_ => Tick(), null, _tickEvery, _tickEvery);
    }

    /// <summary>Who owns the load; asked under the road's lock.</summary>
    public ActivitySlot Slot { get; }

    /// <summary>Whether samples come faster than any device sends them, so that the road may wait for the disk.</summary>
    public bool WaitsForRecord { get; init; }

    /// <summary>Area of the fitted tip in cm²; 0 for a ball.</summary>
    public double TipAreaCm2
    {
        get;
        set
        {
            lock (_owner)
            {
                field = value;
                foreach (IIngestEngine engine in _engines)
                {
                    engine.OnTip(value);
                }
            }
        }
    } = 1;

    /// <summary>Told each sample in order, on the ingest thread.</summary>
    public Action<Sample>? Ordered { get; set; }

    /// <summary>Somebody who listens along, or null.</summary>
    public ILiveTap? Tap { get; set; }

    /// <summary>Told each change of the connection.</summary>
    public Action<LinkState, string>? StateChanged { get; set; }

    /// <summary>Whether samples should be coming while the device is connected; false when a person stopped the stream, or a recorded load is over.</summary>
    public Func<bool> StreamWanted { get; set; } = () => true;

    /// <summary>Told each alarm that begins or ends, outside of the road's lock.</summary>
    public Action<AlarmView>? AlarmChanged { get; set; }

    /// <summary>The one alarm now, for pages and terminal.</summary>
    public AlarmView Alarm
    {
        get
        {
            lock (_owner)
            {
                return _board.View();
            }
        }
    }

    /// <summary>Told each event of an engine.</summary>
    public Action<MeasurementEvent>? Noticed { get; set; }

    /// <summary>The connection now.</summary>
    public LinkState State { get; private set; } = LinkState.Connecting;

    /// <summary>Why it is so.</summary>
    public string StateReason { get; private set; } = "";

    /// <summary>The device, once known.</summary>
    public DeviceDescription? Device { get; private set; }

    /// <summary>The calibration in force.</summary>
    public CellCalibration Calibration { get; private set; }

    /// <summary>Why this device may guide no test and no hold: a real one that was never calibrated. Null for every other, and for a simulated sensor.</summary>
    public string? Uncalibrated => Device is { Simulated: false } && Calibration.Id == 0 ? CalibrationDue.NeverWords : null;

    /// <summary>What is being recorded, or null.</summary>
    public SessionRecorder? Recorder { get; private set; }

    /// <summary>Every session of the record so far, in the order they began.</summary>
    public IReadOnlyList<RecordedSession> Sessions => Recorder is { } recorder ? [.. _before, Described(recorder)] : [.. _before];

    /// <summary>Samples recorded of the present session.</summary>
    public long Recorded { get; private set; }

    /// <summary>Gaps seen.</summary>
    public long Gaps { get; private set; }

    /// <summary>The latest sample in order.</summary>
    public Sample Last
    {
        get
        {
            lock (_owner)
            {
                return _last;
            }
        }
    }

    /// <summary>Lets someone else own the engines for a moment.</summary>
    public T With<T>(Func<MeasurementPipeline, T> use)
    {
        lock (_owner)
        {
            return use(_measurement);
        }
    }

    /// <summary>Lets an engine ride along, from now on.</summary>
    public void Attach(IIngestEngine engine)
    {
        lock (_owner)
        {
            _engines.Add(engine);
        }
    }

    /// <summary>Marks this moment.</summary>
    public void Mark(string? text)
    {
        Sample last = Last;
        Recorder?.Mark(last.DeviceMicroseconds, last.Sequence, text);
        Tap?.OnEvent(EventKinds.Mark, last.DeviceMicroseconds, last.Sequence, null);
    }

    /// <summary>Records what was set, as JSON, beside the samples.</summary>
    public void NoteText(string kind, string json) => Record(kind, Last.Sequence, null, json);

    /// <summary>Records something that a person said.</summary>
    public void Note(string kind, double value) => Record(kind, Last.Sequence, value, null);

    /// <inheritdoc/>
    public void OnArrival(in Sample sample)
    {
        HostAlarm decided;
        lock (_owner)
        {
            SafeRangeGuard guard = _measurement.Guard;
            try
            {
                _measurement.AcceptArrival(sample);
            }
            catch (Exception failure)
            {
                // A guard that fails has not judged: nothing after it may look as if it had.
                guard.Silent();
                Erred("judging the limit", failure);
            }

            _board.Arrived(sample, NowMicroseconds);
            decided = (guard.IsOverLimit ? HostAlarm.OverLimit : HostAlarm.None)
                | (guard.IsPreWarning ? HostAlarm.PreWarning : HostAlarm.None)
                | (guard.IsLatched ? HostAlarm.Latched : HostAlarm.None)
                | (guard.IsSensorFault ? HostAlarm.SensorFault : HostAlarm.None);
            foreach (IIngestEngine engine in _engines)
            {
                try
                {
                    engine.OnArrival(sample, guard);
                    decided |= engine.Guidance;
                }
                catch (Exception failure)
                {
                    Erred(engine.GetType().Name, failure);
                }
            }
        }

        _broadcaster.Publish(new LiveSample(
            sample.DeviceSeconds,
            (float)sample.ForceNewtons,
            sample.RawCounts,
            (ushort)sample.Flags,
            (byte)sample.Alarm,
            (byte)decided,
            (uint)sample.Sequence));
    }

    /// <inheritdoc/>
    public void OnSample(in Sample sample)
    {
        lock (_owner)
        {
            _last = sample;
            try
            {
                _measurement.AcceptOrdered(sample);
            }
            catch (Exception failure)
            {
                _measurement.EndHold(HoldEnd.SensorFault);
                Erred("timing the hold", failure);
            }

            foreach (IIngestEngine engine in _engines)
            {
                try
                {
                    engine.OnSample(sample);
                }
                catch (Exception failure)
                {
                    Erred(engine.GetType().Name, failure);
                }
            }
        }

        if (Recorder is { } recorder && Append(recorder, sample))
        {
            Recorded++;
        }

        Tap?.OnSample(sample);
        Ordered?.Invoke(sample);
    }

    /// <inheritdoc/>
    public void OnGap(in SampleGap gap)
    {
        Gaps++;
        Tap?.OnGap(gap, Last.DeviceMicroseconds);
        Recorder?.ExplainGap(new RecordedGap(gap.FirstSequence, gap.Count, gap.Reason));
    }

    /// <inheritdoc/>
    public void OnDeviceEvent(in DeviceEvent deviceEvent)
    {
        Tap?.OnEvent(DeviceEventNames.Of(deviceEvent.Code), deviceEvent.DeviceMicroseconds, deviceEvent.Sequence, deviceEvent.Value);
        Recorder?.AppendEvent(new SessionEvent(deviceEvent.DeviceMicroseconds, deviceEvent.Sequence, DeviceEventNames.Of(deviceEvent.Code), deviceEvent.Value));
        lock (_owner)
        {
            if (_followsDeviceLimit && deviceEvent.Code == Wire.EventCode.LimitChanged && deviceEvent.Value > 0)
            {
                _measurement.Guard.Options = _measurement.Guard.Options with { LimitNewtons = deviceEvent.Value * 1e-3 };
            }

            DeviceEvent happened = deviceEvent;
            ForEach(engine => engine.OnDeviceEvent(happened));
        }
    }

    /// <inheritdoc/>
    public void OnButton(in ButtonPress press)
    {
        Tap?.OnEvent(EventKinds.Stop, press.DeviceMicroseconds, press.Sequence, press.PressId);
        Recorder?.AppendEvent(new SessionEvent(press.DeviceMicroseconds, press.Sequence, EventKinds.Stop, press.PressId, "patient's button"));
        lock (_owner)
        {
            _measurement.EndHold(HoldEnd.Button);
            ButtonPress pressed = press;
            ForEach(engine => engine.OnButton(pressed));
        }
    }

    /// <inheritdoc/>
    public void OnDevice(DeviceDescription device)
    {
        if (Device is { } known && known.DeviceId != device.DeviceId)
        {
            // Another cell, another zero, another limit: its samples belong to a record of their own, begun with its calibration.
            Record("another-device", Last.Sequence, null, device.Name);
            if (Recorder is { } before)
            {
                Close(before);
            }
        }
        else if (Device is { } started && started.BootId != device.BootId)
        {
            Record("device-restarted", Last.Sequence, null, null);
        }

        Device = device;
        lock (_owner)
        {
            _measurement.Guard.CeilingNewtons = device.HighestLimitNewtons;
            if (_followsDeviceLimit)
            {
                _measurement.Guard.Options = _measurement.Guard.Options with { LimitNewtons = device.LimitNewtons };
            }
        }
    }

    /// <inheritdoc/>
    public void OnCalibration(in CellCalibration calibration, long fromSequence)
    {
        Calibration = calibration;
        if (Recorder is null && Device is { } device)
        {
            Recorder = _startRecording(device, calibration);
        }
        else
        {
            Recorder?.SetCalibration(fromSequence, calibration);
        }

        TellState();
    }

    /// <inheritdoc/>
    public void OnClock(in Link.ClockPoint point) =>
        Recorder?.AppendClockPoint(new Records.Model.ClockPoint(point.DeviceMicroseconds, point.WallUnixMicroseconds));

    /// <inheritdoc/>
    public void OnState(LinkState state, string reason)
    {
        State = state;
        StateReason = reason;
        lock (_owner)
        {
            if (state == LinkState.Connected)
            {
                _board.Connected(NowMicroseconds);
            }
            else if (state is LinkState.Lost or LinkState.Refused)
            {
                _measurement.EndHold(HoldEnd.LinkLost);
                _board.Lost(reason, NowMicroseconds);
            }

            ForEach(engine => engine.OnState(state));
        }

        TellAlarm();
        Record("link-" + state.ToString().ToLowerInvariant(), Last.Sequence, null, reason.Length == 0 ? null : reason);
        TellState();
        StateChanged?.Invoke(state, reason);
    }

    /// <inheritdoc/>
    public void On(in MeasurementEvent measurementEvent)
    {
        string kind = measurementEvent.Kind == MeasurementEventKind.OverLimit ? EventKinds.OverPressure : EventNames.Of(measurementEvent.Kind);
        Recorder?.AppendEvent(new SessionEvent(measurementEvent.DeviceMicroseconds, measurementEvent.Sequence, kind, measurementEvent.Value));
        Tap?.OnEvent(kind, measurementEvent.DeviceMicroseconds, measurementEvent.Sequence, measurementEvent.Value);
        Noticed?.Invoke(measurementEvent);
    }

    /// <inheritdoc/>
    public void OnDoubt(StreamDoubt doubt)
    {
        lock (_owner)
        {
            _board.Doubted(doubt);
        }

        if (doubt != StreamDoubt.None)
        {
            Record("stream-doubt", Last.Sequence, (int)doubt, AlarmWords.Of(doubt));
        }
    }

    /// <inheritdoc/>
    public void OnProgramError(string what)
    {
        lock (_owner)
        {
            _measurement.EndHold(HoldEnd.SensorFault);
            _board.Erred(what, NowMicroseconds);
        }

        Record("program-error", Last.Sequence, null, what);
        TellAlarm();
    }

    /// <summary>Time goes on: called by the road's own timer, and by tests.</summary>
    internal void Tick()
    {
        bool wanted = State == LinkState.Connected && StreamWanted();
        lock (_owner)
        {
            if (_board.Tick(NowMicroseconds, wanted))
            {
                _measurement.EndHold(HoldEnd.SensorFault);
                ForEach(engine => engine.OnSilence());
            }
        }

        TellAlarm();
    }

    private long NowMicroseconds => (long)_time.GetElapsedTime(_began).TotalMicroseconds;

    // Under the road's lock. What one engine gets wrong ends no other's.
    private void ForEach(Action<IIngestEngine> tell)
    {
        foreach (IIngestEngine engine in _engines)
        {
            try
            {
                tell(engine);
            }
            catch (Exception failure)
            {
                Erred(engine.GetType().Name, failure);
            }
        }
    }

    // Under the road's lock.
    private void Erred(string where, Exception failure)
    {
        string what = $"The program made an error in {where} ({failure.GetType().Name}: {failure.Message})";
        bool again = string.Equals(what, _lastError, StringComparison.Ordinal);
        _lastError = what;
        _board.Erred(what, NowMicroseconds);
        if (!again)
        {
            Recorder?.AppendEvent(new SessionEvent(_last.DeviceMicroseconds, _last.Sequence, "program-error", null, what));
        }
    }

    private void TellAlarm()
    {
        AlarmView alarm = Alarm;
        if (alarm.Kind != _toldAlarm)
        {
            _toldAlarm = alarm.Kind;
            AlarmChanged?.Invoke(alarm);
        }
    }

    /// <summary>Ends the record.</summary>
    public void Dispose()
    {
        _ticking.Dispose();
        Recorder?.Complete();
        Recorder?.Dispose();
    }

    private void TellState() => Tap?.OnState(new OutletState(
        State.ToString().ToLowerInvariant(),
        StateReason,
        Device?.Name,
        Device?.Firmware,
        Device?.Simulated ?? false,
        Device?.RateHertz ?? 0,
        Device?.LimitNewtons ?? 0,
        TipAreaCm2,
        Calibration.Id,
        Recorder?.SessionId));

    private RecordedSession Described(SessionRecorder recorder) => new(recorder.SessionId, Device?.Name ?? "", Recorded, recorder.Failure is not null);

    // Nothing of another device may reach it, and a disk that fails must not keep the other device's limit from being taken.
    private void Close(SessionRecorder before)
    {
        Recorder = null;
        try
        {
            before.Complete();
        }
        catch (RecordStoreException)
        {
            // Told by the recorder itself; its journal keeps what it could take.
        }

        before.Dispose();
        _before.Add(Described(before));
        Recorded = 0;
        lock (_owner)
        {
            // What happens before the first sample of the next record has none of its samples to belong to.
            _last = _last with { Sequence = 0 };
        }
    }

    // A real device is never waited for: what the recorder cannot take is a gap. A simulated one that runs faster waits.
    private bool Append(SessionRecorder recorder, in Sample sample)
    {
        if (WaitsForRecord && ++_sinceFlush >= FlushEvery)
        {
            _sinceFlush = 0;
            recorder.FlushAsync().GetAwaiter().GetResult();
        }

        return recorder.Append(sample);
    }

    private void Record(string kind, long sequence, double? value, string? text)
    {
        long at = Last.DeviceMicroseconds;
        Recorder?.AppendEvent(new SessionEvent(at, sequence, kind, value, text));
        Tap?.OnEvent(kind, at, sequence, value);
    }
}
