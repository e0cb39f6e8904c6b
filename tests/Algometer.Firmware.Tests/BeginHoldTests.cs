using Algometer.Wire;

namespace Algometer.Firmware.Tests;

/// <summary>A begin hold that comes late begins no second hold, whatever was asked for in between.</summary>
public sealed class BeginHoldTests
{
    [Fact]
    public void One_that_was_refused_takes_nothing_from_the_one_before()
    {
        Bench bench = new Bench().Streaming();
        bench.SendAs(500, MessageType.BeginHold);
        bench.SendAs(501, MessageType.BeginHold);
        Assert.Equal(501, Assert.Single(bench.Refusals).CommandId);

        // While its hold runs it is acknowledged again, and the refused one refused.
        bench.SendAs(500, MessageType.BeginHold);
        bench.SendAs(501, MessageType.BeginHold);
        Assert.Equal(2, bench.Acks.Count(a => a.CommandId == 500));
        Assert.Equal(2, bench.Refusals.Count(r => r.CommandId == 501));
        bench.Send(MessageType.EndHold);
        bench.Press(0, 24);
        bench.SendAs(500, MessageType.BeginHold);
        bench.SendAs(501, MessageType.BeginHold);
        Assert.False(bench.Loop.IsGuardingHold);
        Assert.Equal((RefusalReason.WrongState, 500), (bench.Refusals[^2].Reason, bench.Refusals[^2].CommandId));
    }

    [Fact]
    public void Nor_does_one_that_began_a_hold_of_its_own()
    {
        Bench bench = new Bench().Streaming();
        for (int id = 500; id < 503; id++)
        {
            bench.SendAs(id, MessageType.BeginHold);
            Assert.True(bench.Loop.IsGuardingHold);
            if (id > 500)
            {
                // Of another hold than the one that runs.
                bench.SendAs(500, MessageType.BeginHold);
                Assert.Equal((RefusalReason.WrongState, 500), (bench.Refusals[^1].Reason, bench.Refusals[^1].CommandId));
            }

            bench.Send(MessageType.EndHold);
            bench.Press(0, 24);
        }

        for (int id = 500; id < 503; id++)
        {
            bench.SendAs(id, MessageType.BeginHold);
            Assert.Equal((RefusalReason.WrongState, id), (bench.Refusals[^1].Reason, bench.Refusals[^1].CommandId));
        }

        Assert.False(bench.Loop.IsGuardingHold);
        bench.SendAs(503, MessageType.BeginHold);
        Assert.True(bench.Loop.IsGuardingHold);
    }
}
