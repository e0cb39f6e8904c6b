using Algometer.Measurement.Guard;
using Algometer.Measurement.Signal;
using Algometer.Wire;

namespace Algometer.Link;

/// <content>Who speaks: hello, calibration, restarts; and what is told beside samples.</content>
public sealed partial class FrameDispatcher
{
    private const long LongestAwayMicroseconds = 24L * 3600 * 1_000_000;
    private const long FurthestAheadMicroseconds = 60_000_000;

    // A sample that was read late, on a machine that was busy, seems to have been taken so much later than it was.
    private const long MostOnTheWayMicroseconds = 5_000_000;

    // A device's clock may run that much faster than it promised (PROTOCOL.md, flag 0x0040), and its first samples come at once.
    private const double FastestPart = 5.0 / 4;
    private const long FewSamples = 8;
    private const long FurthestAheadSamples = 4096;

    private void AcceptHello(long wall)
    {
        HelloMessage hello = default;
        if (!hello.TryRead(_reader) || !DeviceClaims.IsUsable(hello))
        {
            _implausible++;
            return;
        }

        var device = DeviceDescription.From(hello);
        if (_expectedDeviceId is { } expected && expected != device.DeviceId)
        {
            Stranger = device;
            return;
        }

        Stranger = null;
        _implausibleDevice = !DeviceClaims.ArePlausible(hello);
        if (Device is null)
        {
            Anchor(hello);
        }
        else if (Device.DeviceId != device.DeviceId)
        {
            Restart(hello, wall, null, "another device answered");
        }
        else if (Device.BootId != device.BootId)
        {
            Restart(hello, wall, "the device restarted; their number is reckoned from the time", "the device restarted");
        }
        else
        {
            Continue(hello, wall);
        }

        bool otherRate = Math.Abs((Device?.RateHertz ?? 0) - device.RateHertz) > 0.0005;
        Device = device;
        if (otherRate)
        {
            _check.Restart(device.RateHertz);
        }

        Hellos++;
        _sink.OnDevice(device);
    }

    // Numbers and time go on from here. Samples that were never taken live before this are not missed.
    private void Anchor(in HelloMessage hello)
    {
        _sequence.StartAt(hello.NextSequence);
        _timeline.Begin(hello.UptimeMicroseconds);
        _lastSequence = hello.NextSequence + _sequenceOffset - 1;
        _lastDeviceMicroseconds = _timeline.OfUptime(hello.UptimeMicroseconds);
        _hasLive = false;
        _oweLeap = StreamDoubt.None;
        _check.Restart(DeviceDescription.From(hello).RateHertz);
    }

    // The same start of the same device: its 64-bit time settles what 32 bits of a sample leave open after a long silence, and its next
    // number tells what is missing before the first new sample comes, while the device still holds the oldest of it.
    private void Continue(in HelloMessage hello, long wall)
    {
        if (!_hasLive)
        {
            AnchorAgain(hello, wall);
            return;
        }

        long next = _sequence.Peek(hello.NextSequence) + _sequenceOffset;
        long step = next - 1 - _lastSequence;
        if (_timeline.IsTurnsAhead(hello.UptimeMicroseconds, _lastDeviceMicroseconds))
        {
            _oweLeap = StreamDoubt.ClockAhead;
        }

        long now = _timeline.OfUptime(hello.UptimeMicroseconds);
        if (now - _lastDeviceMicroseconds > MostAhead(wall))
        {
            // A clock that leapt by years in a moment says nothing of the samples' time.
            _implausible++;
            return;
        }

        if (now < _lastDeviceMicroseconds && step >= 0 && step <= MostSteps(Math.Clamp(wall - _lastWall, 0, LongestAwayMicroseconds)))
        {
            // Its numbers go on, so it did not start anew: only its clock went back.
            _implausible++;
            _oweLeap = StreamDoubt.ClockBack;
            now = GoesOn(step);
            _timeline.Leap(StreamDoubt.ClockBack, hello.UptimeMicroseconds, now);
            _clock.Reset();
            _check.Restart(Device!.RateHertz);
        }

        if (now < _lastDeviceMicroseconds || step < 0 || step > MostSteps(now - _lastDeviceMicroseconds))
        {
            _implausible++;
            Restart(hello, wall, "the device began to count anew; their number is reckoned from the time", "the device began to count anew");
            return;
        }

        _timeline.Follow(now);
        _sequence.StartAt(next - _sequenceOffset);
        _toldMicroseconds = now;
        if (!_closing)
        {
            _assembler.Expect(next);
        }

        WantRefill();
    }

    // Said before, and no sample has come since: it may put right what it said, but what is recorded goes on where it was.
    private void AnchorAgain(in HelloMessage hello, long wall)
    {
        long ahead = _timeline.OfUptime(hello.UptimeMicroseconds) - _lastDeviceMicroseconds;
        long step = hello.NextSequence + _sequenceOffset - 1 - _lastSequence;
        if (LiveSamples > 0 && (ahead < 0 || ahead > MostAhead(wall)))
        {
            _timeline.Map(hello.UptimeMicroseconds, _lastDeviceMicroseconds);
        }

        if (LiveSamples > 0 && (step < 0 || step > MostSteps(ahead)))
        {
            _sequenceOffset = _lastSequence + 1 - hello.NextSequence;
        }

        Anchor(hello);
    }

    // By the host's clock, twice over: the two may differ, and a host's clock may be set.
    private long MostAhead(long wall) => (2 * Math.Clamp(wall - _lastWall, 0, LongestAwayMicroseconds)) + FurthestAheadMicroseconds;

