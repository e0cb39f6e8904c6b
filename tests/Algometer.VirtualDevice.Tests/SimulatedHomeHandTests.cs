namespace Algometer.VirtualDevice.Tests;

public sealed class SimulatedHomeHandTests
{
    [Fact]
    public void A_little_less_for_long_is_not_letting_go()
    {
        var hand = new SimulatedHomeHand(HomePatient.Named("steady"));
        double seconds = 0;
        Press(hand, HomeCue.Hold, ref seconds, 20);
        double held = hand.Newtons;
        Press(hand, HomeCue.Less, ref seconds, 6);
        Assert.True(hand.Newtons < held, $"{hand.Newtons:0.0} N after {held:0.0} N");
        Assert.True(hand.Newtons > 0.75 * Low, $"{hand.Newtons:0.0} N with a band from {Low:0} N");
    }

    private const double Low = 25;

    private static void Press(SimulatedHomeHand hand, HomeCue cue, ref double seconds, double howLong)
    {
        hand.See(new HomeSeen(true, cue, Low, 38));
        for (double end = seconds + howLong; seconds < end; seconds += 1 / 80.0)
        {
            hand.MoveTo(seconds);
        }
    }
}
