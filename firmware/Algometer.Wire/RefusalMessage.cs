namespace Algometer.Wire
{
    /// <summary>A command was refused; nothing was changed.</summary>
    public struct RefusalMessage
    {
        /// <summary>Bytes of payload.</summary>
        public const int Length = 8;

        /// <summary>The command's own number.</summary>
        public int CommandId;

        /// <summary>The command's type.</summary>
        public byte Command;

        /// <summary>One of <see cref="RefusalReason"/>.</summary>
        public byte Reason;

        /// <summary>See the reason.</summary>
        public int Detail;

        /// <summary>Writes the message into <paramref name="writer"/>.</summary>
        /// <returns>The length of the finished frame.</returns>
        public int Write(FrameWriter writer)
        {
            writer.Begin(MessageType.Refusal);
            writer.PutInt16(CommandId);
            writer.PutByte(Command);
            writer.PutByte(Reason);
            writer.PutInt32(Detail);
            return writer.End();
        }

        /// <summary>Reads the message from the frame just received.</summary>
        /// <returns>False when the frame is not of this type or too short; then the fields are unchanged.</returns>
        public bool TryRead(FrameReader reader)
        {
            if (reader.Type != MessageType.Refusal || reader.PayloadLength < Length)
            {
                return false;
            }

            CommandId = reader.GetUInt16();
            Command = reader.GetByte();
            Reason = reader.GetByte();
            Detail = reader.GetInt32();
            return true;
        }
    }
}
