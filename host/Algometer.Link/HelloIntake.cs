using Algometer.Measurement.Guard;
using Algometer.Wire;

namespace Algometer.Link;

/// <summary>
/// Who speaks, and since when: the same start of the same device goes on, another start or another device begins anew where the record stands.
/// </summary>
internal sealed class HelloIntake(GlitchSink sink, StreamPosition at, StreamTrust trust, StreamRefill refill, SampleIntake samples, long? expectedDeviceId)
{
    // A sample that was read late, on a machine that was busy, seems to have been taken so much later than it was.
    private const long MostOnTheWayMicroseconds = 5_000_000;

    // Without a sample that fits for so long its numbers do not go on: as long as silence may be.
    private const long GoesOnMicroseconds = 500_000;

    // A device's clock may run that much faster than it promised (PROTOCOL.md, flag 0x0040), and its first samples come at once.
    private const double FastestPart = 5.0 / 4;
    private const long FewSamples = 8;

    /// <summary>A device that answered although another is expected, or null; nothing that it sends is used.</summary>
    public DeviceDescription? Stranger { get; private set; }

    /// <summary>How often a device has said who it is.</summary>
    public int Hellos { get; private set; }

    /// <summary>How often samples began anew: another start of the device, another device, or numbers that leapt.</summary>
    public int Restarts { get; private set; }

    /// <summary>Whether it was the same start of the same device when numbers began anew last.</summary>
    public bool IsSameStart { get; private set; }

    /// <summary>What began with the start before is over: called at each restart.</summary>
    public required Action Restarted { get; init; }

    /// <summary>Takes a hello.</summary>
    public void Accept(in HelloMessage hello)
    {
        if (!DeviceClaims.IsUsable(hello))
        {
            trust.Drop();
            return;
        }

        var device = DeviceDescription.From(hello);
        if (expectedDeviceId is { } expected && expected != device.DeviceId)
        {
            Stranger = device;
            return;
        }

        Stranger = null;
        trust.ImplausibleDevice = !DeviceClaims.ArePlausible(hello);
        if (at.Device is null)
        {
            Anchor(hello);
        }
        else if (at.Device.DeviceId != device.DeviceId)
        {
            Restart(hello, null, "another device answered");
        }
        else if (at.Device.BootId != device.BootId)
        {
            Restart(hello, "the device restarted; their number is reckoned from the time", "the device restarted");
        }
        else
        {
            Continue(hello);
        }

        bool otherRate = Math.Abs((at.Device?.RateHertz ?? 0) - device.RateHertz) > 0.0005;
        at.Device = device;
        if (otherRate)
        {
            trust.Check.Restart(device.RateHertz);
        }

        Hellos++;
        sink.OnDevice(device);
    }

    private void Anchor(in HelloMessage hello)
    {
        at.Anchor(hello.NextSequence, hello.UptimeMicroseconds);
        trust.Check.Restart(DeviceDescription.From(hello).RateHertz);
    }

    // The same start of the same device: its 64-bit time settles what 32 bits of a sample leave open after a long silence, and its next
    // number tells what is missing before the first new sample comes, while the device still holds the oldest of it.
    private void Continue(in HelloMessage hello)
    {
        if (!at.HasLive)
        {
            AnchorAgain(hello);
            return;
        }

        long next = at.SequenceOf(hello.NextSequence);
        long step = next - 1 - at.LastSequence;
        if (at.Timeline.IsTurnsAhead(hello.UptimeMicroseconds, at.LastMicroseconds))
        {
            at.OwedLeap = StreamDoubt.ClockAhead;
        }

        long now = at.Timeline.OfUptime(hello.UptimeMicroseconds);
        if (now - at.LastMicroseconds > at.MostAhead)
        {
            // A clock that leapt by years in a moment says nothing of the samples' time.
            trust.Drop();
            return;
        }

        if (now < at.LastMicroseconds && step >= 0 && step <= at.MostSteps(at.Away(0)))
        {
            // Its numbers go on, so it did not start anew: only its clock went back.
            trust.Drop();
            at.OwedLeap = StreamDoubt.ClockBack;
            now = at.GoesOn(step);
            at.Timeline.Leap(StreamDoubt.ClockBack, hello.UptimeMicroseconds, now);
            samples.ForgetClock();
        }

        if (now < at.LastMicroseconds || step < 0 || step > at.MostSteps(now - at.LastMicroseconds))
        {
            // Only a new boot_id tells a new start. As long as its samples go on as they were it is what it says here that is wrong; where they do not,
            // it counts anew, whatever it calls itself.
            trust.Drop(StreamDoubt.Numbering);
            if (at.Away(0) < GoesOnMicroseconds)
            {
                return;
            }

            Restart(hello, "the device began to count anew; their number is reckoned from the time", "the device began to count anew");
            return;
        }

        at.Timeline.Follow(now);
        at.Follow(next);
        at.ToldMicroseconds = now;
        if (!at.IsClosing)
        {
            refill.Assembler.Expect(next);
        }

        refill.Want();
    }

