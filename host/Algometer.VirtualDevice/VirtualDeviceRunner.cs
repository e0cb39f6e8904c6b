namespace Algometer.VirtualDevice;

/// <summary>
/// Lets a virtual device live in real time, a number of times faster, or as fast as the host takes it. The device's own clock is moved to
/// where it should be, so that a late wake-up of this machine delays nothing for good. One that lives faster than real time leaps no further
/// than a host can follow, and while it guards a hold and has not heard its host for a while, it lives at a quarter of real time: it would
/// take a busy host for a dead one. While a person is asked something, it lives in real time: people, and pages, answer no faster for it.
/// </summary>
public sealed class VirtualDeviceRunner(VirtualAlgometer device, double speed, TimeProvider time)
{
    private const long LongestLeapMicroseconds = 300_000;
    private static readonly TimeSpan _tick = TimeSpan.FromMilliseconds(4);
    private static readonly TimeSpan _linger = TimeSpan.FromSeconds(1.5);

    /// <summary>Runs until cancelled, or until a recorded load has been played and the host had time to ask for what it missed.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        long began = time.GetTimestamp();
        long deviceBegan = device.Microseconds;
        double pace = 1;
        var patience = new HostTimeout();
        using var timer = new PeriodicTimer(_tick, time);
        try
        {
            while (!device.IsAtEnd)
            {
                bool waits = patience.Waits(device.IsGuardingHold, device.Link.Heard, device.Microseconds);
                double wanted = DevicePace.Of(speed, device.IsStreaming, waits, device.IsPersonAsked);
                if (wanted != pace)
                {
                    pace = wanted;
                    began = time.GetTimestamp();
                    deviceBegan = device.Microseconds;
                }

                if (double.IsPositiveInfinity(pace))
                {
                    await BurstAsync(cancellationToken);
                    continue;
                }

                long target = deviceBegan + (long)(time.GetElapsedTime(began).TotalMicroseconds * pace);
                if (pace > 1 && target - device.Microseconds > LongestLeapMicroseconds)
                {
                    target = device.Microseconds + LongestLeapMicroseconds;
                    began = time.GetTimestamp();
                    deviceBegan = target;
                }

                while (device.Microseconds < target && !device.IsAtEnd && device.Link.TakesMore)
                {
                    device.Step();
                }

                if (!device.Link.TakesMore)
                {
                    // The host is slower than the speed asked for: time goes on from here once it has caught up, so that nothing is lost.
                    await device.Link.Space.WaitAsync(cancellationToken);
                    began = time.GetTimestamp();
                    deviceBegan = device.Microseconds;
                }

                await timer.WaitForNextTickAsync(cancellationToken);
            }

            long ended = time.GetTimestamp();
            while (time.GetElapsedTime(ended) < _linger)
            {
                device.Step();
                await timer.WaitForNextTickAsync(cancellationToken);
            }
        }
        finally
        {
            device.Link.Close();
            device.PutLoadAway();
        }
    }

    private async Task BurstAsync(CancellationToken cancellationToken)
    {
        for (int i = 0; i < 256 && !device.IsAtEnd && device.Link.Space.IsCompleted; i++)
        {
            device.Step();
        }

        cancellationToken.ThrowIfCancellationRequested();
        await device.Link.Space.WaitAsync(cancellationToken);
    }
}
