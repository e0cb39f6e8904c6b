using Algometer.Wire;

namespace Algometer.Esp32.Tests;

/// <summary>What is sent now is not kept waiting by what was: neither by a back-log nor by a port that failed.</summary>
public sealed class LinkLatencyTests
{
    [Fact]
    public void During_a_back_log_live_samples_and_answers_come_in_time()
    {
        using Device device = new Device().Ready();
        device.Run(12);
        long late = 0;
        int resent = 0;
        device.OnSample = sample =>
        {
            if ((sample.Flags & SampleFlag.Backlog) != 0)
            {
                resent++;
                return;
            }

            late = Math.Max(late, (uint)device.Board.Microseconds - sample.Microseconds);
        };
        device.Send(MessageType.RequestBacklog, device.Last.Sequence - 900, 900);
        for (int i = 0; i < 20; i++)
        {
            device.Pongs.Clear();
            device.Send(MessageType.Ping);
            device.Run(0.04);
            Assert.NotEmpty(device.Pongs);
            device.Run(0.06);
        }

        // The link's speed is used all the same.
        Assert.True(resent > 550, $"{resent} resent");
        Assert.InRange(late, 0, 30_000);
    }

    [Fact]
    public void A_port_that_failed_in_reading_sends_hello_first_when_it_was_opened_again()
    {
        using Device device = new Device().Ready();
        device.Run(12);
        device.Send(MessageType.RequestBacklog, device.Last.Sequence - 900, 900);
        device.Run(0.3);
        device.Board.Uart.CannotRead = true;
        device.Run(1);
        device.Board.Uart.CannotRead = false;
        device.Hellos.Clear();
        int before = 0;
        device.OnSample = sample => before += device.Hellos.Count == 0 ? 1 : 0;
        device.Run(2.5);
        Assert.NotEmpty(device.Hellos);
        Assert.Equal(0, before);
    }
}
