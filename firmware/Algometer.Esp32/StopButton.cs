using System.Device.Gpio;
using Algometer.Firmware;

namespace Algometer.Esp32
{
    /// <summary>
    /// The patient's button between its pin and ground. Its edges are noted by interrupt as well, which reach the program once a write of the flash
    /// has let it go on: so a press in it is not lost, unless it began and ended while one block was being erased.
    /// </summary>
    public sealed class StopButton : IStopButton
    {
        private readonly GpioPin _pin;

        // Set by the thread of the events, taken by the loop's. One that falls between the two lines that take it is of a press that is there to be seen.
        private bool _wentDown;

        /// <summary>Opens the pin.</summary>
        public StopButton(Board board, GpioController pins)
        {
            _pin = pins.OpenPin(board.StopButton, PinMode.InputPullUp);
            _pin.ValueChanged += OnChange;
        }

        /// <inheritdoc/>
        public bool IsPressed
        {
            get { return (byte)_pin.Read() == 0; }
        }

        /// <inheritdoc/>
        public bool TakeWentDown()
        {
            if (!_wentDown)
            {
                return false;
            }

            _wentDown = false;
            return true;
        }

        private void OnChange(object sender, PinValueChangedEventArgs change)
        {
            if (change.ChangeType == PinEventTypes.Falling)
            {
                _wentDown = true;
            }
        }
    }
}
