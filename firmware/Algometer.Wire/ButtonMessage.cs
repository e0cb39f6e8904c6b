namespace Algometer.Wire
{
    /// <summary>The patient's stop button, sent at the press and repeated until acknowledged.</summary>
    public struct ButtonMessage
    {
        /// <summary>Bytes of payload.</summary>
        public const int Length = 14;

        /// <summary>Number of the press since start; the same in each repeat.</summary>
        public int PressId;

        /// <summary>Device clock at the press, in microseconds since start.</summary>
        public long Microseconds;

        /// <summary>Sequence number of the latest sample before the press.</summary>
        public uint Sequence;

        /// <summary>Writes the message into <paramref name="writer"/>.</summary>
        /// <returns>The length of the finished frame.</returns>
        public int Write(FrameWriter writer)
        {
            writer.Begin(MessageType.Button);
            writer.PutInt16(PressId);
            writer.PutInt64(Microseconds);
            writer.PutInt32((int)Sequence);
            return writer.End();
        }

        /// <summary>Reads the message from the frame just received.</summary>
        /// <returns>False when the frame is not of this type or too short; then the fields are unchanged.</returns>
        public bool TryRead(FrameReader reader)
        {
            if (reader.Type != MessageType.Button || reader.PayloadLength < Length)
            {
                return false;
            }

            PressId = reader.GetUInt16();
            Microseconds = reader.GetInt64();
            Sequence = (uint)reader.GetInt32();
            return true;
        }
    }
}
