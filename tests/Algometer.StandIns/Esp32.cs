using Algometer.StandIns;

namespace nanoFramework.Hardware.Esp32
{
    public enum DeviceFunction
    {
        SPI1_MOSI = 65792,
        SPI1_MISO = 65793,
        SPI1_CLOCK = 65794,
        COM1_TX = 196864,
        COM1_RX = 196865,
        COM2_TX = 197120,
        COM2_RX = 197121,
    }

    public static class Configuration
    {
        public static void SetPinFunction(int pin, DeviceFunction function) => SimulatedBoard.Current.SetFunction(pin, (int)function);
    }

    public static class HighResTimer
    {
        public static ulong GetCurrent()
        {
            SimulatedBoard.Current.Call(LibraryCost.TimerRead);
            SimulatedBoard.Current.ReadTimer();
            return (ulong)SimulatedBoard.Current.Microseconds;
        }
    }
}

namespace nanoFramework.Runtime.Native
{
    public enum RebootOption
    {
        NormalReboot = 0,
    }

    public static class Power
    {
        /// <summary>Never returns: the program is gone with the restart.</summary>
        public static void RebootDevice(RebootOption rebootOption = RebootOption.NormalReboot)
        {
            SimulatedBoard.Current.Rebooted = true;
            SimulatedBoard.Current.CutPower();
        }
    }

    public static class SystemInfo
    {
        public static string? TargetName => SimulatedBoard.Current.TargetName;
    }
}
