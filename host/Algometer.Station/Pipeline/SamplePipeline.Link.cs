using Algometer.Link;
using Algometer.Measurement.Guard;
using Algometer.Measurement.Hold;
using Algometer.Measurement.Signal;
using Algometer.Records.Model;
using Algometer.Wire;

namespace Algometer.Station.Pipeline;

/// <content>What the link tells besides samples: the device, the connection, its events, and silence.</content>
public sealed partial class SamplePipeline
{
    /// <inheritdoc/>
    public void OnGap(in SampleGap gap)
    {
        Gaps++;
        _subscribers.OnGap(gap, Last.DeviceMicroseconds);
    }

    /// <inheritdoc/>
    public void OnDeviceEvent(in DeviceEvent deviceEvent)
    {
        DeviceEvent happened = deviceEvent;
        lock (_owner)
        {
            _subscribers.Queue(new SessionEvent(happened.DeviceMicroseconds, happened.Sequence, DeviceEventNames.Of(happened.Code), happened.Value));
            if (_followsDeviceLimit && happened.Code == EventCode.LimitChanged)
            {
                _measurement.Guard.LowerLimit(happened.Value * 1e-3);
            }

            if (happened.Code == EventCode.RateChanged && Device is { } device)
            {
                _board.Promise(happened.Value, device.Simulated);
            }

            _handlers.Tell<IDeviceEventHandler>(handler => handler.OnDeviceEvent(happened));
        }

        Deliver();
    }

    /// <inheritdoc/>
    public void OnButton(in ButtonPress press)
    {
        ButtonPress pressed = press;
        lock (_owner)
        {
            _subscribers.Queue(new SessionEvent(pressed.DeviceMicroseconds, pressed.Sequence, EventKinds.Stop, pressed.PressId, "patient's button"));
            _measurement.EndHold(HoldEnd.Button);
            _handlers.Tell<IButtonHandler>(handler => handler.OnButton(pressed));
        }

        Deliver();
    }

    /// <inheritdoc/>
    public void OnDevice(DeviceDescription device)
    {
        ArgumentNullException.ThrowIfNull(device);
        if (Device is { } known && known.DeviceId != device.DeviceId)
        {
            // Another cell, another zero, another limit: its samples belong to a record of their own, begun with its calibration.
            Note("another-device", null, device.Name);
            _subscribers.Between(_record.EndSession);
            lock (_owner)
            {
                // What happens before the first sample of the next record has none of its samples to belong to.
                _last = _last with { Sequence = 0 };
            }
        }
        else if (Device is { } started && started.BootId != device.BootId)
        {
            Note("device-restarted", null);
        }

        lock (_owner)
        {
            Device = device;
            _measurement.Guard.CeilingNewtons = device.HighestLimitNewtons;
            _board.Promise(device.RateHertz, device.Simulated);
            if (_followsDeviceLimit)
            {
                _measurement.Guard.LowerLimit(device.LimitNewtons);
            }
        }
    }

    /// <inheritdoc/>
    /// <remarks>The only way up: what a device says of itself lowers the host's limit and never raises it.</remarks>
    public void OnLimitTaken(double newtons)
    {
        if (_followsDeviceLimit && newtons > 0)
        {
            lock (_owner)
            {
                _measurement.Guard.Options = _measurement.Guard.Options with { LimitNewtons = newtons };
            }
        }
    }

    /// <inheritdoc/>
    public void OnEarly(in Sample sample)
    {
        Sample early = sample;
        _subscribers.Between(() => _record.OnEarly(early));
    }

    /// <inheritdoc/>
    public void OnCalibration(in CellCalibration calibration, long fromSequence)
    {
        CellCalibration now = calibration;
        Calibration = now;
        _subscribers.Between(() => _record.OnCalibration(Device, now, fromSequence));
        TellState();
    }

    /// <inheritdoc/>
    public void OnClock(in Link.ClockPoint point) => _record.OnClock(point);

