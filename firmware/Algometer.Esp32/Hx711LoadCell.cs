using System.Device.Gpio;
using System.Device.Spi;
using Algometer.Firmware;
using Iot.Device.Hx711;
using nanoFramework.Hardware.Esp32;

namespace Algometer.Esp32
{
    /// <summary>
    /// The load cell's converter through its binding. The binding waits without end for a conversion, so it is asked only when the
    /// data-ready level says that one is there; its wait then never runs.
    /// </summary>
    public sealed class Hx711LoadCell : ILoadCell
    {
        private const int BusId = 1;
        private readonly Scale _scale;
        private readonly GpioPin _dataReady;
        private readonly GpioPin _rate;

        /// <summary>Opens the bus and power-cycles the converter.</summary>
        public Hx711LoadCell(Board board, GpioController pins)
        {
            Configuration.SetPinFunction(board.ConverterClock, DeviceFunction.SPI1_MOSI);
            Configuration.SetPinFunction(board.ConverterData, DeviceFunction.SPI1_MISO);
            Configuration.SetPinFunction(board.UnusedBusClock, DeviceFunction.SPI1_CLOCK);
            _dataReady = pins.OpenPin(board.DataReady, PinMode.InputPullUp);
            _rate = pins.OpenPin(board.Rate, PinMode.Output);
            _rate.Write(PinValue.High);
            RateMillihertz = 80000;
            SpiConnectionSettings settings = new SpiConnectionSettings(BusId, board.UnusedChipSelect);
            settings.ClockFrequency = Scale.DefaultClockFrequency;
            _scale = new Scale(SpiDevice.Create(settings), GainLevel.GainA128);
            _scale.SampleAveraging = 1;
            Restart();
        }

        /// <inheritdoc/>
        public bool IsReady
        {
            get { return _dataReady.Read() == PinValue.Low; }
        }

        /// <inheritdoc/>
        public bool IsSimulated
        {
            get { return false; }
        }

        /// <inheritdoc/>
        public int RateMillihertz { get; private set; }

        /// <inheritdoc/>
        public bool LastReadDesynced { get; private set; }

        /// <inheritdoc/>
        public int Read()
        {
            int code = (int)_scale.Read();

            // The 25th pulse makes the converter raise DOUT until its next conversion. A line that is still low was never driven by it,
            // or the pulses and the bits are out of step.
            LastReadDesynced = _dataReady.Read() == PinValue.Low;
            return code;
        }

        /// <summary>
        /// A long high pulse powers the converter down, its end up again. Not through the binding's PowerUp: that waits for a conversion,
        /// for ever when there is no converter.
        /// </summary>
        public void Restart()
        {
            _scale.PowerDown();
        }

        /// <inheritdoc/>
        public void Rehearse()
        {
            _dataReady.Read();
        }

        /// <inheritdoc/>
        public bool SetRate(int samplesPerSecond)
        {
            if (samplesPerSecond != 10 && samplesPerSecond != 80)
            {
                return false;
            }

            _rate.Write(samplesPerSecond == 80 ? PinValue.High : PinValue.Low);
            RateMillihertz = samplesPerSecond * 1000;
            Restart();
            return true;
        }
    }
}
