namespace Algometer.Wire
{
    /// <summary>Result of a self-test.</summary>
    public struct SelfTestMessage
    {
        /// <summary>Bytes of payload.</summary>
        public const int Length = 18;

        /// <summary>The command's own number.</summary>
        public int CommandId;

        /// <summary>The <see cref="SampleFlag"/> faults seen in the test; 0 when it passed.</summary>
        public int FailedFlags;

        /// <summary>Samples looked at.</summary>
        public int Samples;

        /// <summary>Measured rate in mHz.</summary>
        public uint RateMillihertz;

        /// <summary>Mean code.</summary>
        public int MeanCounts;

        /// <summary>Highest less lowest code.</summary>
        public int SpreadCounts;

        /// <summary>Writes the message into <paramref name="writer"/>.</summary>
        /// <returns>The length of the finished frame.</returns>
        public int Write(FrameWriter writer)
        {
            writer.Begin(MessageType.SelfTest);
            writer.PutInt16(CommandId);
            writer.PutInt16(FailedFlags);
            writer.PutInt16(Samples);
            writer.PutInt32((int)RateMillihertz);
            writer.PutInt32(MeanCounts);
            writer.PutInt32(SpreadCounts);
            return writer.End();
        }

        /// <summary>Reads the message from the frame just received.</summary>
        /// <returns>False when the frame is not of this type or too short; then the fields are unchanged.</returns>
        public bool TryRead(FrameReader reader)
        {
            if (reader.Type != MessageType.SelfTest || reader.PayloadLength < Length)
            {
                return false;
            }

            CommandId = reader.GetUInt16();
            FailedFlags = reader.GetUInt16();
            Samples = reader.GetUInt16();
            RateMillihertz = (uint)reader.GetInt32();
            MeanCounts = reader.GetInt32();
            SpreadCounts = reader.GetInt32();
            return true;
        }
    }
}
