using Algometer.Wire;
using CsCheck;

namespace Algometer.Firmware.Tests;

public sealed class DeviceLoopTests
{
    [Fact]
    public void It_says_who_it_is_at_start()
    {
        var bench = new Bench();
        HelloMessage hello = Assert.Single(bench.Hellos);
        Assert.Equal(42, hello.DeviceId);
        Assert.Equal(DeviceSettings.LowestCapMillinewtons, hello.LimitMillinewtons);
        Assert.Single(bench.Calibrations);
        Assert.Equal(EventCode.Reset, Assert.Single(bench.Events).Code);
    }

    [Fact]
    public void Samples_are_numbered_without_a_hole_and_stamped_when_ready()
    {
        Bench bench = new Bench().Streaming();
        bench.Press(10, 100);
        for (int i = 1; i < bench.Samples.Count; i++)
        {
            Assert.Equal(bench.Samples[i - 1].Sequence + 1, bench.Samples[i].Sequence);
            Assert.Equal(12500u, bench.Samples[i].Microseconds - bench.Samples[i - 1].Microseconds);
        }

        Assert.Equal(10000, bench.Samples[^1].ForceMillinewtons, 1.0);
        Assert.True(bench.Samples[^1].ForceMillinewtons > 9999);
    }

    [Fact]
    public void Nothing_is_sent_before_start_but_the_guard_watches()
    {
        var bench = new Bench();
        bench.Press(0, 8);
        bench.Rise(60.5);
        Assert.Empty(bench.Samples);
        Assert.True(bench.Sound);
        Assert.Contains(bench.Events, e => e.Code == EventCode.OverLimit);
    }

    [Fact]
    public void Over_the_limit_it_alarms_at_the_very_sample_and_stays_latched_until_below_and_acknowledged()
    {
        Bench bench = new Bench().Streaming();
        bench.Rise(57);
        bench.Press(57, 12);
        Assert.Equal(0, bench.Samples[^1].Alarm);
        bench.Press(60.5);
        Assert.Equal(AlarmBit.OverLimit | AlarmBit.Latched, bench.Samples[^1].Alarm);
        Assert.True(bench.Sound && bench.Light);
        bench.Press(57, 12);
        Assert.Equal(AlarmBit.Latched, bench.Samples[^1].Alarm);
        bench.Send(MessageType.AcknowledgeAlarm);
        bench.Press(57);
        Assert.Equal(0, bench.Samples[^1].Alarm);
        bench.Press(60.5);
        bench.Send(MessageType.AcknowledgeAlarm);
        bench.Press(60.5);
        Assert.NotEqual(0, bench.Samples[^1].Alarm & AlarmBit.Latched);
    }

    [Fact]
    public void A_mute_never_silences_over_limit()
    {
        Bench bench = new Bench().Streaming();
        bench.Send(MessageType.Mute, 30);
        bench.Rise(61);
        Assert.True(bench.Sound);
        bench.Send(MessageType.Mute, 31);
        Assert.Equal(RefusalReason.OutOfRange, bench.Refusals[^1].Reason);
    }

    [Fact]
    public void A_quick_rise_warns_before_the_limit_is_reached()
    {
        Bench bench = new Bench().Streaming();
        for (double force = 0; force < 55; force += 1)
        {
            bench.Press(force);
        }

        Assert.Contains(bench.Samples, s => (s.Alarm & (AlarmBit.PreWarning | AlarmBit.OverLimit)) == AlarmBit.PreWarning);
    }

    [Theory]
    [InlineData(8388607, SampleFlag.Saturated)]
    [InlineData(-8388608, SampleFlag.Saturated)]
    [InlineData(-100000, SampleFlag.ZeroDrift)]
    [InlineData(2000000, SampleFlag.Jump)]
    public void A_faulty_code_is_never_sent_as_a_force(int raw, int flag)
    {
        Bench bench = new Bench().Streaming();
        bench.Convert(raw);
        bench.Convert(raw);
        SampleMessage sample = bench.Samples.Find(s => s.RawCounts == raw);
        Assert.NotEqual(0, sample.Flags & flag);
        Assert.Equal(Protocol.BlankForce, sample.ForceMillinewtons);
        Assert.NotEqual(0, sample.Alarm & AlarmBit.SensorFault);
        Assert.True(bench.Sound);
    }

