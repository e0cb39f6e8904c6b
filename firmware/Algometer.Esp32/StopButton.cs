using System.Device.Gpio;
using Algometer.Firmware;

namespace Algometer.Esp32
{
    /// <summary>The patient's button between its pin and ground.</summary>
    public sealed class StopButton : IStopButton
    {
        private readonly GpioPin _pin;

        /// <summary>Opens the pin.</summary>
        public StopButton(Board board, GpioController pins)
        {
            _pin = pins.OpenPin(board.StopButton, PinMode.InputPullUp);
        }

        /// <inheritdoc/>
        public bool IsPressed
        {
            get { return (byte)_pin.Read() == 0; }
        }
    }
}
