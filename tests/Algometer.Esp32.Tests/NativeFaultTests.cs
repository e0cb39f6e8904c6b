using Algometer.Firmware;
using Algometer.StandIns;
using Algometer.Wire;

namespace Algometer.Esp32.Tests;

/// <summary>What the device's own libraries do wrong, each as the real one does it: the guard goes on, and what cannot go on is heard.</summary>
public sealed class NativeFaultTests
{
    [Fact]
    public void A_drive_that_cannot_be_read_gives_the_built_in_settings_and_says_so()
    {
        var flash = new SimulatedFlash();
        new Device(flash).Ready(50000).Dispose();
        flash.CannotRead = true;
        using var device = new Device(flash);
        device.Run(1);
        Assert.False(device.Machine.HasEnded);
        Assert.False(device.Board.Rebooted);
        Assert.NotEqual(0, device.Hellos[0].Flags & HelloFlag.SettingsDefault);
        Assert.Equal(DeviceSettings.LowestCapMillinewtons, device.Hellos[0].LimitMillinewtons);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_drive_that_fails_in_writing_or_in_closing_refuses_the_command_and_keeps_what_was_stored(bool inClosing)
    {
        var flash = new SimulatedFlash();
        using (Device device = new Device(flash).Ready(50000))
        {
            (flash.CannotClose, flash.IsBroken) = (inClosing, !inClosing);
            device.Send(MessageType.SetCalibration, 9, 1, gain: 50_000_000);
            device.Run(1);
            Assert.False(device.Machine.HasEnded);
            Assert.Contains(device.Refusals, refusal => refusal.Reason == RefusalReason.StorageFailed);
        }

        (flash.CannotClose, flash.IsBroken) = (false, false);
        using var again = new Device(flash);
        again.Run(1);
        Assert.Equal(50000, again.Hellos[0].LimitMillinewtons);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_drive_that_fails_from_the_start_does_not_keep_the_device_from_guarding(bool inClosing)
    {
        var flash = new SimulatedFlash { CannotClose = inClosing, IsBroken = !inClosing };
        using var device = new Device(flash);
        device.Run(1);
        Assert.NotEqual(0u, device.Hellos[0].BootId);
        device.Listen();
        device.Force = _ => 65;
        device.Run(0.5);
        Assert.True(device.SoundedAt > 0);
    }

    [Theory]
    [InlineData(1200)]
    [InlineData(300)]
    public void A_line_with_noise_on_it_fills_no_heap_and_stops_nothing(int microsecondsBetweenBytes)
    {
        using Device device = new Device().Ready();
        var random = new Random(5);
        long end = device.Board.Microseconds + 5_000_000;
        for (long at = device.Board.Microseconds; at < end; at += microsecondsBetweenBytes)
        {
            byte[] noise = [(byte)random.Next(256)];
            device.Board.At(at, () => device.Board.Uart.Send(noise));
        }

        device.Run(5);
        Assert.False(device.Machine.HasEnded);
        Assert.False(device.Board.Rebooted);
        Assert.True(device.Board.EventsWaiting < 10, $"{device.Board.EventsWaiting} events wait");
        Assert.InRange(device.Samples.Count, 395, 405);
        device.Listen();
        device.Force = _ => 65;
        device.Run(0.3);
        Assert.True(device.SoundedAt > 0);
    }

    [Fact]
    public void A_link_that_someone_else_has_never_stops_the_guard_and_opens_when_it_is_free()
    {
        using var device = new Device(prepare: board => board.TakenPorts.Add(2));
        device.Run(2);
        Assert.False(device.Machine.HasEnded);
        Assert.True(device.Board.Beats > 100, "nothing is judged");
        device.Listen();
        device.Force = _ => 65;
        device.Run(0.3);
        Assert.True(device.SoundedAt > 0 && device.ShoneAt > 0, "an overload is not heard");
        device.Board.TakenPorts.Remove(2);
        device.Run(6);
        device.Send(MessageType.Identify);
        device.Run(0.5);
        Assert.NotEmpty(device.Hellos);
    }

    [Fact]
    public void A_drive_that_commits_and_reports_a_failure_has_stored_what_was_told()
    {
        var flash = new SimulatedFlash();
        using (Device device = new Device(flash).Ready())
        {
            flash.ReportsFailure = true;
            device.Run(2);
            device.Send(MessageType.SetLimit, 80000, planId: 9);
            device.Run(1);
            Assert.Equal(80000, device.Acks[^1].Value);
        }

        using var again = new Device(flash);
        again.Run(0.5);
        Assert.Equal(80000, again.Hellos[0].LimitMillinewtons);
    }

    [Fact]
    public void A_port_that_fails_after_it_was_open_is_alarmed_and_opened_again()
    {
        using Device device = new Device().Ready();
        device.Run(4);
        int hellos = device.Hellos.Count;
        (device.Board.Uart.IsDead, device.Board.Uart.StaysDead) = (true, true);
        device.Listen();
        device.Run(6);
        Assert.True(device.SoundedAt >= 0, "nobody hears that the link is gone");

        // It goes on guarding, and sounding, though opening itself succeeds each second.
        device.Force = _ => 30;
        device.Run(0.3);
        device.Force = _ => 65;
        device.Listen();
        device.Run(0.1);
        Assert.True(device.SoundedAt >= 0);
        device.Force = _ => 0;
        device.Run(3);
        device.Board.Uart.StaysDead = false;
        device.Run(2.5);
        Assert.True(device.Hellos.Count > hellos);
        device.Send(MessageType.AcknowledgeAlarm);
        device.Run(3);
        Assert.Equal(0, device.Last.Alarm);
        device.Listen();
        device.Run(9);
        Assert.True(device.SoundedAt < 0, "it sounds though the link is there again");
    }

    [Fact]
    public void A_port_that_only_sends_is_alarmed_too()
    {
        using Device device = new Device().Ready();
        device.Run(4);
        device.Board.Uart.CannotRead = true;
        device.Listen();
        device.Run(3);
        Assert.True(device.SoundedAt >= 0, "nobody hears that the device hears nobody");
        device.Board.Uart.CannotRead = false;
        device.Run(2.5);
        device.Listen();
        device.Run(9);
        Assert.True(device.SoundedAt < 0);
        int pongs = device.Acks.Count;
        device.Send(MessageType.AcknowledgeAlarm);
        device.Run(0.1);
        Assert.True(device.Acks.Count > pongs);
    }

    [Fact]
    public void A_hold_whose_port_fails_ends_as_one_whose_host_is_silent()
    {
        using Device device = new Device { Force = _ => 20 }.Ready();
        device.Send(MessageType.BeginHold);
        device.RunAlive(1);
        device.Listen();
        (device.Board.Uart.IsDead, device.Board.Uart.StaysDead) = (true, true);
        device.Run(1.5);
        Assert.True(device.SoundedAt >= 0);
        device.Board.Uart.StaysDead = false;
        device.Run(2);
        Assert.Equal(AlarmBit.LinkLost, device.Last.Alarm & (AlarmBit.LinkLost | AlarmBit.HoldActive));
    }

    [Fact]
    public void On_an_s3_whose_first_port_is_the_debuggers_the_link_opens_all_the_same()
    {
        using var device = new Device(s3: true);
        Assert.Contains(1, device.Board.TakenPorts);
        device.Run(1);
        Assert.Single(device.Hellos);
    }

    [Theory]
    [InlineData("ESP32_S3_QUAD", 2)]
    [InlineData("ESP32_S3_OCTAL", 2)]
    [InlineData("ESP32_PSRAM_REV3", 1)]
    [InlineData("ESP32_REV3", 1)]
    [InlineData("", 1)]
    [InlineData(null, 1)]
    public void The_board_is_known_by_its_targets_name_and_a_runtime_without_one_is_a_plain_esp32(string? target, byte number)
    {
        using var device = new Device(prepare: board => board.TargetName = target, s3: number == 2);
        device.Run(1);
        Assert.Equal(number, Assert.Single(device.Hellos).Board);
    }

    [Fact]
    public void A_receive_buffer_that_overflows_loses_all_it_held_and_the_next_command_is_heard()
    {
        using Device device = new Device().Ready();

        // The whole wire full of commands, more than can be carried out.
        for (int i = 0; i < 5000; i++)
        {
            device.Send(MessageType.Ping);
        }

        device.Run(6);
        Assert.True(device.Board.Uart.Overrun > 0, "nothing overflowed");
        device.Hellos.Clear();
        device.Send(MessageType.Ping);
        device.Send(MessageType.Identify);
        device.Run(0.5);
        Assert.Single(device.Hellos);
    }

    // Counted, then dropped by an overflow before they are read, and the host says no more: the read must not wait for them for ever.
    [Fact]
    public void Bytes_that_vanish_between_count_and_read_do_not_stop_the_guard()
    {
        using Device device = new Device().Ready();
        device.Board.Uart.OverflowsBeforeNextRead = true;
        device.Send(MessageType.Ping);
        device.Run(0.05);
        device.Samples.Clear();
        device.Run(2);
        Assert.InRange(device.Samples.Count, 158, 162);
        Assert.DoesNotContain(device.Samples, sample => (sample.Flags & SampleFlag.Faults) != 0);
        Assert.InRange(device.Lost, 0, 2);
    }

    [Fact]
    public void A_crash_sounds_restarts_and_sounds_until_the_loop_judges_again()
    {
        var flash = new SimulatedFlash();
        using (Device device = new Device(flash).Ready())
        {
            device.Board.At(device.Board.Microseconds + 1000, () => throw new InvalidOperationException("a bug"));
            device.Run(1);
            Assert.True(device.Board.Rebooted);
            Assert.True(device.Board.Sounds && device.Board.Shines, "silent when it crashed");
        }

        using var again = new Device(flash);
        again.Run(0.5);
        Assert.InRange(again.SoundedAt, 1, 800_000);
        Assert.Equal(ResetReason.Crash, Assert.Single(again.Hellos).ResetReason);
    }

    [Fact]
    public void The_third_crash_within_a_minute_of_a_start_stays_sounding_and_writes_nothing()
    {
        var flash = new SimulatedFlash();
        for (int crash = 1; crash <= 3; crash++)
        {
            using var device = new Device(flash);
            device.Run(1);
            int written = flash.Flushes;
            device.Board.At(device.Board.Microseconds + 1000, () => throw new InvalidOperationException("a bug"));
            device.Run(30);
            Assert.Equal(crash < 3, device.Board.Rebooted);
            Assert.Equal(crash < 3 ? written + 1 : written, flash.Flushes);
            Assert.True(device.Board.Sounds && device.Board.Shines, $"silent after crash {crash}");
        }

        // Whoever switches it off and on gets one more try; a minute without a crash forgets them.
        using (var device = new Device(flash))
        {
            device.Run(61);
            device.Board.At(device.Board.Microseconds + 1000, () => throw new InvalidOperationException("a bug"));
            device.Run(1);
            Assert.True(device.Board.Rebooted);
        }
    }

    [Fact]
    public void A_crash_that_cannot_be_counted_stays_sounding_instead_of_restarting_for_ever()
    {
        var flash = new SimulatedFlash { CannotClose = true };
        using var device = new Device(flash);
        device.Run(1);
        device.Board.At(device.Board.Microseconds + 1000, () => throw new InvalidOperationException("a bug"));
        device.Run(30);
        Assert.False(device.Board.Rebooted);
        Assert.True(device.Board.Sounds && device.Board.Shines);
    }
}
