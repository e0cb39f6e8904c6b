using Algometer.Firmware;
using Algometer.StandIns;
using Algometer.Wire;

namespace Algometer.Esp32.Tests;

/// <summary>The power goes at every byte of a write of the settings: the old or the new ones are read, never a mixture, and never none.</summary>
public sealed class PowerCutTests
{
    [Fact]
    public void At_every_byte_of_a_write_the_old_or_the_new_settings_are_read()
    {
        for (int writesBefore = 1; writesBefore <= 4; writesBefore++)
        {
            SimulatedFlash flash = Board(new SimulatedFlash());
            var writer = new SlotSettingsStore(new FileSlots());
            for (int i = 1; i <= writesBefore; i++)
            {
                Assert.True(writer.Save(Settings(i)));
            }

            long steps = flash.Copy() is { } probe && Cut(probe, -1, writesBefore + 1) ? probe.Steps : 0;
            Assert.True(steps > 200);
            bool sawOld = false;
            bool sawNew = false;
            for (int cut = 0; cut <= steps; cut++)
            {
                SimulatedFlash torn = flash.Copy();
                Cut(torn, cut, writesBefore + 1);
                torn.StepsUntilPowerCut = -1;
                Board(torn);
                var read = new DeviceSettings();
                Assert.True(new SlotSettingsStore(new FileSlots()).TryLoad(read), $"nothing is left after a cut at {cut}");
                int which = read.LimitMillinewtons - 10000;
                Assert.True(which == writesBefore || which == writesBefore + 1);
                AssertSame(Settings(which), read);
                sawOld |= which == writesBefore;
                sawNew |= which == writesBefore + 1;

                // And the next write goes well.
                var store = new SlotSettingsStore(new FileSlots());
                store.TryLoad(read);
                Assert.True(store.Save(Settings(9)));
                Assert.True(new SlotSettingsStore(new FileSlots()).TryLoad(read));
                AssertSame(Settings(9), read);
            }

            Assert.True(sawOld && sawNew);
        }
    }

    // The first is written to both: cut before its first is whole nothing is there, after that all is.
    [Fact]
    public void At_every_byte_of_the_first_store_nothing_or_all_is_read()
    {
        SimulatedFlash probe = Board(new SimulatedFlash());
        Assert.True(Cut(probe, -1, 1));
        bool before = false;
        bool sound = false;
        for (int cut = 0; cut <= probe.Steps; cut++)
        {
            var torn = new SimulatedFlash();
            Cut(torn, cut, 1);
            torn.StepsUntilPowerCut = -1;
            Board(torn);
            var read = new DeviceSettings();
            if (!new SlotSettingsStore(new FileSlots()).TryLoad(read))
            {
                Assert.False(before, "there, and gone again");
                continue;
            }

            before = true;
            sound = !read.IsDoubtful;
            AssertSame(Settings(1), read);
        }

        Assert.True(before && sound);
    }

    [Fact]
    public void Any_single_bit_that_turns_is_noticed()
    {
        SimulatedFlash flash = Board(new SimulatedFlash());
        Assert.True(new SlotSettingsStore(new FileSlots()).Save(Settings(1)));
        string name = flash.Names.Last();
        for (int position = 0; position < 210; position++)
        {
            for (int bit = 0; bit < 8; bit++)
            {
                SimulatedFlash bad = flash.Copy();
                bad.Corrupt(name, position, (byte)(1 << bit));
                Board(bad);
                var read = new DeviceSettings();
                Assert.True(new SlotSettingsStore(new FileSlots()).TryLoad(read) && read.IsDoubtful, $"byte {position}, bit {bit}");
                Assert.InRange(read.LimitMillinewtons, 1000, Settings(1).LimitMillinewtons);
                DeviceSettings expected = Settings(1);
                expected.LimitMillinewtons = read.LimitMillinewtons;
                AssertSame(expected, read);
            }
        }
    }

    [Fact]
    public void A_drive_that_cannot_be_written_refuses_the_command_and_changes_nothing()
    {
        var flash = new SimulatedFlash();
        using Device device = new Device(flash).Ready();
        flash.IsBroken = true;
        device.Send(MessageType.SetCalibration, 9, 1, gain: 50_000_000);
        device.Run(0.5);
        Assert.Equal(RefusalReason.StorageFailed, device.Refusals[^1].Reason);
        device.Send(MessageType.Identify);
        device.Run(0.3);
        Assert.Equal(0u, device.Hellos[^1].CalibrationId);
    }

    private static SimulatedFlash Board(SimulatedFlash flash)
    {
        new SimulatedBoard(new Wiring(23, 19, 4, 21, 27, 32, 25, 26, 33), flash).Occupy();
        return flash;
    }

    private static bool Cut(SimulatedFlash flash, int step, int number)
    {
        Board(flash);
        flash.StepsUntilPowerCut = step;
        try
        {
            var store = new SlotSettingsStore(new FileSlots());
            store.TryLoad(new DeviceSettings());
            return store.Save(Settings(number));
        }
        catch (PowerLostException)
        {
            return false;
        }
    }

    private static DeviceSettings Settings(int number)
    {
        var settings = new DeviceSettings
        {
            LimitMillinewtons = 10000 + number,
            PlanId = 0x0102030405060708L * number,
            CalibrationId = (uint)number * 77,
            CalibrationDateUnixSeconds = 1_700_000_000 + (uint)number,
            GainPiconewtonsPerCount = 45_000_000 + number,
            QuadraticPiconewtons = -number,
            ZeroCounts = number * 1000,
            TareCounts = -number * 3,
        };
        for (int i = 0; i < CalibrationHistory.Length; i++)
        {
            settings.History.Ids[i] = (uint)((number * 10) + i);
            settings.History.GainsPiconewtonsPerCount[i] = number;
        }

        return settings;
    }

    private static void AssertSame(DeviceSettings expected, DeviceSettings actual)
    {
        Assert.Equal(expected.LimitMillinewtons, actual.LimitMillinewtons);
        Assert.Equal(expected.PlanId, actual.PlanId);
        Assert.Equal(expected.CalibrationId, actual.CalibrationId);
        Assert.Equal(expected.CalibrationDateUnixSeconds, actual.CalibrationDateUnixSeconds);
        Assert.Equal(expected.GainPiconewtonsPerCount, actual.GainPiconewtonsPerCount);
        Assert.Equal(expected.QuadraticPiconewtons, actual.QuadraticPiconewtons);
        Assert.Equal(expected.ZeroCounts, actual.ZeroCounts);
        Assert.Equal(expected.TareCounts, actual.TareCounts);
        Assert.Equal(expected.History.Ids.AsEnumerable(), actual.History.Ids);
        Assert.Equal(expected.History.GainsPiconewtonsPerCount.AsEnumerable(), actual.History.GainsPiconewtonsPerCount);
    }
}
