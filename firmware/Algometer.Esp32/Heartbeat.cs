using System.Device.Gpio;
using Algometer.Firmware;

namespace Algometer.Esp32
{
    /// <summary>A pin that changes with every sample that was read and judged. A circuit outside sounds when it stops.</summary>
    public sealed class Heartbeat : IHeartbeat
    {
        private readonly GpioPin _pin;

        /// <summary>Opens the pin.</summary>
        public Heartbeat(Board board, GpioController pins)
        {
            _pin = pins.OpenPin(board.Heartbeat, PinMode.Output);
            _pin.Write(PinValue.Low);
        }

        /// <inheritdoc/>
        public void Beat()
        {
            _pin.Toggle();
        }
    }
}