    /// <inheritdoc/>
    public void OnState(LinkState state, string reason)
    {
        ArgumentNullException.ThrowIfNull(reason);
        bool isOther = State != state;
        State = state;
        StateReason = reason;
        lock (_owner)
        {
            if (state == LinkState.Connected && isOther)
            {
                _board.Connected(NowMicroseconds);
            }
            else if (state is LinkState.Lost)
            {
                _measurement.EndHold(HoldEnd.LinkLost);
                _board.Lost(reason, NowMicroseconds);
                _newest = default;
            }

            // A connected device may answer nothing, or answer again: it stays connected.
            _board.Unanswered(state == LinkState.Connected ? reason : "");
            if (isOther || state != LinkState.Connected)
            {
                _handlers.Tell<IConnectionHandler>(handler => handler.OnConnection(state));
            }
        }

        TellAlarm();
        Note("link-" + state.ToString().ToLowerInvariant(), null, reason.Length == 0 ? null : reason);
        TellState();
    }

    /// <inheritdoc/>
    void IMeasurementEventSink.On(in MeasurementEvent measurementEvent)
    {
        string kind = measurementEvent.Kind == MeasurementEventKind.OverLimit ? EventKinds.OverPressure : EventNames.Of(measurementEvent.Kind);
        _subscribers.Queue(new SessionEvent(measurementEvent.DeviceMicroseconds, measurementEvent.Sequence, kind, measurementEvent.Value));
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
            Note("stream-doubt", (int)doubt, AlarmWords.Of(doubt));
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

        Note(SampleSubscribers.ProgramError, null, what);
        TellAlarm();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _ticking.Dispose();
        _record.Dispose();
    }

    /// <summary>Time goes on: called by the pipeline's own timer, and by tests.</summary>
    internal void Tick()
    {
        bool wanted = State == LinkState.Connected && _isStreamWanted();
        lock (_owner)
        {
            if (_board.Tick(NowMicroseconds, wanted))
            {
                _measurement.EndHold(HoldEnd.SensorFault);
                _handlers.Tell<ISilenceHandler>(handler => handler.OnSilence());
            }
        }

        Deliver();
        TellAlarm();
    }

    private long NowMicroseconds => (long)_time.GetElapsedTime(_began).TotalMicroseconds;

    private static HostAlarm Decided(SafeRangeGuard guard) => (guard.IsOverLimit ? HostAlarm.OverLimit : HostAlarm.None)
        | (guard.IsPreWarning ? HostAlarm.PreWarning : HostAlarm.None)
        | (guard.IsLatched ? HostAlarm.Latched : HostAlarm.None)
        | (guard.IsSensorFault ? HostAlarm.SensorFault : HostAlarm.None);

    // Told with the sample: a band that is told later than the force it belongs to would show a place where nobody was.
    private HostAlarm Placed(in Sample sample) => _measurement.Hold is { IsRunning: true } hold && hold.Band.Holds(sample.ForceNewtons) ? HostAlarm.InBand : HostAlarm.None;

    // What arises inside is delivered by whoever leaves the lock.
    private void Deliver()
    {
        if (!_owner.IsHeldByCurrentThread)
        {
            _subscribers.DeliverEvents();
        }
    }

    // A handler or a subscriber that fails ends no other's.
    private void Erred(string where, Exception failure)
    {
        string what = $"The program made an error in {where} ({failure.GetType().Name}: {failure.Message})";
        lock (_owner)
        {
            bool again = string.Equals(what, _lastError, StringComparison.Ordinal);
            _lastError = what;
            _board.Erred(what, NowMicroseconds);
            if (!again)
            {
                _subscribers.Queue(new SessionEvent(_last.DeviceMicroseconds, _last.Sequence, SampleSubscribers.ProgramError, null, what));
            }
        }
    }

    private void TellAlarm()
    {
        AlarmView alarm;
        lock (_owner)
        {
            alarm = _board.View();
            if (alarm.Kind == _toldAlarm)
            {
                return;
            }

            _toldAlarm = alarm.Kind;
        }

        _subscribers.OnAlarm(alarm);
    }

    private void TellState() => _subscribers.OnState(new StationState(
        State,
        StateReason,
        Device?.Name,
        Device?.Firmware,
        Device?.Simulated ?? false,
        Device?.RateHertz ?? 0,
        Device?.LimitNewtons ?? 0,
        TipAreaCm2,
        Calibration.Id,
        _record.Recorder?.SessionId));
}
