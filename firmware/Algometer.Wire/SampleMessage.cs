namespace Algometer.Wire
{
    /// <summary>One conversion, 18 bytes of payload, 27 on the wire.</summary>
    public struct SampleMessage
    {
        /// <summary>Bytes of payload.</summary>
        public const int Length = 18;

        /// <summary>Sample number since the device started; wraps at 2³².</summary>
        public uint Sequence;

        /// <summary>Device clock when data became ready, in microseconds; wraps at 2³² (71.6 minutes).</summary>
        public uint Microseconds;

        /// <summary>The converter's code in two's complement, −8 388 608 … 8 388 607.</summary>
        public int RawCounts;

        /// <summary>The force the device judged, in mN, or <see cref="Protocol.BlankForce"/>.</summary>
        public int ForceMillinewtons;

        /// <summary>Bits of <see cref="SampleFlag"/>.</summary>
        public int Flags;

        /// <summary>Bits of <see cref="AlarmBit"/>.</summary>
        public byte Alarm;

        /// <summary>Writes the message into <paramref name="writer"/>.</summary>
        /// <returns>The length of the finished frame.</returns>
        public int Write(FrameWriter writer)
        {
            return writer.WriteSample(Sequence, Microseconds, RawCounts, ForceMillinewtons, Flags, Alarm);
        }

        /// <summary>Writes the message of these fields, without a <see cref="SampleMessage"/> to hold them.</summary>
        /// <returns>The length of the finished frame.</returns>
        public static int Write(FrameWriter writer, uint sequence, uint microseconds, int rawCounts, int forceMillinewtons, int flags, int alarm)
        {
            return writer.WriteSample(sequence, microseconds, rawCounts, forceMillinewtons, flags, alarm);
        }

        /// <summary>Reads the message from the frame just received.</summary>
        /// <returns>False when the frame is not of this type or too short; then the fields are unchanged.</returns>
        public bool TryRead(FrameReader reader)
        {
            if (reader.Type != MessageType.Sample || reader.PayloadLength < Length)
            {
                return false;
            }

            Sequence = (uint)reader.GetInt32();
            Microseconds = (uint)reader.GetInt32();
            RawCounts = reader.GetInt24();
            ForceMillinewtons = reader.GetInt32();
            Flags = reader.GetUInt16();
            Alarm = reader.GetByte();
            return true;
        }
    }
}
