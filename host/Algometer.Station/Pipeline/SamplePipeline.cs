using Algometer.Link;
using Algometer.Measurement;
using Algometer.Measurement.Calibration;
using Algometer.Measurement.Guard;
using Algometer.Measurement.Hold;
using Algometer.Measurement.Signal;
using Algometer.Records.Model;
using Algometer.Records.Recording;
using Algometer.Wire;

namespace Algometer.Station.Pipeline;

/// <summary>
/// What happens to a sample on the host: guard, then the activity that owns the load, both under one lock on the ingest thread; then the
/// subscribers, outside of it. A sample enters each once. Commands of pages come in by <see cref="With{T}"/> under the same lock; whoever holds
/// it cannot enter again.
/// </summary>
public sealed partial class SamplePipeline : ISampleSink, IMeasurementEventSink, IDisposable
{
    private static readonly TimeSpan _tickEvery = TimeSpan.FromMilliseconds(50);
    private readonly Lock _owner = new();
    private readonly MeasurementPipeline _measurement;
    private readonly SampleHandlers _handlers;
    private readonly SampleSubscribers _subscribers;
    private readonly PipelineRecord _record;
    private readonly AlarmBoard _board;
    private readonly Func<bool> _isStreamWanted;
    private readonly bool _followsDeviceLimit;
    private readonly TimeProvider _time;
    private readonly long _began;
    private readonly ITimer _ticking;
    private AlarmKind _toldAlarm;
    private string _lastError = "";
    private Sample _last;
    private Sample _newest;

    /// <summary>Makes the pipeline.</summary>
    /// <param name="limitNewtons">The host's limit, N, or null for the device's own.</param>
    /// <param name="startRecording">Begins the record once it is known whose samples come; gives null for none.</param>
    /// <param name="time">Tells silence; null for the system's.</param>
    /// <param name="isStreamWanted">Whether samples should be coming while the device is connected; null for always.</param>
    public SamplePipeline(double? limitNewtons, Func<DeviceDescription, CellCalibration, SessionRecorder?> startRecording, TimeProvider? time = null, Func<bool>? isStreamWanted = null)
    {
        _followsDeviceLimit = limitNewtons is null;
        _isStreamWanted = isStreamWanted ?? (() => true);
        _measurement = new MeasurementPipeline(new SafeRangeOptions(limitNewtons ?? SafeRangeOptions.FallbackNewtons), this);
        _board = new AlarmBoard(_measurement.Guard);
        Slot = new ActivitySlot(() => _measurement.Hold.IsRunning);
        _handlers = new SampleHandlers(Slot, Erred);
        _subscribers = new SampleSubscribers(Erred);
        _record = new PipelineRecord(startRecording);
        _subscribers.AddSamples(_record);
        _time = time ?? TimeProvider.System;
        _began = _time.GetTimestamp();
        _ticking = _time.CreateTimer(_ => Tick(), null, _tickEvery, _tickEvery);
    }

    /// <summary>Who owns the load; asked under the pipeline's lock.</summary>
    public ActivitySlot Slot { get; }

    /// <summary>The record.</summary>
    public PipelineRecord Record => _record;

    /// <summary>What is being recorded; null for nothing.</summary>
    public SessionRecorder? Recorder => _record.Recorder;

    /// <summary>Area of the fitted tip in cm²; 0 for a ball.</summary>
    public double TipAreaCm2
    {
        get;
        set
        {
            lock (_owner)
            {
                field = value;
                _handlers.Tell<ITipHandler>(handler => handler.OnTip(value));
            }
        }
    } = 1;

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

    /// <summary>The connection now.</summary>
    public LinkState State { get; private set; } = LinkState.Connecting;

    /// <summary>Why it is so; empty when there is nothing to say.</summary>
    public string StateReason { get; private set; } = "";

    /// <summary>The device; null while unknown.</summary>
    public DeviceDescription? Device { get; private set; }

    /// <summary>The calibration in force.</summary>
    public CellCalibration Calibration { get; private set; }

    /// <summary>Why this device may guide no test and no hold: a real one that was never calibrated. Null for every other, and for a simulated sensor.</summary>
    public string? Uncalibrated => Device is { Simulated: false } && Calibration.Id == 0 ? CalibrationDue.NeverWords : null;

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

    /// <summary>
    /// The newest live sample, whatever is missing before it: the present force. Its time is 0 while none has come since the connection was opened.
    /// </summary>
    public Sample Newest
    {
        get
        {
            lock (_owner)
            {
                return _newest;
            }
        }
    }

    /// <summary>The measurement, for a handler while it is called.</summary>
    /// <exception cref="InvalidOperationException">The caller does not hold the pipeline's lock.</exception>
    public MeasurementPipeline Measurement => _owner.IsHeldByCurrentThread ? _measurement : throw new InvalidOperationException("Only a handler may look at the measurement; everybody else enters by With.");

    /// <summary>Enters the pipeline's lock from outside.</summary>
    /// <param name="use">Looks at the measurement or changes it; must not wait and must not enter again.</param>
    /// <exception cref="InvalidOperationException">The caller is in the pipeline already.</exception>
    public T With<T>(Func<MeasurementPipeline, T> use)
    {
        ArgumentNullException.ThrowIfNull(use);
        if (_owner.IsHeldByCurrentThread)
        {
            throw new InvalidOperationException("The pipeline is not entered from within.");
        }

        try
        {
            lock (_owner)
            {
                return use(_measurement);
            }
        }
        finally
        {
            Deliver();
        }
    }

    /// <summary>Adds a handler, which is told from now on.</summary>
    public void Attach(ISampleHandler handler)
    {
        lock (_owner)
        {
            _handlers.Add(handler);
        }
    }

    /// <summary>Adds a subscriber of ordered samples; an <see cref="IStreamSubscriber"/> receives gaps and events too.</summary>
    public void SubscribeToSamples(ISampleSubscriber subscriber) => _subscribers.AddSamples(subscriber);

    /// <summary>Adds a subscriber of samples as they arrive.</summary>
    public void SubscribeToArrivals(IArrivalSubscriber subscriber) => _subscribers.AddArrivals(subscriber);

    /// <summary>Adds a subscriber of the state.</summary>
    public void SubscribeToState(IStateSubscriber subscriber) => _subscribers.AddState(subscriber);

    /// <summary>Adds a subscriber of the alarm.</summary>
    public void SubscribeToAlarm(IAlarmSubscriber subscriber) => _subscribers.AddAlarm(subscriber);

    /// <summary>Marks this moment.</summary>
    /// <param name="text">Words of a person; null for none.</param>
    public void Mark(string? text) => Note(EventKinds.Mark, null, text);

    /// <summary>Records something that was set or that a person said, at the latest sample.</summary>
    /// <param name="kind">What, in the record's words.</param>
    /// <param name="value">A number; null for none.</param>
    /// <param name="text">Text or JSON, which goes to the record alone; null for none.</param>
    public void Note(string kind, double? value, string? text = null)
    {
        lock (_owner)
        {
            _subscribers.Queue(new SessionEvent(_last.DeviceMicroseconds, _last.Sequence, kind, value, text));
        }

        Deliver();
    }

    /// <inheritdoc/>
    public void OnArrival(in Sample sample)
    {
        HostAlarm decided;
        lock (_owner)
        {
            _newest = sample;
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
            decided = Decided(guard) | Placed(sample) | _handlers.OnArrival(sample, guard);
        }

        _subscribers.OnArrival(sample, decided);
        Deliver();
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

            _handlers.OnSample(sample);
        }

        _subscribers.OnSample(sample);
    }
}
