namespace Algometer.Link;

/// <summary>How a session behaves. The defaults are the product's.</summary>
public sealed record DeviceSessionOptions
{
    /// <summary>Silence that counts as a lost link.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Pause between attempts to reconnect.</summary>
    public TimeSpan RetryEvery { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>How often the device is pinged; it must hear something each second in a guided hold.</summary>
    public TimeSpan PingEvery { get; init; } = TimeSpan.FromMilliseconds(400);

    /// <summary>How long an answer to a command is awaited before it is sent again.</summary>
    public TimeSpan CommandTimeout { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long the line may take to take a command; one that does not is opened anew.</summary>
    public TimeSpan WriteTimeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How often a command is sent at most.</summary>
    public int CommandAttempts { get; init; } = 3;

    /// <summary>How long no sample may come from a device that was started before it is asked who it is and started again.</summary>
    public TimeSpan StalledAfter { get; init; } = TimeSpan.FromMilliseconds(700);

    /// <summary>The only device to be used, or null for whichever answers.</summary>
    public long? ExpectedDeviceId { get; init; }

    /// <summary>Where all that the session does of itself runs. A test's own knows when nothing is left to do, so that time may pass.</summary>
    public TaskScheduler Scheduler { get; init; } = TaskScheduler.Default;

    /// <summary>Whether streaming is started by the session itself.</summary>
    public bool AutoStart { get; init; } = true;
}
