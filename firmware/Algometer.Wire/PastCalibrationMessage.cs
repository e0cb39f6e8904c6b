namespace Algometer.Wire
{
    /// <summary>One of the last calibrations of the device, newest first.</summary>
    public struct PastCalibrationMessage
    {
        /// <summary>Bytes of payload.</summary>
        public const int Length = 24;

        /// <summary>The command's own number.</summary>
        public int CommandId;

        /// <summary>0 for the newest.</summary>
        public byte Index;

        /// <summary>How many there are, at most 8.</summary>
        public byte Count;

        /// <summary>Identity.</summary>
        public uint CalibrationId;

        /// <summary>Date, seconds since 1970 UTC.</summary>
        public uint DateUnixSeconds;

        /// <summary>Slope in pN per count.</summary>
        public int GainPiconewtonsPerCount;

        /// <summary>Quadratic term in pN per 2²⁰ counts².</summary>
        public int QuadraticPiconewtons;

        /// <summary>Counts of the unloaded cell.</summary>
        public int ZeroCounts;

        /// <summary>Writes the message into <paramref name="writer"/>.</summary>
        /// <returns>The length of the finished frame.</returns>
        public int Write(FrameWriter writer)
        {
            writer.Begin(MessageType.PastCalibration);
            writer.PutInt16(CommandId);
            writer.PutByte(Index);
            writer.PutByte(Count);
            writer.PutInt32((int)CalibrationId);
            writer.PutInt32((int)DateUnixSeconds);
            writer.PutInt32(GainPiconewtonsPerCount);
            writer.PutInt32(QuadraticPiconewtons);
            writer.PutInt32(ZeroCounts);
            return writer.End();
        }

        /// <summary>Reads the message from the frame just received.</summary>
        /// <returns>False when the frame is not of this type or too short; then the fields are unchanged.</returns>
        public bool TryRead(FrameReader reader)
        {
            if (reader.Type != MessageType.PastCalibration || reader.PayloadLength < Length)
            {
                return false;
            }

            CommandId = reader.GetUInt16();
            Index = reader.GetByte();
            Count = reader.GetByte();
            CalibrationId = (uint)reader.GetInt32();
            DateUnixSeconds = (uint)reader.GetInt32();
            GainPiconewtonsPerCount = reader.GetInt32();
            QuadraticPiconewtons = reader.GetInt32();
            ZeroCounts = reader.GetInt32();
            return true;
        }
    }
}
