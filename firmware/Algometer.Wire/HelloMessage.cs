namespace Algometer.Wire
{
    /// <summary>Who the device is and what is in force on it. Sent at start and on <see cref="MessageType.Identify"/>.</summary>
    public struct HelloMessage
    {
        /// <summary>Bytes of payload that every device sends; those of older firmware end here and read as 0 from then on.</summary>
        public const int Length = 52;

        /// <summary>The device's own number, the same for its whole life.</summary>
        public long DeviceId;

        /// <summary>Different at each start: a host that sees a new one starts counting sequence and time anew.</summary>
        public uint BootId;

        /// <summary>Device clock now, in microseconds since start.</summary>
        public long UptimeMicroseconds;

        /// <summary>Firmware version, first number.</summary>
        public byte FirmwareMajor;

        /// <summary>Firmware version, second number.</summary>
        public byte FirmwareMinor;

        /// <summary>Firmware version, third number.</summary>
        public byte FirmwarePatch;

        /// <summary>0 virtual device, 1 ESP32 DevKit, 2 ESP32-S3.</summary>
        public byte Board;

        /// <summary>Bits of <see cref="HelloFlag"/>.</summary>
        public byte Flags;

        /// <summary>One of <see cref="Wire.ResetReason"/>.</summary>
        public byte ResetReason;

        /// <summary>Rated load of the cell in mN.</summary>
        public int CapacityMillinewtons;

        /// <summary>The converter's nominal rate in mHz: 10 000 or 80 000 on hardware.</summary>
        public uint RateMillihertz;

        /// <summary>Identity of the calibration in force; 0 is the built-in nominal one.</summary>
        public uint CalibrationId;

        /// <summary>Force limit in force, in mN.</summary>
        public int LimitMillinewtons;

        /// <summary>The highest limit this device accepts, in mN.</summary>
        public int CapMillinewtons;

        /// <summary>How many samples the back-log holds.</summary>
        public int BacklogSamples;

        /// <summary>Sequence number of the next sample.</summary>
        public uint NextSequence;

        /// <summary>Date of the calibration in force, seconds since 1970 UTC; 0 when unknown.</summary>
        public uint CalibrationDateUnixSeconds;

        /// <summary>What one streamed sample costs the device, in microseconds, measured at its start; 0 when not known.</summary>
        public uint SampleCostMicroseconds;

        /// <summary>One of <see cref="ToolKind"/>.</summary>
        public byte Tool;

        /// <summary>The plan that the limit belongs to; 0 for none.</summary>
        public long PlanId;

        /// <summary>Faults not yet cleared: bits of <see cref="SampleFlag"/> and <see cref="DeviceFault"/>.</summary>
        public int Faults;

        /// <summary>Writes the message into <paramref name="writer"/>.</summary>
        /// <returns>The length of the finished frame.</returns>
        public int Write(FrameWriter writer)
        {
            writer.Begin(MessageType.Hello);
            writer.PutInt64(DeviceId);
            writer.PutInt32((int)BootId);
            writer.PutInt64(UptimeMicroseconds);
            writer.PutByte(FirmwareMajor);
            writer.PutByte(FirmwareMinor);
            writer.PutByte(FirmwarePatch);
            writer.PutByte(Board);
            writer.PutByte(Flags);
            writer.PutByte(ResetReason);
            writer.PutInt32(CapacityMillinewtons);
            writer.PutInt32((int)RateMillihertz);
            writer.PutInt32((int)CalibrationId);
            writer.PutInt32(LimitMillinewtons);
            writer.PutInt32(CapMillinewtons);
            writer.PutInt16(BacklogSamples);
            writer.PutInt32((int)NextSequence);
            writer.PutInt32((int)CalibrationDateUnixSeconds);
            writer.PutInt32((int)SampleCostMicroseconds);
            writer.PutByte(Tool);
            writer.PutInt64(PlanId);
            writer.PutInt16(Faults);
            return writer.End();
        }

        /// <summary>Reads the message from the frame just received.</summary>
        /// <returns>False when the frame is not of this type or too short; then the fields are unchanged.</returns>
        public bool TryRead(FrameReader reader)
        {
            if (reader.Type != MessageType.Hello || reader.PayloadLength < Length)
            {
                return false;
            }

            DeviceId = reader.GetInt64();
            BootId = (uint)reader.GetInt32();
            UptimeMicroseconds = reader.GetInt64();
            FirmwareMajor = reader.GetByte();
            FirmwareMinor = reader.GetByte();
            FirmwarePatch = reader.GetByte();
            Board = reader.GetByte();
            Flags = reader.GetByte();
            ResetReason = reader.GetByte();
            CapacityMillinewtons = reader.GetInt32();
            RateMillihertz = (uint)reader.GetInt32();
            CalibrationId = (uint)reader.GetInt32();
            LimitMillinewtons = reader.GetInt32();
            CapMillinewtons = reader.GetInt32();
            BacklogSamples = reader.GetUInt16();
            NextSequence = (uint)reader.GetInt32();
            CalibrationDateUnixSeconds = (uint)reader.GetInt32();
            SampleCostMicroseconds = (uint)reader.GetInt32();
            Tool = reader.GetByte();
            PlanId = reader.GetInt64();
            Faults = reader.GetUInt16();
            return true;
        }
    }
}
