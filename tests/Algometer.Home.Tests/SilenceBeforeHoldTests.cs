using Algometer.Measurement.Home.Session;

namespace Algometer.Home.Tests;

/// <summary>A second without samples, while no hold runs: the next hold begins only after the device was checked by what came since.</summary>
public sealed class SilenceBeforeHoldTests
{
    [Fact]
    public void In_a_rest_it_leads_to_the_check_and_not_to_a_hold()
    {
        SessionBench bench = new SessionBench().ToHold();
        bench.PressAnswering(30, 100, () => 5);
        bench.Until(() => bench.Session.Phase == SessionPhase.Rest, 0, 20);
        bench.Until(() => bench.Session.View().RestSecondsLeft < 0.5, 0, 200);
        bench.Skip(100).Feed(0);
        Assert.Equal(SessionPhase.DeviceCheck, bench.Session.Phase);
        bench.Until(() => bench.Session.GuardsHold, 0, 10);
    }

    [Fact]
    public void In_the_check_it_begins_the_check_anew()
    {
        SessionBench bench = new SessionBench().ToCheck();
        double seconds = 0;
        while (!bench.Session.GuardsHold)
        {
            bench.Feed(0);
            seconds += 1.0 / 80;
        }

        SessionBench cut = new SessionBench().ToCheck();
        cut.Press(0, seconds - 0.1);
        cut.Skip(100).Feed(0);
        Assert.Equal(SessionPhase.DeviceCheck, cut.Session.Phase);
        cut.Press(0, seconds - 0.2);
        Assert.Equal(SessionPhase.DeviceCheck, cut.Session.Phase);
        cut.Until(() => cut.Session.GuardsHold, 0, 1);
    }
}
