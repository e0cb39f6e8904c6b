using Algometer.Wire;
using Microsoft.Extensions.Time.Testing;

namespace Algometer.Link.Tests;

/// <summary>
/// A session over a scripted device on a clock that the test moves, until what it waits for is so. Time passes only while neither the session
/// nor a command of the test has anything left to do: all of both runs on one scheduler, and what the device says is read there at once.
/// </summary>
internal sealed class SessionHarness : IAsyncDisposable
{
    private static readonly TimeSpan _step = TimeSpan.FromMilliseconds(12.5);
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch.AddYears(56));
    private readonly IdleScheduler _scheduler = new();

    public SessionHarness(ISampleSink sink, DeviceSessionOptions? options = null)
    {
        Session = new DeviceSession(Device, sink, _time, (options ?? new DeviceSessionOptions()) with { Scheduler = _scheduler });
        Session.Start();
    }

    public ScriptedDevice Device { get; } = new();

    public DeviceSession Session { get; }

    /// <summary>Seconds that have passed.</summary>
    public double Seconds { get; private set; }

    /// <summary>Sends a command as the session would itself.</summary>
    public Task<CommandOutcome> SendAsync(Command command) => _scheduler.RunAsync(() => Session.SendAsync(command));

    /// <summary>Ends when the session has done all that is due by now.</summary>
    public Task WhenIdle() => _scheduler.WhenIdle();

    /// <summary>Lets time pass, a conversion at a time, until something is so; fails when it is not after this long of the clock.</summary>
    public async Task UntilAsync(Func<bool> so, double withinSeconds = 30, bool converting = true)
    {
        double end = Seconds + withinSeconds;
        await _scheduler.WhenIdle();
        while (!so())
        {
            Assert.True(Seconds < end, $"Not so after {withinSeconds} s; {Session.State} {Session.StateReason}");
            await StepAsync(converting);
        }
    }

    /// <summary>Lets this much time pass.</summary>
    public async Task RunAsync(double seconds, bool converting = true)
    {
        for (double end = Seconds + seconds; Seconds < end;)
        {
            await StepAsync(converting);
        }
    }

    /// <summary>Ends the session while the device goes on.</summary>
    public async Task CloseAsync()
    {
        Task closing = _scheduler.RunAsync(() => Session.DisposeAsync().AsTask());

        while (!closing.IsCompleted && !Session.IsStopping)
        {
            await StepAsync(converting: true);
        }

        await closing;
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        _scheduler.Dispose();
    }

    private async Task StepAsync(bool converting)
    {
        if (converting)
        {
            Device.Convert();
        }

        await _scheduler.WhenIdle();
        _time.Advance(_step);
        Seconds += _step.TotalSeconds;
        Device.Pass(_step.TotalSeconds);
        await _scheduler.WhenIdle();
    }
}
