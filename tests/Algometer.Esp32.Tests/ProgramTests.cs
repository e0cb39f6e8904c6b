using Algometer.Esp32;
using Algometer.Firmware;
using Algometer.StandIns;
using Algometer.Wire;

namespace Algometer.Esp32.Tests;

/// <summary>Program.Main, every adapter and the loop, run on a simulated board.</summary>
public sealed class ProgramTests
{
    // A look each 5 ms, and the turn of the loop in which it falls due.
    private const int ButtonMicroseconds = 5_250;

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 2)]
    public void It_starts_idle_on_either_board_and_says_who_it_is_and_why_it_started(bool s3, byte board)
    {
        using var device = new Device(s3: s3);
        device.Run(1);
        HelloMessage hello = Assert.Single(device.Hellos);
        Assert.Equal(board, hello.Board);
        Assert.Equal(ResetReason.PowerOn, hello.ResetReason);
        Assert.Equal(DeviceSettings.LowestCapMillinewtons, hello.LimitMillinewtons);
        Assert.Equal(HelloFlag.SettingsDefault, hello.Flags & (HelloFlag.SettingsDefault | HelloFlag.Simulated | HelloFlag.Streaming));
        Assert.Empty(device.Samples);
        Assert.False(device.Machine.HasEnded);
    }

    [Fact]
    public void Every_conversion_is_read_once_at_its_edge_and_the_bindings_wait_never_runs()
    {
        using Device device = new Device { Force = t => 20 + (5 * Math.Sin(t / 1e6)) }.Ready();
        int before = device.Board.Converter.Taken.Count;
        device.Samples.Clear();
        device.Run(60);
        List<long> taken = device.Board.Converter.Taken.Skip(before).ToList();
        Assert.Equal(4800, taken.Count, 2.0);
        Assert.Equal(0, device.Lost);
        Assert.Equal(0, device.Board.BindingWaits);
        for (int i = 0; i < 4700; i++)
        {
            Assert.InRange(unchecked((int)(device.Samples[i].Microseconds - (uint)taken[i])), 0, 999);
            Assert.Equal(0, device.Samples[i].Flags);
        }
    }

    [Fact]
    public void A_force_comes_through_pulses_and_bits_to_the_millinewton()
    {
        foreach (double newtons in new[] { 0.0, 1, -1, 12.345, 59 })
        {
            using Device device = new Device { Force = _ => newtons }.Ready();
            device.Run(0.1);
            Assert.Equal(newtons * 1000, device.Last.ForceMillinewtons, 2.0);
        }
    }

    [Fact]
    public void The_first_conversions_after_power_up_and_a_change_of_rate_are_not_forces()
    {
        using var device = new Device { Force = _ => 10 };
        device.Run(0.001);
        device.Send(MessageType.Start);
        device.Run(1);
        Assert.All(device.Samples.Take(4), s => Assert.NotEqual(0, s.Flags & SampleFlag.Settling));
        Assert.All(device.Samples.Take(4), s => Assert.Equal(Protocol.BlankForce, s.ForceMillinewtons));
        Assert.Equal(10000, device.Last.ForceMillinewtons, 2.0);
        device.Samples.Clear();
        device.Send(MessageType.SetRate, 10);
        device.Run(2);
        SampleMessage[] slow = device.Samples.SkipWhile(s => (s.Flags & SampleFlag.Settling) == 0).ToArray();
        Assert.All(slow.Take(4), s => Assert.Equal(Protocol.BlankForce, s.ForceMillinewtons));
        Assert.DoesNotContain(device.Samples, s => (s.Flags & SampleFlag.Faults) != 0);
        Assert.InRange(slow[^1].Microseconds - slow[^2].Microseconds, 99_000u, 101_000u);
    }

    [Fact]
    public void With_the_jumper_set_the_device_acts_a_hold_and_marks_every_sample()
    {
        using var device = new Device(prepare: board =>
        {
            board.JumperSet = true;
            board.Converter.IsAbsent = true;
        });
        device.Ready().Run(90);
        Assert.NotEqual(0, device.Hellos[0].Flags & HelloFlag.Simulated);
        Assert.All(device.Samples, s => Assert.NotEqual(0, s.Flags & SampleFlag.Simulated));
        Assert.InRange(device.Samples.Max(s => s.ForceMillinewtons), 29_500, 31_000);
        Assert.DoesNotContain(device.Samples, s => (s.Flags & SampleFlag.Faults) != 0);
    }

    [Fact]
    public void A_press_is_stamped_at_its_edge_ends_the_hold_and_is_repeated_until_acknowledged()
    {
        using Device device = new Device { Force = _ => 10 }.Ready();
        device.Send(MessageType.BeginHold);
        device.Run(0.2);
        long at = device.Board.Microseconds + 5000;
        int[] bounces = [0, 2000, 3000, 4500, 5000];
        foreach (int bounce in bounces)
        {
            device.Board.At(at + bounce, () => device.Board.ButtonPressed = !device.Board.ButtonPressed);
        }

        device.Run(0.35);

        // A look that finds the contact open in its bounce sees it closed at the next: never later than that after it has closed for good.
        Assert.All(device.Presses, p => Assert.InRange(p.Microseconds - at, 0, bounces[^1] + ButtonMicroseconds));
        Assert.InRange(device.Presses.Count, 3, 4);
        Assert.Equal(HoldEndReason.Button, device.Events.Single(e => e.Code == EventCode.HoldEnded).Value);
        device.Send(MessageType.AcknowledgeButton, (uint)device.Presses[0].PressId);
        device.Run(0.05);
        int sent = device.Presses.Count;
        device.Run(1);
        Assert.Equal(sent, device.Presses.Count);
    }

    [Fact]
    public void A_clean_press_is_stamped_within_the_five_milliseconds_between_two_looks_whenever_it_comes()
    {
        using Device device = new Device { Force = _ => 10 }.Ready();
        for (int phase = 0; phase < 25; phase++)
        {
            device.Presses.Clear();
            long at = device.Board.Microseconds + 1000 + (phase * 530);
            device.Board.At(at, () => device.Board.ButtonPressed = true);
            device.Board.At(at + 60_000, () => device.Board.ButtonPressed = false);
            device.Run(0.15);
            Assert.InRange(device.Presses[0].Microseconds - at, 0, ButtonMicroseconds);
            device.Send(MessageType.AcknowledgeButton, (uint)device.Presses[0].PressId);
            device.Run(0.1);
        }
    }

    [Fact]
    public void The_heartbeat_beats_once_a_judged_sample_and_stops_with_sampling()
    {
        using Device device = new Device().Ready();

        // The start's test of the alarm plays with the beats.
        device.Run(4);
        long before = device.Board.Beats;
        device.Run(10);
        Assert.Equal(800, device.Board.Beats - before, 2.0);
        device.Board.Converter.IsAbsent = true;
        device.Run(0.05);
        before = device.Board.Beats;
        device.Run(5);
        Assert.Equal(before, device.Board.Beats);
        Assert.False(device.Machine.HasEnded);
    }

    [Fact]
    public void A_wire_that_breaks_within_a_read_is_a_fault_and_holds_nothing_up()
    {
        using Device device = new Device { Force = _ => 20 }.Ready();
        device.Board.Converter.DataWireBroken = true;
        device.Run(0.1);
        Assert.NotEqual(0, device.Last.Flags & SampleFlag.Faults);
        Assert.Equal(Protocol.BlankForce, device.Last.ForceMillinewtons);
        long before = device.Board.Beats;
        device.Run(5);
        Assert.True(device.Board.Beats - before > 390, "the loop stands");
        Assert.Equal(0, device.Board.BindingWaits);
    }

    [Fact]
    public void A_conversion_that_ends_in_the_tail_of_a_late_read_out_is_no_lost_step()
    {
        var flash = new SimulatedFlash();
        var board = new SimulatedBoard(new Wiring(23, 19, 4, 21, 27, 32, 25, 26, 33), flash);
        board.Occupy();
        board.Converter.Code = _ => 4660;
        Esp32.Board pins = Esp32.Board.DevKit();
        var cell = new Hx711LoadCell(pins, new System.Device.Gpio.GpioController(), new Esp32Clock());
        int tried = 0;
        for (int before = 0; before < 200; before++)
        {
            // From long before the next conversion to just after it: a tail of 14 bits takes 20 us.
            board.Spend(12_500);
            board.Spend((long)Math.Floor(board.Converter.NextConversion - board.Microseconds) - before);
            int code = cell.Read();
            tried += !cell.LastReadDesynced && code == 4660 ? 1 : 0;
        }

        // Those that the conversion tears between two pulses may be anything; the ones before and those in the tail are sound.
        Assert.InRange(tried, 110, 200);
    }

    [Fact]
    public void A_read_out_that_came_late_does_not_hide_the_next_conversion()
    {
        var board = new SimulatedBoard(new Wiring(23, 19, 4, 21, 27, 32, 25, 26, 33), new SimulatedFlash());
        board.Occupy();
        board.Converter.RateScale = 1.15;
        board.Converter.Code = _ => 4660;
        var cell = new Hx711LoadCell(Esp32.Board.DevKit(), new System.Device.Gpio.GpioController(), new Esp32Clock());
        board.Spend(200_000);
        cell.Read();
        for (int late = 0; late < 10_000; late += 250)
        {
            // Seen at its edge, so that the time of the conversion is known; then one that waits for a busy loop.
            AwaitEdge();
            board.Spend((long)Math.Ceiling(board.Converter.NextConversion - board.Microseconds) + late);
            Assert.True(cell.IsReady);
            cell.Read();
            AwaitEdge();
        }

        void AwaitEdge()
        {
            double edge = board.Converter.NextConversion;
            while (!cell.IsReady)
            {
                board.Spend(50);
            }

            Assert.InRange(board.Microseconds - edge, 0, 300);
            cell.Read();
        }
    }

    [Fact]
    public void At_ten_samples_a_second_the_binding_reads_and_a_wire_that_breaks_then_stops_the_heartbeat()
    {
        using Device device = new Device().Ready();
        device.Send(MessageType.SetRate, 10);
        device.Run(2);
        Assert.DoesNotContain(device.Samples, s => (s.Flags & SampleFlag.Faults) != 0);
        device.Board.Converter.DataWireBroken = true;
        device.Run(0.3);
        long before = device.Board.Beats;
        device.Run(5);
        Assert.Equal(before, device.Board.Beats);
        Assert.True(device.Board.BindingWaits > 400);
    }

    [Fact]
    public void After_a_crash_it_starts_anew_idle_and_says_so()
    {
        var flash = new SimulatedFlash();
        HelloMessage before;
        using (Device device = new Device(flash).Ready())
        {
            before = device.Hellos[0];
            device.Send(MessageType.BeginHold);
            device.Run(0.2);
            device.Board.At(device.Board.Microseconds + 1000, () => throw new InvalidOperationException("a bug"));
            device.Run(1);
            Assert.True(device.Board.Rebooted);
        }

        using var again = new Device(flash);
        again.Run(1);
        HelloMessage hello = Assert.Single(again.Hellos);
        Assert.Equal(ResetReason.Crash, hello.ResetReason);
        Assert.Equal(before.DeviceId, hello.DeviceId);
        Assert.NotEqual(before.BootId, hello.BootId);
        Assert.Equal(0, hello.Flags & HelloFlag.Streaming);
        Assert.Empty(again.Samples);
        Assert.Equal(ResetReason.Crash, again.Events.First(e => e.Code == EventCode.Reset).Value);
    }

    [Fact]
    public void Two_boards_that_start_alike_are_two_devices_with_boots_of_their_own()
    {
        HelloMessage[] hellos = [FirstHello(new SimulatedFlash()), FirstHello(new SimulatedFlash()), FirstHello(new SimulatedFlash { IsBroken = true }), FirstHello(new SimulatedFlash { IsBroken = true })];
        Assert.Equal(4, hellos.Select(hello => hello.DeviceId).Distinct().Count());
        Assert.Equal(4, hellos.Select(hello => hello.BootId).Distinct().Count());
    }

    private static HelloMessage FirstHello(SimulatedFlash flash)
    {
        using var device = new Device(flash);
        device.Run(1);
        return device.Hellos[0];
    }

    [Fact]
    public void A_silent_link_ends_the_hold_with_a_medium_alarm_after_one_second()
    {
        using Device device = new Device { Force = _ => 20 }.Ready();
        device.Send(MessageType.BeginHold);
        device.RunAlive(3);
        Assert.DoesNotContain(device.Events, e => e.Code == EventCode.HoldEnded);
        device.Listen();
        device.Run(1.2);
        Assert.Equal(HoldEndReason.LinkSilent, device.Events.Single(e => e.Code == EventCode.HoldEnded).Value);
        Assert.True(device.SoundedAt > 0);
        Assert.NotEqual(0, device.Last.Alarm & AlarmBit.LinkLost);
    }

    [Fact]
    public void A_calibration_is_taken_with_points_that_fit_and_refused_with_points_that_do_not()
    {
        var flash = new SimulatedFlash();
        using (Device device = new Device(flash).Ready())
        {
            int[] counts = [0, 200_000, 400_000, 600_000];
            int[] forces = [0, 10_000, 20_000, 30_000];
            device.SendPoints(5, 50_000_000, counts, forces);
            device.Run(0.5);
            Assert.Equal(5, device.Acks[^1].Value);
            device.SendPoints(6, 60_000_000, counts, forces);
            device.Run(0.5);
            Assert.Equal(RefusalReason.PointsDiffer, device.Refusals[^1].Reason);
            Assert.Equal(6000, device.Refusals[^1].Detail);
            device.SendPoints(7, 50_000_000, counts[..2], forces[..2]);
            device.Run(0.5);
            Assert.Equal(RefusalReason.OutOfRange, device.Refusals[^1].Reason);
            for (uint id = 10; id < 20; id++)
            {
                device.SendPoints(id, GainOf(id), counts, forces, DateOf(id));
                device.Run(0.5);
                Assert.Equal((int)id, device.Acks[^1].Value);
            }
        }

        using var again = new Device(flash);
        again.Run(0.5);
        Assert.Equal(19u, again.Hellos[0].CalibrationId);
        Assert.Equal(DateOf(19), again.Hellos[0].CalibrationDateUnixSeconds);
        again.Send(MessageType.RequestCalibrations);
        again.Run(0.5);
        Assert.Equal(
            Enumerable.Range(12, 8).Reverse().Select(id => ((uint)id, GainOf((uint)id), DateOf((uint)id))),
            again.PastCalibrations.Select(p => (p.CalibrationId, p.GainPiconewtonsPerCount, p.DateUnixSeconds)));
        static int GainOf(uint id) => 50_000_000 + ((int)id * 1000);
        static uint DateOf(uint id) => 1_700_000_000 + (id * 86_400);
    }

    [Fact]
    public void A_lowered_limit_holds_at_once_in_a_hold_and_is_stored_at_the_next_rest()
    {
        var flash = new SimulatedFlash();
        double force = 20;
        using (Device device = new Device(flash) { Force = _ => force }.Ready())
        {
            device.Send(MessageType.BeginHold);
            device.Run(0.1);
            int writes = flash.Flushes;
            device.Send(MessageType.SetLimit, 19000);
            device.Run(0.1);
            Assert.NotEqual(0, device.Last.Alarm & AlarmBit.OverLimit);
            Assert.Equal(writes, flash.Flushes);
            device.Send(MessageType.EndHold);
            force = 0;
            device.Run(3);
            Assert.Equal(writes + 1, flash.Flushes);
            Assert.DoesNotContain(device.Events, e => e.Code == EventCode.FaultRaised && (e.Value & SampleFlag.Missed) != 0);
        }

        using var again = new Device(flash);
        again.Run(0.5);
        Assert.Equal(19000, again.Hellos[0].LimitMillinewtons);
    }
}
