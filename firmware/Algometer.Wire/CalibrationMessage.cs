namespace Algometer.Wire
{
    /// <summary>The calibration and zero in force. Sent after hello and whenever either changes.</summary>
    public struct CalibrationMessage
    {
        /// <summary>Bytes of payload.</summary>
        public const int Length = 32;

        /// <summary>Identity; 0 is the built-in nominal one.</summary>
        public uint CalibrationId;

        /// <summary>When it was made, seconds since 1970 UTC; 0 when unknown.</summary>
        public uint DateUnixSeconds;

        /// <summary>Slope in pN per count; never 0.</summary>
        public int GainPiconewtonsPerCount;

        /// <summary>Quadratic term in pN per 2²⁰ counts².</summary>
        public int QuadraticPiconewtons;

        /// <summary>Counts of the unloaded cell at calibration.</summary>
        public int ZeroCounts;

        /// <summary>Counts added to the zero by the last tare.</summary>
        public int TareCounts;

        /// <summary>Rated load of the cell in mN.</summary>
        public int CapacityMillinewtons;

        /// <summary>The first sample these values hold for.</summary>
        public uint FromSequence;

        /// <summary>Writes the message into <paramref name="writer"/>.</summary>
        /// <returns>The length of the finished frame.</returns>
        public int Write(FrameWriter writer)
        {
            writer.Begin(MessageType.Calibration);
            writer.PutInt32((int)CalibrationId);
            writer.PutInt32((int)DateUnixSeconds);
            writer.PutInt32(GainPiconewtonsPerCount);
            writer.PutInt32(QuadraticPiconewtons);
            writer.PutInt32(ZeroCounts);
            writer.PutInt32(TareCounts);
            writer.PutInt32(CapacityMillinewtons);
            writer.PutInt32((int)FromSequence);
            return writer.End();
        }

        /// <summary>Reads the message from the frame just received.</summary>
        /// <returns>False when the frame is not of this type or too short; then the fields are unchanged.</returns>
        public bool TryRead(FrameReader reader)
        {
            if (reader.Type != MessageType.Calibration || reader.PayloadLength < Length)
            {
                return false;
            }

            CalibrationId = (uint)reader.GetInt32();
            DateUnixSeconds = (uint)reader.GetInt32();
            GainPiconewtonsPerCount = reader.GetInt32();
            QuadraticPiconewtons = reader.GetInt32();
            ZeroCounts = reader.GetInt32();
            TareCounts = reader.GetInt32();
            CapacityMillinewtons = reader.GetInt32();
            FromSequence = (uint)reader.GetInt32();
            return true;
        }
    }
}
