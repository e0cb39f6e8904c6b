namespace Algometer.Wire
{
    /// <summary>Counters since the device started.</summary>
    public struct StatisticsMessage
    {
        /// <summary>Bytes of payload that every device sends; those of older firmware end here and read as 0 from then on.</summary>
        public const int Length = 52;

        /// <summary>Device clock now, in microseconds since start.</summary>
        public long Microseconds;

        /// <summary>Samples taken.</summary>
        public uint Samples;

        /// <summary>Conversions missed.</summary>
        public uint Missed;

        /// <summary>Samples at the end of the code range.</summary>
        public uint Saturated;

        /// <summary>Samples judged stuck.</summary>
        public uint Stuck;

        /// <summary>Read-outs that lost step.</summary>
        public uint Desynced;

        /// <summary>Deadlines that passed without data.</summary>
        public uint NoData;

        /// <summary>Broken frames received.</summary>
        public uint ReceiveErrors;

        /// <summary>Commands received.</summary>
        public uint Commands;

        /// <summary>Frames not sent because the link took no more.</summary>
        public uint SendDropped;

        /// <summary>Samples that left the back-log unsent.</summary>
        public uint BacklogDropped;

        /// <summary>Measured conversion rate in mHz; 0 until known.</summary>
        public uint RateMillihertz;

        /// <summary>Samples whose rate was out of range.</summary>
        public uint RateOutOfRange;

        /// <summary>Implausible jumps.</summary>
        public uint Jumps;

        /// <summary>Samples below zero by more than 2 % of capacity.</summary>
        public uint ZeroDrifts;

        /// <summary>Samples taken under built-in settings.</summary>
        public uint SettingsDefault;

        /// <summary>Writes the message into <paramref name="writer"/>.</summary>
        /// <returns>The length of the finished frame.</returns>
        public int Write(FrameWriter writer)
        {
            writer.Begin(MessageType.Statistics);
            writer.PutInt64(Microseconds);
            writer.PutInt32((int)Samples);
            writer.PutInt32((int)Missed);
            writer.PutInt32((int)Saturated);
            writer.PutInt32((int)Stuck);
            writer.PutInt32((int)Desynced);
            writer.PutInt32((int)NoData);
            writer.PutInt32((int)ReceiveErrors);
            writer.PutInt32((int)Commands);
            writer.PutInt32((int)SendDropped);
            writer.PutInt32((int)BacklogDropped);
            writer.PutInt32((int)RateMillihertz);
            writer.PutInt32((int)RateOutOfRange);
            writer.PutInt32((int)Jumps);
            writer.PutInt32((int)ZeroDrifts);
            writer.PutInt32((int)SettingsDefault);
            return writer.End();
        }

        /// <summary>Reads the message from the frame just received.</summary>
        /// <returns>False when the frame is not of this type or too short; then the fields are unchanged.</returns>
        public bool TryRead(FrameReader reader)
        {
            if (reader.Type != MessageType.Statistics || reader.PayloadLength < Length)
            {
                return false;
            }

            Microseconds = reader.GetInt64();
            Samples = (uint)reader.GetInt32();
            Missed = (uint)reader.GetInt32();
            Saturated = (uint)reader.GetInt32();
            Stuck = (uint)reader.GetInt32();
            Desynced = (uint)reader.GetInt32();
            NoData = (uint)reader.GetInt32();
            ReceiveErrors = (uint)reader.GetInt32();
            Commands = (uint)reader.GetInt32();
            SendDropped = (uint)reader.GetInt32();
            BacklogDropped = (uint)reader.GetInt32();
            RateMillihertz = (uint)reader.GetInt32();
            RateOutOfRange = (uint)reader.GetInt32();
            Jumps = (uint)reader.GetInt32();
            ZeroDrifts = (uint)reader.GetInt32();
            SettingsDefault = (uint)reader.GetInt32();
            return true;
        }
    }
}