    [Fact]
    public void Five_identical_codes_are_stuck_and_four_are_not()
    {
        Bench bench = new Bench().Streaming();
        for (int i = 0; i < 5; i++)
        {
            bench.Convert(Bench.Counts(5));
        }

        Assert.Equal(0, bench.Samples[^2].Flags & SampleFlag.Stuck);
        Assert.NotEqual(0, bench.Samples[^1].Flags & SampleFlag.Stuck);
    }

    [Fact]
    public void A_converter_that_falls_silent_is_a_fault_within_41_ms()
    {
        Bench bench = new Bench().Streaming();
        long last = bench.Microseconds;
        bench.Idle(41000);
        Assert.Equal(SampleFlag.NoData, bench.Samples[^1].Flags & SampleFlag.NoData);
        Assert.InRange(bench.Samples[^1].Microseconds - last, 40000, 41000);
    }

    [Fact]
    public void A_missed_conversion_is_flagged_and_its_value_kept()
    {
        Bench bench = new Bench().Streaming();
        bench.Convert(Bench.Counts(1), 25000);
        Assert.NotEqual(0, bench.Samples[^1].Flags & SampleFlag.Missed);
        Assert.NotEqual(Protocol.BlankForce, bench.Samples[^1].ForceMillinewtons);
    }

    [Fact]
    public void A_tare_of_a_still_load_becomes_the_zero_from_a_named_sample_on()
    {
        Bench bench = new Bench().Streaming();
        bench.Press(3, 20);
        bench.Send(MessageType.Tare);
        bench.Press(3, 16);
        CalibrationMessage calibration = bench.Calibrations[^1];
        Assert.Equal(Bench.Counts(3), calibration.TareCounts, 2.0);
        bench.Press(3);
        Assert.Equal(calibration.FromSequence, bench.Samples[^1].Sequence);
        Assert.InRange(bench.Samples[^1].ForceMillinewtons, -1, 1);
    }

    [Fact]
    public void A_tare_under_a_moving_load_is_refused_and_changes_nothing()
    {
        Bench bench = new Bench().Streaming();
        bench.Send(MessageType.Tare);
        for (int i = 0; i < 16; i++)
        {
            bench.Press(i);
        }

        Assert.Equal(RefusalReason.NotSteady, bench.Refusals[^1].Reason);
        Assert.Equal(0, bench.Loop.Settings.TareCounts);
    }

    [Fact]
    public void A_limit_falls_for_anyone_rises_only_with_a_plan_and_never_above_the_cap()
    {
        Bench bench = new Bench().Streaming();
        bench.Send(MessageType.SetLimit, 30000);
        Assert.Equal(30000, bench.Acks[^1].Value);
        bench.Send(MessageType.SetLimit, 40000);
        Assert.Equal(RefusalReason.PlanRequired, bench.Refusals[^1].Reason);
        bench.Send(MessageType.SetLimit, 40000, planId: 9);
        Assert.Equal(40000, bench.Acks[^1].Value);
        bench.Send(MessageType.SetLimit, 100001, planId: 9);
        Assert.Equal(RefusalReason.AboveCap, bench.Refusals[^1].Reason);
        bench.SaveFails = true;
        bench.Send(MessageType.SetLimit, 50000, planId: 9);
        Assert.Equal(RefusalReason.StorageFailed, bench.Refusals[^1].Reason);
        Assert.Equal(40000, bench.Loop.Settings.LimitMillinewtons);
    }

    [Fact]
    public void A_calibration_takes_effect_from_a_named_sample_or_changes_nothing()
    {
        Bench bench = new Bench().Streaming();
        bench.Send(MessageType.SetCalibration, 77, gain: 90_000_000, zero: -100);
        Assert.Equal(77u, bench.Calibrations[^1].CalibrationId);
        bench.Convert(9_900);
        Assert.Equal(900, bench.Samples[^1].ForceMillinewtons);
        Assert.Equal(bench.Calibrations[^1].FromSequence, bench.Samples[^1].Sequence);
        foreach ((uint id, int gain, int zero) in new[] { (0u, 1, 0), (5u, 0, 0), (5u, 1, 8388608), (5u, 1, -8388609) })
        {
            bench.Send(MessageType.SetCalibration, id, gain: gain, zero: zero);
            Assert.Equal(RefusalReason.OutOfRange, bench.Refusals[^1].Reason);
        }

        Assert.Equal(77u, bench.Loop.Settings.CalibrationId);
    }

