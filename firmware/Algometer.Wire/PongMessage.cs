namespace Algometer.Wire
{
    /// <summary>The device's clock, for mapping it to the host's.</summary>
    public struct PongMessage
    {
        /// <summary>Bytes of payload.</summary>
        public const int Length = 10;

        /// <summary>The ping's number.</summary>
        public int CommandId;

        /// <summary>Device clock when the ping was handled, in microseconds since start.</summary>
        public long Microseconds;

        /// <summary>Writes the message into <paramref name="writer"/>.</summary>
        /// <returns>The length of the finished frame.</returns>
        public int Write(FrameWriter writer)
        {
            writer.Begin(MessageType.Pong);
            writer.PutInt16(CommandId);
            writer.PutInt64(Microseconds);
            return writer.End();
        }

        /// <summary>Reads the message from the frame just received.</summary>
        /// <returns>False when the frame is not of this type or too short; then the fields are unchanged.</returns>
        public bool TryRead(FrameReader reader)
        {
            if (reader.Type != MessageType.Pong || reader.PayloadLength < Length)
            {
                return false;
            }

            CommandId = reader.GetUInt16();
            Microseconds = reader.GetInt64();
            return true;
        }
    }
}
