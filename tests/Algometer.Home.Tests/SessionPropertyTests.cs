using Algometer.Measurement.Home.Rules;
using Algometer.Measurement.Home.Session;
using Algometer.Measurement.Signal;
using CsCheck;

namespace Algometer.Home.Tests;

/// <summary>Whatever samples, answers, stops and failures come in whatever order, some things always hold.</summary>
public sealed class SessionPropertyTests
{
    private enum Deed
    {
        Press,
        Rest,
        Fault,
        Alarm,
        Silence,
        Gap,
        Anew,
        Pain,
        Stop,
        Reason,
        Gone,
        Continue,
        Enough,
        Leave,
        Rate,
        Feel,
        Confirm,
    }

    private static readonly Gen<(Deed Deed, double Newtons, double Seconds, int Number)> _deeds = Gen.Select(
        Gen.Frequency(
            (30, Gen.Const(Deed.Press)),
            (8, Gen.Const(Deed.Rest)),
            (14, Gen.Const(Deed.Pain)),
            (1, Gen.Const(Deed.Fault)),
            (1, Gen.Const(Deed.Alarm)),
            (1, Gen.Const(Deed.Silence)),
            (1, Gen.Const(Deed.Gap)),
            (1, Gen.Const(Deed.Anew)),
            (2, Gen.Const(Deed.Stop)),
            (4, Gen.Const(Deed.Reason)),
            (2, Gen.Const(Deed.Gone)),
            (3, Gen.Const(Deed.Continue)),
            (1, Gen.Const(Deed.Enough)),
            (1, Gen.Const(Deed.Leave)),
            (3, Gen.Const(Deed.Rate)),
            (2, Gen.Const(Deed.Feel)),
            (2, Gen.Const(Deed.Confirm))),
        Gen.Double[0, 45],
        Gen.Double[0.1, 25],
        Gen.Int[0, 10]);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Nothing_that_happens_breaks_the_rules(bool free) => Gen.Select(_deeds.Array[1, 80], Gen.Bool).Sample(
        (deeds, prepared) =>
        {
            var bench = new SessionBench(free ? Given.FreeSetup() : null);
            if (prepared)
            {
                bench.ToApproach();
            }

            double force = 0;
            foreach ((Deed deed, double newtons, double seconds, int number) in deeds)
            {
                Do(bench, deed, newtons, seconds, number, ref force);
                Always(bench.Session, force);
            }

            bench.Session.Leave();
            SessionRules.Hold(bench.Session.ToRecord(), Given.Rules);
        },
        iter: 150);

    private static void Do(SessionBench bench, Deed deed, double newtons, double seconds, int number, ref double force)
    {
        GuidedSession session = bench.Session;
        switch (deed)
        {
            case Deed.Press:
                // Up or down at 6 N/s, then held.
                while (Math.Abs(force - newtons) > 0.1)
                {
                    force += Math.Clamp(newtons - force, -6.0 / 80, 6.0 / 80);
                    bench.Feed(force);
                    AtEachSample(session, force);
                }

                for (int i = 0; i < seconds * 80; i++)
                {
                    bench.Feed(force);
                    AtEachSample(session, force);
                }

                break;
            case Deed.Rest:
                force = 0;
                bench.Press(0, seconds * 2);
                break;
            case Deed.Fault:
                bench.Feed(force, flags: SampleFlags.Stuck);
                Assert.False(session.GuardsHold);
                break;
            case Deed.Alarm:
                bench.Feed(force, AlarmState.OverLimit);
                Assert.False(session.GuardsHold);
                break;
            case Deed.Silence:
                session.Silence(1);
                Assert.False(session.GuardsHold);
                break;
            case Deed.Gap:
                bench.Skip(100).Feed(force);
                Assert.False(session.GuardsHold);
                break;
            case Deed.Anew:
                bool pressing = session.GuardsHold;
                session.Report(new DeviceReport(true, true, true, session.LimitNewtons, StartedAnew: true));
                bench.Fit();
                Assert.False(session.GuardsHold);
                Assert.False(pressing && session.MayContinue);
                break;
            case Deed.Pain:
                session.RatePain(number);
                Assert.False(number >= 8 && session.GuardsHold && session.HoldNumber > 0);
                break;
            case Deed.Stop:
                session.Stop();
                Assert.False(session.GuardsHold);
                break;
            case Deed.Reason:
                session.GiveReason(Given.Rules.StopReasons[number].Id);
                break;
            case Deed.Gone:
                session.TinglingGone();
                break;
            case Deed.Continue:
                session.Continue();
                break;
            case Deed.Enough:
                session.EndForToday();
                break;
            case Deed.Leave:
                session.Leave();
                break;
            case Deed.Rate:
                session.RateMovement(number);
                break;
            case Deed.Feel:
                session.ReportFeeling(TextIds.Feelings[number % TextIds.Feelings.Count]);
                break;
            case Deed.Confirm:
                session.ConfirmPlace();
                break;
        }
    }

    private static void AtEachSample(GuidedSession session, double force)
    {
        if (session.Cue == SessionCue.More && !(session.HasBand && session.GuardsHold && force < Given.Plan.LowNewtons + 0.01))
        {
            Assert.Fail($"more at {force:0.0} N, {session.Phase}");
        }

        if (force > session.LimitNewtons + 0.01 && session.GuardsHold)
        {
            Assert.Fail($"guided at {force:0.0} N");
        }
    }

    private static void Always(GuidedSession session, double force)
    {
        AtEachSample(session, force);
        SessionView view = session.View();
        Assert.True(view.Cue != SessionCue.More || view.LatestPain < 7, $"more after pain {view.LatestPain}");
        Assert.InRange(view.HeldSeconds, 0, 90.1);
        Assert.True(view.HoldNumber <= Given.Rules.OverTreatment.HoldsAPoint);
        Assert.True(session.GuardsHold || view.Cue is not (SessionCue.More or SessionCue.Hold or SessionCue.Slower), $"{view.Cue} in {view.Phase}");
        Assert.True(view.Say.Length == 0 || Given.Texts.Texts.ContainsKey(view.Say), $"no words for '{view.Say}'");
        Assert.All(view.Messages, message => Assert.True(Given.Texts.Texts.ContainsKey(message), $"no words for '{message}'"));
    }
}
