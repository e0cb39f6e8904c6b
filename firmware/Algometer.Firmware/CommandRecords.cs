using Algometer.Wire;

namespace Algometer.Firmware
{
    /// <summary>The record of each kind of command that must not be done twice.</summary>
    public sealed class CommandRecords
    {
        /// <summary>Tares.</summary>
        public readonly CommandRecord Tares = new CommandRecord();

        /// <summary>Self-tests that were asked for.</summary>
        public readonly CommandRecord SelfTests = new CommandRecord();

        /// <summary>Holds begun.</summary>
        public readonly CommandRecord Begins = new CommandRecord();

        /// <summary>The hold that was refused last: it takes nothing from those that were begun.</summary>
        public readonly CommandRecord RefusedBegins = new CommandRecord();

        private readonly CommandRecord _ends = new CommandRecord();
        private readonly CommandRecord _limits = new CommandRecord();
        private readonly CommandRecord _calibrations = new CommandRecord();

        /// <summary>The record of a command; null for one that may be done again.</summary>
        public CommandRecord Of(byte type)
        {
            switch (type)
            {
                case MessageType.Tare:
                    return Tares;
                case MessageType.RunSelfTest:
                    return SelfTests;
                case MessageType.BeginHold:
                    return Begins;
                case MessageType.EndHold:
                    return _ends;
                case MessageType.SetLimit:
                    return _limits;
                case MessageType.SetCalibration:
                case MessageType.SetCalibrationPoints:
                    return _calibrations;
                default:
                    return null;
            }
        }

        /// <summary>A host identifies the device: what ended a while ago is not its.</summary>
        public void BeginSession(long now)
        {
            Tares.BeginSession(now);
            SelfTests.BeginSession(now);
            Begins.BeginSession(now);
            RefusedBegins.BeginSession(now);
            _ends.BeginSession(now);
            _limits.BeginSession(now);
            _calibrations.BeginSession(now);
        }
    }
}
