using System;
using System.Device.Gpio;
using Algometer.Firmware;
using Algometer.Wire;
using nanoFramework.Runtime.Native;

namespace Algometer.Esp32
{
    /// <summary>
    /// The device's program: one loop on one thread, without a single wait. After any start it is idle and says why it started; nothing that
    /// ran before is resumed.
    /// </summary>
    public static class Program
    {
        /// <summary>Starts the device. Never returns.</summary>
        public static void Main()
        {
            Esp32Clock clock = new Esp32Clock();
            AlarmOutput alarm = null;
            StartRecord start = null;
            try
            {
                // Buzzer and light first: whatever fails after them can be heard.
                Board board = Board.Fitted();
                GpioController pins = new GpioController();
                alarm = new AlarmOutput(board, pins);
                start = new StartRecord(new FileSlots());
                Run(board, pins, alarm, start, clock);
            }
            catch (Exception)
            {
                // Nothing is left that could be trusted. The buzzer sounds from here on; what follows cannot silence it but by a restart.
                Sound(alarm);
                GiveUp(start, clock);
            }

            // Three crashes in a row, each within a minute of its start, or a drive that cannot count them: another restart would only crash again, and
            // wear the flash. It stays, sounding; the heartbeat is still, so the missing-pulse circuit sounds too.
            while (clock.Microseconds >= 0)
            {
            }
        }

        private static void Run(Board board, GpioController pins, AlarmOutput alarm, StartRecord start, Esp32Clock clock)
        {
            start.Begin(Chance.Draw(), clock.Microseconds);
            if (start.ResetReason == ResetReason.Crash)
            {
                // The restart has silenced the buzzer; it sounds again until the loop has judged a sample.
                alarm.Set(true, true);
            }

            GpioPin jumper = pins.OpenPin(board.SimulateJumper, PinMode.InputPullUp);
            ILoadCell cell;
            if ((byte)jumper.Read() == 0)
            {
                cell = new SimulatedCell(clock, SimulatedWave.ScriptedHold);
            }
            else
            {
                cell = new Hx711LoadCell(board, pins, clock);
            }

            DeviceIdentity identity = new DeviceIdentity();
            identity.DeviceId = start.DeviceId;
            identity.BootId = start.BootId;
            identity.Board = board.Number;
            identity.Fit(FittedTool.Kind);
            identity.ResetReason = start.ResetReason;
            SerialLink link = new SerialLink(board, clock);
            DeviceLoop loop = new DeviceLoop(
                identity,
                cell,
                clock,
                link,
                alarm,
                new StopButton(board, pins),
                new SlotSettingsStore(new FileSlots()),
                new Heartbeat(board, pins),
                new BoardLines(board, pins));
            while (true)
            {
                loop.RunOnce();
                link.Pump();
            }
        }

        private static void Sound(AlarmOutput alarm)
        {
            try
            {
                if (alarm != null)
                {
                    alarm.Insist();
                }
            }
            catch (Exception)
            {
                // A pin that cannot be written: the missing-pulse circuit is what is left.
            }
        }

        private static void GiveUp(StartRecord start, Esp32Clock clock)
        {
            try
            {
                if (start != null && start.NoteCrash(clock.Microseconds))
                {
                    Power.RebootDevice();
                }
            }
            catch (Exception)
            {
                // Then it stays, sounding.
            }
        }
    }
}
