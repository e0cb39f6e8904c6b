namespace Algometer.Firmware
{
    /// <summary>The firmware's version, sent in hello.</summary>
    public static class FirmwareVersion
    {
        /// <summary>First number.</summary>
        public const byte Major = 0;

        /// <summary>Second number.</summary>
        public const byte Minor = 1;

        /// <summary>Third number.</summary>
        public const byte Patch = 0;
    }
}
