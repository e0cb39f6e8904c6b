using Algometer.Wire;

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

        /// <summary>What the cell is built into: one of <see cref="ToolKind"/>; a probe unless <see cref="Fit"/> says otherwise.</summary>
        public byte Tool = ToolKind.Probe;

        /// <summary>Rated load of the cell in mN: 20 kgf.</summary>
        public int CapacityMillinewtons = 196133;

        /// <summary>The highest limit this device accepts, in mN: 1000 kPa on 1 cm². [P]</summary>
        public int CapMillinewtons = 100000;

        /// <summary>Slope of a cell of that load that gives 2 mV/V, at gain 128, in pN per count.</summary>
        public int NominalGainPiconewtonsPerCount = DeviceSettings.ProbeGainPiconewtonsPerCount;

        /// <summary>Samples that the back-log holds; at least 10 s.</summary>
        public int BacklogSamples = 1024;

        /// <summary>Takes cell and cap of a tool. They belong to what was built: no host can change them.</summary>
        /// <param name="tool">One of <see cref="ToolKind"/>.</param>
        public void Fit(byte tool)
        {
            bool ball = tool == ToolKind.Ball;
            Tool = ball ? ToolKind.Ball : ToolKind.Probe;

            // The ball: a cell of 50 kgf, and 250 N, which no place of the body is asked to bear more than. [P]
            CapacityMillinewtons = ball ? 490333 : 196133;
            CapMillinewtons = ball ? 250000 : 100000;
            NominalGainPiconewtonsPerCount = ball ? 114164433 : DeviceSettings.ProbeGainPiconewtonsPerCount;
        }
    }
}
