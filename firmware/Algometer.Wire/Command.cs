namespace Algometer.Wire
{
    /// <summary>
    /// Any command: its number, chosen by the host and repeated in the answer, and up to six arguments whose meaning and width
    /// follow from the type (PROTOCOL.md, "Commands").
    /// </summary>
    public struct Command
    {
        /// <summary>The command's type, from 0x40.</summary>
        public byte Type;

        /// <summary>The host's number for it, 0 … 65535.</summary>
        public int Id;

        /// <summary>Rate in samples/s, limit in mN, first sequence of a back-log request, seconds of mute, press number, or calibration identity.</summary>
        public uint Value;

        /// <summary>Number of samples of a back-log request, or date of a calibration in seconds since 1970 UTC.</summary>
        public uint Second;

        /// <summary>Identity of the plan that a limit belongs to; 0 for none.</summary>
        public long PlanId;

        /// <summary>Gain of a calibration in pN per count.</summary>
        public int Gain;

        /// <summary>Quadratic term of a calibration in pN per 2²⁰ counts².</summary>
        public int Quadratic;

        /// <summary>Zero of a calibration in counts.</summary>
        public int Zero;

        /// <summary>The tool that calibration points are of, one of <see cref="ToolKind"/>; unknown where it is not named.</summary>
        public byte Tool;

        /// <summary>
        /// Payload bytes of a command type, or -1 for a type that is not a command. Of <see cref="MessageType.SetCalibrationPoints"/> only
        /// the part before the points, which <see cref="CalibrationPoints"/> writes.
        /// </summary>
        public static int LengthOf(byte type)
        {
            switch (type)
            {
                case MessageType.Identify:
                case MessageType.Start:
                case MessageType.Stop:
                case MessageType.Tare:
                case MessageType.Ping:
                case MessageType.RunSelfTest:
                case MessageType.AcknowledgeAlarm:
                case MessageType.BeginHold:
                case MessageType.EndHold:
                case MessageType.RequestStatistics:
                case MessageType.RequestCalibrations:
                    return 2;
                case MessageType.Mute:
                    return 3;
                case MessageType.SetRate:
                case MessageType.AcknowledgeButton:
                    return 4;
                case MessageType.RequestBacklog:
                    return 10;
                case MessageType.SetLimit:
                    return 14;
                case MessageType.SetCalibration:
                    return 22;
                case MessageType.SetCalibrationPoints:
                    return CalibrationPoints.HeaderLength;
                default:
                    return -1;
            }
        }

        /// <summary>Writes the command into <paramref name="writer"/>.</summary>
        /// <returns>The length of the finished frame.</returns>
        public int Write(FrameWriter writer)
        {
            writer.Begin(Type);
            writer.PutInt16(Id);
            switch (Type)
            {
                case MessageType.Mute:
                    writer.PutByte((int)Value);
                    break;
                case MessageType.SetRate:
                case MessageType.AcknowledgeButton:
                    writer.PutInt16((int)Value);
                    break;
                case MessageType.RequestBacklog:
                    writer.PutInt32((int)Value);
                    writer.PutInt32((int)Second);
                    break;
                case MessageType.SetLimit:
                    writer.PutInt32((int)Value);
                    writer.PutInt64(PlanId);
                    break;
                case MessageType.SetCalibration:
                    writer.PutInt32((int)Value);
                    writer.PutInt32((int)Second);
                    writer.PutInt32(Gain);
                    writer.PutInt32(Quadratic);
                    writer.PutInt32(Zero);
                    break;
                default:
                    break;
            }

            return writer.End();
        }

        /// <summary>Reads the command from the frame just received; check its length against <see cref="LengthOf"/> first.</summary>
        public void Read(FrameReader reader)
        {
            Type = reader.Type;
            Id = reader.GetUInt16();
            switch (Type)
            {
                case MessageType.Mute:
                    Value = reader.GetByte();
                    break;
                case MessageType.SetRate:
                case MessageType.AcknowledgeButton:
                    Value = (uint)reader.GetUInt16();
                    break;
                case MessageType.RequestBacklog:
                    Value = (uint)reader.GetInt32();
                    Second = (uint)reader.GetInt32();
                    break;
                case MessageType.SetLimit:
                    Value = (uint)reader.GetInt32();
                    PlanId = reader.GetInt64();
                    break;
                case MessageType.SetCalibration:
                case MessageType.SetCalibrationPoints:
                    Value = (uint)reader.GetInt32();
                    Second = (uint)reader.GetInt32();
                    Gain = reader.GetInt32();
                    Quadratic = reader.GetInt32();
                    Zero = reader.GetInt32();
                    break;
                default:
                    break;
            }
        }
    }
}
