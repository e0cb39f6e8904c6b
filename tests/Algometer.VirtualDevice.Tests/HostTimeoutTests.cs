using Algometer.Wire;

namespace Algometer.VirtualDevice.Tests;

public sealed class HostTimeoutTests
{
    [Fact]
    public void It_waits_only_in_a_hold_and_only_until_the_host_is_heard_again()
    {
        var patience = new HostTimeout();
        Assert.False(patience.Waits(guardsHold: false, 10, 1_000_000));
        Assert.False(patience.Waits(guardsHold: false, 10, 9_000_000));
        Assert.True(patience.Waits(guardsHold: true, 10, 9_000_000));
        Assert.False(patience.Waits(guardsHold: true, 11, 9_100_000));
        Assert.False(patience.Waits(guardsHold: true, 11, 9_100_000 + HostTimeout.Microseconds));
        Assert.True(patience.Waits(guardsHold: true, 11, 9_100_001 + HostTimeout.Microseconds));
        Assert.True(HostTimeout.Microseconds * 2 < Protocol.LinkSilenceMicroseconds, "there is time left for the host");
    }
}
