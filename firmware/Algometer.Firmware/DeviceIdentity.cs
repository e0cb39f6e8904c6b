namespace Algometer.Firmware
{
    /// <summary>What is fixed while the device runs.</summary>
    public sealed class DeviceIdentity
    {
        /// <summary>The device's own number.</summary>
        public long DeviceId;

        /// <summary>Different at each start.</summary>
        public uint BootId;

        /// <summary>0 virtual, 1 ESP32 DevKit, 2 ESP32-S3.</summary>
        public byte Board;

        /// <summary>One of <see cref="Algometer.Wire.ResetReason"/>.</summary>
        public byte ResetReason;

        /// <summary>Rated load of the cell in mN.</summary>
        public int CapacityMillinewtons = 196133;

        /// <summary>The highest limit this device accepts, in mN: 1000 kPa on 1 cm² for the probe, 250 N for the ball. [P]</summary>
        public int CapMillinewtons = 100000;

        /// <summary>Samples that the back-log holds; at least 10 s.</summary>
        public int BacklogSamples = 1024;
    }
}
