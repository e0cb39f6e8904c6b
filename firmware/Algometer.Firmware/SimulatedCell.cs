namespace Algometer.Firmware
{
    /// <summary>A cell and converter that are not there, for trying the device without hardware. Every sample of it says so.</summary>
    public sealed class SimulatedCell : ILoadCell
    {
        private readonly IDeviceClock _clock;
        private readonly int _gain;
        private readonly int _wave;
        private long _next;
        private uint _noise = 1;

        /// <summary>Makes a cell.</summary>
        /// <param name="clock">The device's clock.</param>
        /// <param name="wave">One of <see cref="SimulatedWave"/>.</param>
        public SimulatedCell(IDeviceClock clock, int wave)
        {
            _clock = clock;
            _wave = wave;
            _gain = new DeviceSettings().GainPiconewtonsPerCount;
            RateMillihertz = 80000;
            _next = clock.Microseconds + Period();
        }

        /// <inheritdoc/>
        public bool IsReady
        {
            get { return _clock.Microseconds >= _next; }
        }

        /// <inheritdoc/>
        public bool IsSimulated
        {
            get { return true; }
        }

        /// <inheritdoc/>
        public int RateMillihertz { get; private set; }

        /// <inheritdoc/>
        public bool LastReadDesynced
        {
            get { return false; }
        }

        /// <inheritdoc/>
        public void Restart()
        {
            _next = _clock.Microseconds + (4 * Period());
        }

        /// <inheritdoc/>
        public void Rehearse()
        {
            Read();
        }

        /// <inheritdoc/>
        public int Read()
        {
            long ready = _next;
            _next += Period();
            if (_next <= _clock.Microseconds)
            {
                // The loop was away: as a converter would, forget what was not fetched.
                _next = _clock.Microseconds + Period();
            }

            // Without noise a cell at rest would rightly be called stuck.
            _noise = (_noise * 1664525) + 1013904223;
            int noise = (int)(_noise >> 26) - 32;
            return (int)(SimulatedWave.Millinewtons(_wave, ready) * 1000000000L / _gain) + noise;
        }

        /// <inheritdoc/>
        public bool SetRate(int samplesPerSecond)
        {
            if (samplesPerSecond != 10 && samplesPerSecond != 80)
            {
                return false;
            }

            RateMillihertz = samplesPerSecond * 1000;
            Restart();
            return true;
        }

        private long Period()
        {
            return 1000000000L / RateMillihertz;
        }
    }
}
