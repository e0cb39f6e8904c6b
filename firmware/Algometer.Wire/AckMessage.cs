namespace Algometer.Wire
{
    /// <summary>A command was carried out.</summary>
    public struct AckMessage
    {
        /// <summary>Bytes of payload.</summary>
        public const int Length = 7;

        /// <summary>The command's own number.</summary>
        public int CommandId;

        /// <summary>The command's type.</summary>
        public byte Command;

        /// <summary>What took effect, where there is something to say: the tare in counts, the limit in mN, the rate; else 0.</summary>
        public int Value;

        /// <summary>Writes the message into <paramref name="writer"/>.</summary>
        /// <returns>The length of the finished frame.</returns>
        public int Write(FrameWriter writer)
        {
            writer.Begin(MessageType.Ack);
            writer.PutInt16(CommandId);
            writer.PutByte(Command);
            writer.PutInt32(Value);
            return writer.End();
        }

        /// <summary>Reads the message from the frame just received.</summary>
        /// <returns>False when the frame is not of this type or too short; then the fields are unchanged.</returns>
        public bool TryRead(FrameReader reader)
        {
            if (reader.Type != MessageType.Ack || reader.PayloadLength < Length)
            {
                return false;
            }

            CommandId = reader.GetUInt16();
            Command = reader.GetByte();
            Value = reader.GetInt32();
            return true;
        }
    }
}