    [Fact]
    public void A_press_counts_once_at_its_first_edge_and_is_repeated_until_acknowledged()
    {
        Bench bench = new Bench().Streaming();
        long pressed = bench.Microseconds + 1000;
        for (int i = 0; i < 12; i++)
        {
            bench.IsPressed = i % 2 == 0;
            bench.Idle(1000);
        }

        bench.IsPressed = true;
        bench.Idle(250000);
        Assert.All(bench.Presses, p => Assert.Equal(1, p.PressId));

        // The button is looked at every 5 ms.
        Assert.All(bench.Presses, p => Assert.InRange(p.Microseconds - pressed, 0, 5000));
        Assert.Single(bench.Presses.Select(p => p.Microseconds).Distinct());
        Assert.InRange(bench.Presses.Count, 3, 4);
        bench.Send(MessageType.AcknowledgeButton, 1);
        int before = bench.Presses.Count;
        bench.Idle(500000);
        Assert.Equal(before, bench.Presses.Count);
    }

    // Receive and transmit tied together, or a host that died with its echo on: what the device itself has sent is nobody's word.
    [Fact]
    public void An_echo_of_its_own_frames_keeps_no_hold_alive()
    {
        Bench bench = new Bench().Streaming();
        bench.Send(MessageType.BeginHold);
        var writer = new FrameWriter();
        for (int i = 0; i < 84; i++)
        {
            int length = new SampleMessage { Sequence = (uint)i }.Write(writer);
            bench.SendBytes(writer.Frame.AsSpan(0, length));
            bench.Press(5, 1);
        }

        Assert.Equal(HoldEndReason.LinkSilent, bench.Events.Single(e => e.Code == EventCode.HoldEnded).Value);
    }

    [Fact]
    public void A_silent_link_ends_a_guided_hold_after_one_second()
    {
        Bench bench = new Bench().Streaming();
        bench.Send(MessageType.BeginHold);
        bench.Press(5, 79);
        Assert.DoesNotContain(bench.Events, e => e.Code == EventCode.HoldEnded);
        bench.Press(5, 4);
        Assert.Equal(HoldEndReason.LinkSilent, bench.Events.Single(e => e.Code == EventCode.HoldEnded).Value);
        Assert.NotEqual(0, bench.Samples[^1].Alarm & AlarmBit.LinkLost);
    }

    [Fact]
    public void The_backlog_gives_what_the_link_dropped()
    {
        Bench bench = new Bench().Streaming();
        uint first = bench.Samples[^1].Sequence + 1;
        bench.LinkFull = true;
        bench.Press(7, 50);
        bench.LinkFull = false;
        bench.Press(7);
        bench.Samples.Clear();
        bench.Send(MessageType.RequestBacklog, first, 50);
        bench.Press(7, 100);
        Assert.Equal(50, bench.Samples.Count(s => (s.Flags & SampleFlag.Backlog) != 0));
        Assert.Equal(first, bench.Samples.First(s => (s.Flags & SampleFlag.Backlog) != 0).Sequence);
        Assert.Equal(50u, bench.BacklogEnds[^1].Count);
    }

    [Fact]
    public void What_the_backlog_no_longer_holds_is_said()
    {
        Bench bench = new Bench().Streaming();
        bench.Press(7, 1100);
        bench.Samples.Clear();
        bench.Send(MessageType.RequestBacklog, 0, 100);
        bench.Press(7, 200);
        Assert.True(bench.BacklogEnds[^1].OldestHeld > 0);
        Assert.Equal(bench.BacklogEnds[^1].Count, (uint)bench.Samples.Count(s => (s.Flags & SampleFlag.Backlog) != 0));
        bench.Send(MessageType.RequestBacklog, 5000, 1);
        Assert.Equal(RefusalReason.NotHeld, bench.Refusals[^1].Reason);
    }

    [Fact]
    public void A_self_test_reports_rate_and_spread()
    {
        Bench bench = new Bench().Streaming();
        bench.Press(1, 100);
        bench.Send(MessageType.RunSelfTest);
        bench.Press(1, 40);
        SelfTestMessage result = Assert.Single(bench.SelfTests);
        Assert.Equal(0, result.FailedFlags);
        Assert.Equal(80000u, result.RateMillihertz);
    }