    // A restarted device counts from 0 again; the record goes on where it was, with the time that passed on the wall clock and a gap of
    // as many samples as that time holds beside those that the new start has taken already. Those it holds: they are asked for. The
    // number of the others is nobody's knowledge: the reason says that it is reckoned. One that claims to run for longer than it was away
    // only calls itself a new start: what it took is recorded.
    private void Restart(in HelloMessage hello, long wall, string? reckoned, string reason)
    {
        _sink.Flush();
        _assembler.GiveUp(reason);
        _planner.Forget();
        RefillWanted = null;
        long away = Math.Clamp(wall - _lastWall, 1, LongestAwayMicroseconds);
        long taken = 0;
        if (hello.UptimeMicroseconds <= away + MostOnTheWayMicroseconds)
        {
            // It did not start before its last start's newest sample, whatever the way here added to that one's time.
            away = Math.Max(away, hello.UptimeMicroseconds + 1);
            taken = reckoned is null || _lastWall == 0 || _closing ? 0 : TakenBefore(hello);
        }

        // Another device brings numbers of its own, as its record does; those of this one go on, so that a gap can stand between.
        long next = reckoned is null ? hello.NextSequence : Math.Max(_assembler.Next, 0);
        if (_lastWall != 0 && reckoned is not null && !_closing)
        {
            next = _assembler.Skip(Math.Max(1, (long)(away * Math.Clamp(Device!.RateHertz, 1, 1000) / 1e6) - taken), reckoned);
        }

        _sequenceOffset = next + taken - hello.NextSequence;
        _timeline.Map(hello.UptimeMicroseconds, _lastDeviceMicroseconds + away);
        Anchor(hello);
        _lastWall = wall;
        _assembler.StartAt(next);
        _assembler.Expect(next + taken);
        _clock.Reset();
        _converter.Reset();
        _implausibleCalibration = false;
        _lastPress = -1;
        Restarts++;
        WantRefill();
    }

    // What a start has taken before it said so: not more than its time allows, or its numbers did not begin at 0.
    private static long TakenBefore(in HelloMessage hello)
    {
        double rate = Math.Clamp(DeviceDescription.From(hello).RateHertz, 1, 1000);
        return Math.Min(hello.NextSequence, (long)(FastestPart * rate * hello.UptimeMicroseconds / 1e6) + FewSamples);
    }

    private void AcceptCalibration()
    {
        CalibrationMessage message = default;
        if (!message.TryRead(_reader) || Device is null)
        {
            return;
        }

        // Values that no cell has are not reckoned with: nothing is trusted until others come.
        _implausibleCalibration = !DeviceClaims.ArePlausible(message, (int)(Device.CapacityNewtons * 1000), Device.Simulated);
        if (_implausibleCalibration)
        {
            _implausible++;
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
        long from = BoundSequence(message.FromSequence);
        if (_converter.Add(calibration, from))
        {
            _sink.OnCalibration(calibration, from);
        }
    }

    private void AcceptEvent()
    {
        EventMessage message = default;
        if (message.TryRead(_reader) && Device is not null)
        {
            if (message.Code == EventCode.RateChanged && message.Value is > 0 and <= 1000)
            {
                Device = Device with { RateHertz = message.Value };
                _check.Restart(message.Value);
            }

            // What its hello said of faults and of what is stored may be true no longer.
            _isHelloStale |= message.Code is EventCode.FaultRaised or EventCode.FaultCleared or EventCode.AlarmCleared or EventCode.NotStored or EventCode.Calibrated;
            _sink.OnDeviceEvent(new DeviceEvent(message.Code, BoundTime(message.Microseconds), BoundSequence(message.Sequence), message.Value));
        }
    }

    private void AcceptButton()
    {
        ButtonMessage message = default;
        if (!message.TryRead(_reader) || Device is null)
        {
            return;
        }

        PressToAcknowledge = message.PressId;
        if (message.PressId != _lastPress)
        {
            _lastPress = message.PressId;
            _sink.OnButton(new ButtonPress(message.PressId, BoundTime(message.Microseconds), BoundSequence(message.Sequence)));
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
        long device = _timeline.OfUptime(message.Microseconds);
        if (sent != 0 && wall >= sent && device == BoundTime(message.Microseconds))
        {
            var point = new ClockPoint(device, sent + ((wall - sent) / 2), wall - sent);
            _clock.Add(point);
            _sink.OnClock(point);
        }

        Answered?.Invoke(message.CommandId, MessageType.Ping, new CommandOutcome(true, 0, ""));

        // No event tells that a write has succeeded at last.
        if (_isHelloStale || (Device is { IsNotStored: true } && (_identifyAskedAt == long.MinValue || wall - _identifyAskedAt >= NotStoredEveryMicroseconds)))
        {
            _isHelloStale = !WantIdentify(wall);
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
                _planner.Gone(_sequence.Peek((uint)message.Detail) + _sequenceOffset, DeviceNow);
            }

            WantRefill();
        }

        Answered?.Invoke(message.CommandId, message.Command, CommandOutcome.Refused(message.Reason, message.Detail));
    }

    // A time or number beside the samples is told as the device says it, as far as it can be true at all.
    private long BoundTime(long deviceMicroseconds) => _timeline.OfUptime(deviceMicroseconds) is var told && told >= _lastDeviceMicroseconds - LongestAwayMicroseconds
        ? Math.Min(told, _lastDeviceMicroseconds + FurthestAheadMicroseconds)
        : _lastDeviceMicroseconds;

    private long BoundSequence(uint sequence) => Math.Clamp(_sequence.Peek(sequence) + _sequenceOffset, 0, Math.Max(0, _lastSequence) + FurthestAheadSamples);
}
