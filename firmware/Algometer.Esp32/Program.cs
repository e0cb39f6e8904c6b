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
            StartRecord start = new StartRecord(new FileSlots());
            try
            {
                Run(Board.Fitted(), start);
            }
            catch (Exception)
            {
                // Nothing is left that could be trusted: start anew, idle, and say that it was a crash. The alarm until then is the
                // missing-pulse circuit's.
                start.NoteRestart(ResetReason.Crash);
                Power.RebootDevice();
            }
        }

        private static void Run(Board board, StartRecord start)
        {
            Esp32Clock clock = new Esp32Clock();
            long seed = clock.Microseconds;

            // Without a stored count the boot number is the moment itself: a host must see that the device started anew.
            uint boot = start.Begin(seed) ? start.Starts : (uint)seed | 0x80000000;
            GpioController pins = new GpioController();
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
            identity.BootId = boot;
            identity.Board = board.Number;
            identity.ResetReason = start.ResetReason;
            SerialLink link = new SerialLink(board, clock);
            DeviceLoop loop = new DeviceLoop(
                identity,
                cell,
                clock,
                link,
                new AlarmOutput(board, pins),
                new StopButton(board, pins),
                new SlotSettingsStore(new FileSlots()),
                new Heartbeat(board, pins));
            while (true)
            {
                loop.RunOnce();
                link.Pump();
            }
        }
    }
}
