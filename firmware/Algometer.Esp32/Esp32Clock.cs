using Algometer.Firmware;
using nanoFramework.Hardware.Esp32;

namespace Algometer.Esp32
{
    /// <summary>The chip's microsecond timer: 64 bits, never stepping, not bound to the 10 ms tick of the scheduler.</summary>
    public sealed class Esp32Clock : IDeviceClock
    {
        /// <inheritdoc/>
        public long Microseconds
        {
            get { return (long)HighResTimer.GetCurrent(); }
        }
    }
}
