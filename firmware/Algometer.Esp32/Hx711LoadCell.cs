using System.Device.Gpio;
using System.Device.Spi;
using Algometer.Firmware;
using Iot.Device.Hx711;
using nanoFramework.Hardware.Esp32;

namespace Algometer.Esp32
{
    /// <summary>
    /// The load cell's converter. Its binding powers it and reads it at 10 samples/s; at 80 the same bus is read here, for a tenth of the
    /// instructions and without the binding's wait, which has no end when the converter is gone.
    /// </summary>
    public sealed class Hx711LoadCell : ILoadCell
    {
        private const int BusId = 1;
        private const int Slow = 10000;
        private const int Fast = 80000;

        // 100 samples/s, the fastest that counts as a sound converter, take 10 ms at a nominal 80: no conversion can be there sooner.
        private const long FastestPeriodPercent = 78;

        // Reads in a row with no look between them that found the line high. A read that came late, and the one after it, need none.
        private const int MostUnseen = 2;

        // 24 pulses for the bits and one that chooses channel A, gain 128: each is a 1 and a 0 on the wire. Words leave with their low byte first.
        private readonly ushort[] _pulses = { 0xAAAA, 0xAAAA, 0xAAAA, 0x0080 };
        private readonly ushort[] _bits = new ushort[4];

        // What a byte on the wire holds of the code: the second half of each of its four pulses.
        private readonly byte[] _nibbles = new byte[256];
        private readonly SpiDevice _bus;
        private readonly Scale _scale;
        private readonly GpioPin _dataReady;
        private readonly GpioPin _rate;
        private readonly IDeviceClock _clock;
        private int _rateMillihertz = Fast;
        private bool _desynced;
        private long _notBefore;
        private long _lastHigh;
        private long _lastLow;
        private int _unseen;
        private long _quietMicroseconds = 1000000000L / Fast * FastestPeriodPercent / 100;
        private long _halfMicroseconds = 1000000000L / Fast / 2;

        /// <summary>Opens the bus and power-cycles the converter.</summary>
        public Hx711LoadCell(Board board, GpioController pins, IDeviceClock clock)
        {
            _clock = clock;
            for (int i = 0; i < _nibbles.Length; i++)
            {
                _nibbles[i] = (byte)(((i >> 3) & 8) | ((i >> 2) & 4) | ((i >> 1) & 2) | (i & 1));
            }

            Configuration.SetPinFunction(board.ConverterClock, DeviceFunction.SPI1_MOSI);
            Configuration.SetPinFunction(board.ConverterData, DeviceFunction.SPI1_MISO);
            Configuration.SetPinFunction(board.UnusedBusClock, DeviceFunction.SPI1_CLOCK);
            _dataReady = pins.OpenPin(board.DataReady, PinMode.InputPullUp);
            _rate = pins.OpenPin(board.Rate, PinMode.Output);
            _rate.Write(PinValue.High);
            SpiConnectionSettings settings = new SpiConnectionSettings(BusId, board.UnusedChipSelect);
            settings.ClockFrequency = Scale.DefaultClockFrequency;
            _bus = SpiDevice.Create(settings);
            _scale = new Scale(_bus, GainLevel.GainA128);
            _scale.SampleAveraging = 1;
            Restart();
        }

        /// <inheritdoc/>
        public bool IsReady
        {
            get
            {
                // A look at the pin takes as long as a hundred instructions: none while no conversion can be there.
                long now = _clock.Microseconds;
                if (now < _notBefore)
                {
                    return false;
                }

                if ((byte)_dataReady.Read() == 0)
                {
                    _lastLow = now;
                    return true;
                }

                _lastHigh = now;
                _unseen = 0;
                return false;
            }
        }

        /// <inheritdoc/>
        public bool IsSimulated
        {
            get { return false; }
        }

        /// <inheritdoc/>
        public int RateMillihertz
        {
            get { return _rateMillihertz; }
        }

        /// <inheritdoc/>
        public bool LastReadDesynced
        {
            get { return _desynced; }
        }

        /// <inheritdoc/>
        public int Read()
        {
            int code = _rateMillihertz == Fast ? ReadFast() : ReadThroughBinding();

            // The conversion came after the last look that found none, and the next comes a period later. Not from now on: after a read-out that
            // came late the next one may be near.
            _notBefore = _lastHigh + _quietMicroseconds;

            // A level that is low for ever would else be a conversion in each turn of the loop, with nothing left for button, alarm and commands.
            // Half a period after the look loses none, however late that was, and is often enough to show as a rate that no converter has.
            _unseen++;
            if (_unseen > MostUnseen)
            {
                long soonest = _lastLow + _halfMicroseconds;
                _notBefore = _notBefore > soonest ? _notBefore : soonest;
            }

            return code;
        }

        /// <summary>
        /// A long high pulse powers the converter down, its end up again. Not through the binding's PowerUp: that waits for a conversion,
        /// for ever when there is no converter.
        /// </summary>
        public void Restart()
        {
            _notBefore = 0;
            _scale.PowerDown();
        }

        /// <inheritdoc/>
        public void Rehearse()
        {
            // The pulses find no conversion, or take one that nobody misses; a restart follows. The binding's own read would wait.
            bool unused = (byte)_dataReady.Read() == 0;
            ReadFast();
            _notBefore = unused ? 0 : _clock.Microseconds;
        }

        /// <inheritdoc/>
        public bool SetRate(int samplesPerSecond)
        {
            if (samplesPerSecond != 10 && samplesPerSecond != 80)
            {
                return false;
            }

            _rate.Write(samplesPerSecond == 80 ? PinValue.High : PinValue.Low);
            _rateMillihertz = samplesPerSecond == 80 ? Fast : Slow;
            _quietMicroseconds = 1000000000L / _rateMillihertz * FastestPeriodPercent / 100;
            _halfMicroseconds = 1000000000L / _rateMillihertz / 2;
            Restart();
            return true;
        }

        private int ReadFast()
        {
            ushort[] bits = _bits;
            byte[] nibbles = _nibbles;

            // The runtime drops the error of a transfer that fails: the bits of before would be a force, and these here would be in step.
            bits[3] = 0;
            _bus.TransferFullDuplex(_pulses, bits);
            int first = bits[0];
            int middle = bits[1];
            int last = bits[2];

            // The 25th pulse makes the converter raise DOUT until its next conversion: what follows reads as 1. A line that was never driven,
            // and pulses out of step with the bits, do not. Only the first 3 us count: a read-out that comes late may see the next
            // conversion end in what follows, and that is no fault.
            _desynced = (bits[3] & 0x60) != 0x60;

            // The highest nibble is shifted to the top and all of it down again, for the sign.
            return ((nibbles[first & 0xFF] << 28) | (nibbles[first >> 8] << 24) | (nibbles[middle & 0xFF] << 20)
                | (nibbles[middle >> 8] << 16) | (nibbles[last & 0xFF] << 12) | (nibbles[last >> 8] << 8)) >> 8;
        }

        private int ReadThroughBinding()
        {
            int code = (int)_scale.Read();

            // It may have waited for a conversion that the level had promised: half a period for all else begins only now.
            _lastLow = _clock.Microseconds;

            // A line that is low again may show the next conversion: the binding takes long to make a number of the bits, and a read-out may begin
            // late. A line that is stuck low gave nothing but zeros as well.
            _desynced = code == 0 && (byte)_dataReady.Read() == 0;
            return code;
        }
    }
}
