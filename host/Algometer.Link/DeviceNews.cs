using Algometer.Wire;

namespace Algometer.Link;

/// <summary>What a device tells beside its samples: events, presses of its button, its time. Told as the device says it, within what can be true.</summary>
internal sealed class DeviceNews(GlitchSink sink, StreamPosition at, StreamTrust trust, ClockMap clock, Freshness freshness)
{
    private (int Id, long At) _lastPress = (-1, 0);

    /// <summary>A press to be acknowledged; -1 when none.</summary>
    public int PressToAcknowledge { get; private set; } = -1;

    /// <summary>The press has been acknowledged.</summary>
    public void Acknowledged() => PressToAcknowledge = -1;

    /// <summary>Another start of the device numbers its presses anew.</summary>
    public void Restart() => _lastPress = (-1, 0);

    /// <summary>Takes an event.</summary>
    public void Accept(in EventMessage message)
    {
        if (message.Code == EventCode.RateChanged && message.Value is > 0 and <= 1000 && DeviceClaims.IsRate((uint)message.Value * 1000, at.Device!.Simulated))
        {
            at.Device = at.Device! with { RateHertz = message.Value };
            trust.Check.Restart(message.Value);
        }

        // What its hello said of faults and of what is stored may be true no longer.
        if (message.Code is EventCode.FaultRaised or EventCode.FaultCleared or EventCode.AlarmCleared or EventCode.NotStored or EventCode.Calibrated)
        {
            trust.OutdateHello();
        }

        sink.OnDeviceEvent(new DeviceEvent(message.Code, at.BoundTime(message.Microseconds), at.BoundSequence(message.Sequence), message.Value));
    }

    /// <summary>
    /// Takes a press; it is told once, however often it is sent, and acknowledged each time. A repeat bears the time of the press as well as its
    /// number: after a restart numbers begin anew, and the press may come before the hello that tells of it.
    /// </summary>
    public void Accept(in ButtonMessage message)
    {
        PressToAcknowledge = message.PressId;
        if (_lastPress != (message.PressId, message.Microseconds))
        {
            _lastPress = (message.PressId, message.Microseconds);
            sink.OnButton(new ButtonPress(message.PressId, at.BoundTime(message.Microseconds), at.BoundSequence(message.Sequence)));
        }
    }

    /// <summary>Takes a pong.</summary>
    /// <param name="message">What came.</param>
    /// <param name="sent">The host's time when the ping was sent, µs; 0 when unknown.</param>
    public void Accept(in PongMessage message, long sent)
    {
        if (sent != 0 && at.Wall >= sent)
        {
            freshness.Add(message.Microseconds, sent, at.Wall);
        }

        long device = at.Timeline.OfUptime(message.Microseconds);
        if (sent != 0 && at.Wall >= sent && device == at.BoundTime(message.Microseconds))
        {
            var point = new ClockPoint(device, sent + ((at.Wall - sent) / 2), at.Wall - sent);
            clock.Add(point);
            sink.OnClock(point);
        }

        trust.RenewHello(at.Device is { IsNotStored: true });
    }
}
