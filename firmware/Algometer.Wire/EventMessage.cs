namespace Algometer.Wire
{
    /// <summary>Something happened on the device.</summary>
    public struct EventMessage
    {
        /// <summary>Bytes of payload.</summary>
        public const int Length = 19;

        /// <summary>Number of the event since start; wraps.</summary>
        public int EventId;

        /// <summary>One of <see cref="EventCode"/>.</summary>
        public byte Code;

        /// <summary>Device clock, in microseconds since start.</summary>
        public long Microseconds;

        /// <summary>Sequence number of the sample it belongs to.</summary>
        public uint Sequence;

        /// <summary>See the code.</summary>
        public int Value;

        /// <summary>Writes the message into <paramref name="writer"/>.</summary>
        /// <returns>The length of the finished frame.</returns>
        public int Write(FrameWriter writer)
        {
            writer.Begin(MessageType.Event);
            writer.PutInt16(EventId);
            writer.PutByte(Code);
            writer.PutInt64(Microseconds);
            writer.PutInt32((int)Sequence);
            writer.PutInt32(Value);
            return writer.End();
        }

        /// <summary>Reads the message from the frame just received.</summary>
        /// <returns>False when the frame is not of this type or too short; then the fields are unchanged.</returns>
        public bool TryRead(FrameReader reader)
        {
            if (reader.Type != MessageType.Event || reader.PayloadLength < Length)
            {
                return false;
            }

            EventId = reader.GetUInt16();
            Code = reader.GetByte();
            Microseconds = reader.GetInt64();
            Sequence = (uint)reader.GetInt32();
            Value = reader.GetInt32();
            return true;
        }
    }
}