    // Said before, and no sample has come since: it may put right what it said, but what is recorded goes on where it was.
    private void AnchorAgain(in HelloMessage hello)
    {
        long ahead = at.Timeline.OfUptime(hello.UptimeMicroseconds) - at.LastMicroseconds;
        long step = at.SequenceAt(hello.NextSequence) - 1 - at.LastSequence;
        if (samples.Live > 0 && (ahead < 0 || ahead > at.MostAhead))
        {
            at.Timeline.Map(hello.UptimeMicroseconds, at.LastMicroseconds);
        }

        if (samples.Live > 0 && (step < 0 || step > at.MostSteps(ahead)))
        {
            at.MapSequence(hello.NextSequence, at.LastSequence + 1);
        }

        Anchor(hello);
    }

    // A restarted device counts from 0 again; the record goes on where it was, with the time that passed on the wall clock and a gap of
    // as many samples as that time holds beside those that the new start has taken already. Those it holds: they are asked for. The
    // number of the others is nobody's knowledge: the reason says that it is reckoned. One that claims to run for longer than it was away
    // only calls itself a new start: what it took is recorded.
    private void Restart(in HelloMessage hello, string? reckoned, string reason)
    {
        sink.Flush();
        refill.Assembler.GiveUp(reason);
        refill.Planner.Forget();
        refill.Clear();
        long away = at.Away(1);
        long taken = 0;
        if (hello.UptimeMicroseconds <= away + MostOnTheWayMicroseconds)
        {
            // It did not start before its last start's newest sample, whatever the way here added to that one's time.
            away = Math.Max(away, hello.UptimeMicroseconds + 1);
            taken = reckoned is null || at.LastWall == 0 || at.IsClosing ? 0 : TakenBefore(hello);
        }

        else if (reckoned is not null)
        {
            reckoned = "the device calls itself another start and claims to run for longer than it was away; their number is reckoned from the time";
        }

        // Another device brings numbers of its own, as its record does; those of this one go on, so that a gap can stand between.
        long next = reckoned is null ? hello.NextSequence : Math.Max(refill.Assembler.Next, 0);
        if (at.LastWall != 0 && reckoned is not null && !at.IsClosing)
        {
            next = refill.Assembler.Skip(Math.Max(1, (long)(away * at.RateHertz / 1e6) - taken), reckoned);
        }

        at.MapSequence(hello.NextSequence, next + taken);
        at.Timeline.Map(hello.UptimeMicroseconds, at.LastMicroseconds + away);
        Anchor(hello);
        at.LastWall = at.Wall;
        refill.Assembler.StartAt(next);
        refill.Assembler.Expect(next + taken);
        samples.Restart(isOther: reckoned is null);
        trust.ImplausibleCalibration = false;
        IsSameStart = at.Device!.DeviceId == hello.DeviceId && at.Device.BootId == hello.BootId;
        Restarts++;
        Restarted();
        refill.Want();
    }

    // What a start has taken before it said so: not more than its time allows, or its numbers did not begin at 0.
    private static long TakenBefore(in HelloMessage hello)
    {
        double rate = Math.Clamp(DeviceDescription.From(hello).RateHertz, 1, 1000);
        return Math.Min(hello.NextSequence, (long)(FastestPart * rate * hello.UptimeMicroseconds / 1e6) + FewSamples);
    }
}
