using Microsoft.Extensions.Time.Testing;

namespace Algometer.Link.Tests;

/// <summary>A session over a scripted device on a clock that the test moves, until what it waits for is so.</summary>
internal sealed class SessionHarness : IAsyncDisposable
{
    private static readonly TimeSpan _step = TimeSpan.FromMilliseconds(12.5);
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch.AddYears(56));

    public SessionHarness(ISampleSink sink, DeviceSessionOptions? options = null)
    {
        Session = new DeviceSession(Device, sink, _time, options);
        Session.Start();
    }

    public ScriptedDevice Device { get; } = new();

    public DeviceSession Session { get; }

    /// <summary>Seconds that have passed.</summary>
    public double Seconds { get; private set; }

    /// <summary>Lets time pass, a conversion at a time, until something is so; fails when it is not after this long of the clock.</summary>
    public async Task UntilAsync(Func<bool> so, double withinSeconds = 30, bool converting = true)
    {
        double end = Seconds + withinSeconds;
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

    public ValueTask DisposeAsync() => Session.DisposeAsync();

    private async Task StepAsync(bool converting)
    {
        if (converting)
        {
            Device.Convert();
        }

        await SettleAsync();
        _time.Advance(_step);
        Seconds += _step.TotalSeconds;
        await SettleAsync();
    }

    // What the session does on its own tasks is done before more time passes: a busy machine is no silent device.
    private async Task SettleAsync()
    {
        for (int i = 0; i < 20 || (i < 100_000 && !Device.IsRead && Session.State == LinkState.Connected && !Session.Completion.IsCompleted); i++)
        {
            await Task.Yield();
        }
    }
}
