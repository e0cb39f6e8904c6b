namespace Algometer.Wire
{
    /// <summary>The second byte of a frame. Device to host below 0x40, host to device from 0x40.</summary>
    public static class MessageType
    {
        /// <summary>Who the device is.</summary>
        public const byte Hello = 0x01;

        /// <summary>One conversion.</summary>
        public const byte Sample = 0x02;

        /// <summary>The patient's stop button.</summary>
        public const byte Button = 0x03;

        /// <summary>Something happened: a fault, an alarm, a reset.</summary>
        public const byte Event = 0x04;

        /// <summary>Counters since start.</summary>
        public const byte Statistics = 0x05;

        /// <summary>The calibration and zero in force, and from which sample on.</summary>
        public const byte Calibration = 0x06;

        /// <summary>A command was carried out.</summary>
        public const byte Ack = 0x07;

        /// <summary>A command was refused, with the reason.</summary>
        public const byte Refusal = 0x08;

        /// <summary>Answer to a ping: the device's clock.</summary>
        public const byte Pong = 0x09;

        /// <summary>Result of a self-test.</summary>
        public const byte SelfTest = 0x0A;

        /// <summary>The end of a back-log transfer.</summary>
        public const byte BacklogEnd = 0x0B;

        /// <summary>Device: one of the last calibrations.</summary>
        public const byte PastCalibration = 0x0C;

        /// <summary>Command: send hello and calibration.</summary>
        public const byte Identify = 0x40;

        /// <summary>Command: stream samples.</summary>
        public const byte Start = 0x41;

        /// <summary>Command: stop streaming.</summary>
        public const byte Stop = 0x42;

        /// <summary>Command: take the present load as zero.</summary>
        public const byte Tare = 0x43;

        /// <summary>Command: set the converter's rate.</summary>
        public const byte SetRate = 0x44;

        /// <summary>Command: set the force limit.</summary>
        public const byte SetLimit = 0x45;

        /// <summary>Command: upload a calibration.</summary>
        public const byte SetCalibration = 0x46;

        /// <summary>Command: send the device's clock.</summary>
        public const byte Ping = 0x47;

        /// <summary>Command: test the sensor path and, when good, clear its faults.</summary>
        public const byte RunSelfTest = 0x48;

        /// <summary>Command: send samples again.</summary>
        public const byte RequestBacklog = 0x49;

        /// <summary>Command: acknowledge a latched alarm.</summary>
        public const byte AcknowledgeAlarm = 0x4A;

        /// <summary>Command: mute the sounds of lower priority.</summary>
        public const byte Mute = 0x4B;

        /// <summary>Command: a button press was received.</summary>
        public const byte AcknowledgeButton = 0x4C;

        /// <summary>Command: a guided hold begins.</summary>
        public const byte BeginHold = 0x4D;

        /// <summary>Command: the guided hold is over.</summary>
        public const byte EndHold = 0x4E;

        /// <summary>Command: send the counters.</summary>
        public const byte RequestStatistics = 0x4F;

        /// <summary>Host: take over a calibration together with the points it was fitted to.</summary>
        public const byte SetCalibrationPoints = 0x50;

        /// <summary>Host: send the last calibrations.</summary>
        public const byte RequestCalibrations = 0x51;
    }
}
