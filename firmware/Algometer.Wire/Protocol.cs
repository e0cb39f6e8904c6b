namespace Algometer.Wire
{
    /// <summary>The fixed numbers of the wire format. PROTOCOL.md is the text; a test holds the two together.</summary>
    public static class Protocol
    {
        /// <summary>The version carried by every frame's first byte.</summary>
        public const byte Version = 1;

        /// <summary>The longest frame on the wire, both delimiters included: what a UART takes without a second thread.</summary>
        public const int MaxFrameBytes = 128;

        /// <summary>Bytes that every message carries besides its payload: version, type and CRC-32.</summary>
        public const int OverheadBytes = 6;

        /// <summary>The longest payload: a frame less two delimiters, one COBS code byte and the overhead.</summary>
        public const int MaxPayloadBytes = MaxFrameBytes - 3 - OverheadBytes;

        /// <summary>The force of a sample whose value must not be used.</summary>
        public const int BlankForce = int.MinValue;

        /// <summary>Bits per second of the serial link, 8 data bits, no parity, one stop bit.</summary>
        public const int BaudRate = 115200;

        /// <summary>A guided hold ends when the device has heard nothing for this long, in microseconds.</summary>
        public const int LinkSilenceMicroseconds = 1000000;

        /// <summary>The longest mute that the device grants, in seconds.</summary>
        public const byte MaxMuteSeconds = 30;

        /// <summary>How long a command's number and content are known after its answer, in µs: the same after that is another command.</summary>
        public const long RepeatMicroseconds = 10000000;
    }
}