    [Fact]
    public void Missing_settings_are_said_in_every_sample()
    {
        Bench bench = new Bench(stored: false).Streaming();
        Assert.All(bench.Samples, s => Assert.NotEqual(0, s.Flags & SampleFlag.SettingsDefault));
    }

    [Fact]
    public void No_bytes_from_a_host_can_stop_the_loop() =>
        Gen.Byte.Array[0, 600].Sample(bytes =>
        {
            Bench bench = new Bench().Streaming();
            int before = bench.Samples.Count;
            bench.SendBytes(bytes);

            // As many turns as there could be commands in the bytes, and after them it samples, guards and answers as ever.
            bench.Press(2, 20);
            bench.Idle(200_000);
            bench.SendBytes([0]);
            int id = bench.Send(MessageType.Ping);
            bench.Idle(20_000);
            bench.Press(2, 20);
            bench.Press(30, 3);
            bench.Press(61, 2);
            return bench.Samples.Count >= before + 45 && bench.Sound && bench.Pongs.Exists(pong => pong.CommandId == id)
                && bench.Samples.Zip(bench.Samples.Skip(1)).All(pair => pair.First.Sequence + 1 == pair.Second.Sequence);
        }, iter: 300);

    // Random bytes are hardly ever a frame: whole commands, valid and mangled, in any order.
    [Fact]
    public void No_commands_of_a_host_can_stop_the_guard() =>
        Gen.Select(Gen.Byte[0x3E, 0x53], Gen.Byte.Array[0, 60], Gen.Int[0, 4]).Array[1, 40].Sample(frames =>
        {
            Bench bench = new Bench().Streaming();
            var writer = new FrameWriter();
            foreach ((byte type, byte[] payload, int samples) in frames)
            {
                int length = Command.LengthOf(type);
                writer.Begin(type);
                foreach (byte value in payload.Length > length && length > 0 && samples > 0 ? payload[..length] : payload)
                {
                    writer.PutByte(value);
                }

                bench.SendBytes(writer.Frame.AsSpan(0, writer.End()));
                bench.Press(0, samples);
            }

            bench.Press(0, 150);
            bench.Press(bench.Loop.Settings.LimitMillinewtons / 2000.0, 4);
            bench.Press((bench.Loop.Settings.LimitMillinewtons / 1000.0) + 1, 3);
            return bench.Sound && bench.Loop.Settings.LimitMillinewtons is >= 1000 and <= 100_000;
        }, iter: 300);

    [Fact]
    public void The_guard_alarms_exactly_when_the_force_is_above_the_limit() =>
        Gen.Double[0, 90].Array[1, 200].Sample(forces =>
        {
            Bench bench = new Bench().Streaming();
            double last = 0;
            foreach (double force in forces)
            {
                // A hand's change: no jump that the sensor check would refuse.
                double next = Math.Clamp(force, last - 45, last + 45);
                bench.Convert(Bench.Counts(next));
                last = next;
                SampleMessage sample = bench.Samples[^1];
                if (sample.ForceMillinewtons > DeviceSettings.LowestCapMillinewtons && (sample.Alarm & AlarmBit.OverLimit) == 0)
                {
                    return false;
                }

                if (sample.ForceMillinewtons != Protocol.BlankForce && sample.ForceMillinewtons <= 58800 && (sample.Alarm & AlarmBit.OverLimit) != 0)
                {
                    return false;
                }
            }

            return true;
        }, iter: 500);

    [Fact]
    public void A_sample_costs_no_allocation()
    {
        Bench bench = new Bench().Streaming();
        var quiet = new QuietLink();
        var loop = new DeviceLoop(bench.Identity, bench, bench, quiet, bench, bench, bench);
        void Run(int samples)
        {
            for (int i = 0; i < samples; i++)
            {
                bench.Microseconds += 12500;
                bench.IsReady = true;
                loop.RunOnce();
            }
        }

        Run(100);
        Assert.Equal(0, AllocatedBytes.LeastOf(() => () => Run(10_000)));
    }

    private sealed class QuietLink : IDeviceLink
    {
        public bool IsOpen => true;

        public bool TryOpen() => true;

        public int Receive(byte[] buffer) => 0;

        public int Room => int.MaxValue;

        public bool Send(byte[] frame, int count) => true;
    }
}
