namespace Algometer.Wire
{
    /// <summary>The end of a back-log transfer.</summary>
    public struct BacklogEndMessage
    {
        /// <summary>Bytes of payload.</summary>
        public const int Length = 14;

        /// <summary>The command's own number.</summary>
        public int CommandId;

        /// <summary>First sample sent.</summary>
        public uint FirstSequence;

        /// <summary>How many were sent.</summary>
        public uint Count;

        /// <summary>The oldest sample that the device could still send.</summary>
        public uint OldestHeld;

        /// <summary>Writes the message into <paramref name="writer"/>.</summary>
        /// <returns>The length of the finished frame.</returns>
        public int Write(FrameWriter writer)
        {
            writer.Begin(MessageType.BacklogEnd);
            writer.PutInt16(CommandId);
            writer.PutInt32((int)FirstSequence);
            writer.PutInt32((int)Count);
            writer.PutInt32((int)OldestHeld);
            return writer.End();
        }

        /// <summary>Reads the message from the frame just received.</summary>
        /// <returns>False when the frame is not of this type or too short; then the fields are unchanged.</returns>
        public bool TryRead(FrameReader reader)
        {
            if (reader.Type != MessageType.BacklogEnd || reader.PayloadLength < Length)
            {
                return false;
            }

            CommandId = reader.GetUInt16();
            FirstSequence = (uint)reader.GetInt32();
            Count = (uint)reader.GetInt32();
            OldestHeld = (uint)reader.GetInt32();
            return true;
        }
    }
}
