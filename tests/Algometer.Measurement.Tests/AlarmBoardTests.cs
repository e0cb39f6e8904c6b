using Algometer.Measurement.Guard;

namespace Algometer.Measurement.Tests;

/// <summary>What the one alarm model says.</summary>
public sealed class AlarmBoardTests
{
    [Fact]
    public void A_fault_that_a_lost_connection_leaves_behind_is_said_in_words()
    {
        var guard = new SafeRangeGuard(new SafeRangeOptions(60), new NoEvents());
        var board = new AlarmBoard(guard);
        board.Connected(0);
        for (long now = 0; now < 3_000_000; now += 50_000)
        {
            board.Tick(now, streaming: true);
        }

        Assert.Equal(AlarmWords.Silent, board.View().Text);
        board.Lost("It was unplugged.", 3_000_000);
        board.Tick(3_050_000, streaming: false);
        board.Connected(3_100_000);
        board.Tick(3_150_000, streaming: true);
        AlarmView view = board.View();
        Assert.Equal(AlarmKind.SensorFault, view.Kind);
        Assert.Equal(AlarmWords.Silent, view.Text);
    }

    private sealed class NoEvents : IMeasurementEventSink
    {
        public void On(in MeasurementEvent measurementEvent)
        {
        }
    }
}
