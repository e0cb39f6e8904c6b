using System.Device.Gpio;
using Algometer.Firmware;

namespace Algometer.Esp32
{
    /// <summary>Three lines that tell of both buzzers and of the stop button's cable. Pulled to what tells of a fault, so that an open joint does.</summary>
    public sealed class BoardLines : IBoardLines
    {
        private readonly GpioPin _main;
        private readonly GpioPin _reserve;
        private readonly GpioPin _cable;

        /// <summary>Opens the pins.</summary>
        public BoardLines(Board board, GpioController pins)
        {
            _main = pins.OpenPin(board.MainSounds, PinMode.InputPullUp);
            _reserve = pins.OpenPin(board.ReserveSounds, PinMode.InputPullUp);
            _cable = pins.OpenPin(board.ButtonCable, PinMode.InputPullDown);
        }

        /// <inheritdoc/>
        public bool MainSounds
        {
            get { return (byte)_main.Read() != 0; }
        }

        /// <inheritdoc/>
        public bool ReserveSounds
        {
            get { return (byte)_reserve.Read() != 0; }
        }

        /// <inheritdoc/>
        public bool ButtonCableWhole
        {
            get { return (byte)_cable.Read() != 0; }
        }
    }
}
