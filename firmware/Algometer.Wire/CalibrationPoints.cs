namespace Algometer.Wire
{
    /// <summary>A calibration sent together with the points it was fitted to, so that the device can check the one by the other.</summary>
    public static class CalibrationPoints
    {
        /// <summary>Bytes of payload before the points.</summary>
        public const int HeaderLength = 23;

        /// <summary>Bytes of one point: counts in 24 bits, force in 32.</summary>
        public const int PointLength = 7;

        /// <summary>Fewest points: a straight line cannot be judged by fewer.</summary>
        public const int Fewest = 3;

        /// <summary>Most points that a frame holds.</summary>
        public const int Most = 13;

        /// <summary>Most points that a frame holds together with the plan's identity.</summary>
        public const int MostWithPlan = 12;

        /// <summary>Bytes of the plan's identity that may follow the points.</summary>
        public const int PlanLength = 8;

        /// <summary>Bytes of the tool that may follow the plan's identity, which is 0 then where there is none.</summary>
        public const int ToolLength = 1;

        /// <summary>Writes the command with its points.</summary>
        /// <param name="writer">Where to.</param>
        /// <param name="command">
        /// Number, identity, date, gain, quadratic term and zero, the plan's identity where the device's limit belongs to one, else 0, and the tool
        /// where it is named. Its type is not looked at.
        /// </param>
        /// <param name="counts">Codes of the points.</param>
        /// <param name="millinewtons">Their forces in mN, as many.</param>
        /// <returns>The length of the finished frame.</returns>
        public static int Write(FrameWriter writer, in Command command, int[] counts, int[] millinewtons)
        {
            writer.Begin(MessageType.SetCalibrationPoints);
            writer.PutInt16(command.Id);
            writer.PutInt32((int)command.Value);
            writer.PutInt32((int)command.Second);
            writer.PutInt32(command.Gain);
            writer.PutInt32(command.Quadratic);
            writer.PutInt32(command.Zero);
            writer.PutByte(counts.Length);
            for (int i = 0; i < counts.Length; i++)
            {
                writer.PutInt24(counts[i]);
                writer.PutInt32(millinewtons[i]);
            }

            bool named = command.Tool != ToolKind.Unknown;
            if (command.PlanId != 0 || named)
            {
                writer.PutInt64(command.PlanId);
            }

            if (named)
            {
                writer.PutByte(command.Tool);
            }

            return writer.End();
        }
    }
}
