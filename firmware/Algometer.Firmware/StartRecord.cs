using Algometer.Wire;

namespace Algometer.Firmware
{
    /// <summary>
    /// What the device knows about itself across starts, in slots 2 and 3: its number, how often it started, and why it last restarted
    /// itself. nanoFramework does not tell the reset reason, so a program that gives up writes it down first.
    /// </summary>
    public sealed class StartRecord
    {
        /// <summary>Crashes in a row, each within <see cref="QuickMicroseconds"/> of its start, after which the device no longer restarts itself.</summary>
        public const int MostQuickCrashes = 3;

        /// <summary>A crash sooner after a start than this, in µs, is one in a row with the one before.</summary>
        public const long QuickMicroseconds = 60000000;

        private const int RecordLength = 16;
        private readonly SlotPair _slots;
        private readonly RecordBytes _record = new RecordBytes(RecordLength);
        private int _quickCrashes;
        private bool _wasRead;

        /// <summary>Makes a record over a storage.</summary>
        public StartRecord(ISlotStorage storage)
        {
            _slots = new SlotPair(storage, 2, 1, RecordLength);
        }

        /// <summary>The device's own number.</summary>
        public long DeviceId { get; private set; }

        /// <summary>Differs at each start of this device, and from those of others.</summary>
        public uint BootId { get; private set; }

        /// <summary>Starts counted, this one included.</summary>
        public uint Starts { get; private set; }

        /// <summary>Why this start happened: one of <see cref="Algometer.Wire.ResetReason"/>.</summary>
        public byte ResetReason { get; private set; }

        /// <summary>Counts this start.</summary>
        /// <param name="chance">
        /// What the chip's own generator gave: it names a device that has no name yet, and its start where starts cannot be counted. All devices start
        /// in the same microsecond.
        /// </param>
        /// <param name="clockMicroseconds">Device clock.</param>
        /// <returns>False when the count could not be stored: the next start will count like this one.</returns>
        public bool Begin(long chance, long clockMicroseconds)
        {
            ResetReason = Algometer.Wire.ResetReason.PowerOn;
            ulong spread = Spread((ulong)chance + ((ulong)clockMicroseconds * 0x9E3779B97F4A7C15));

            // 48 bits: exact as a floating-point number too.
            DeviceId = (long)(spread & 0xFFFFFFFFFFFE) | 1;
            if (_slots.Read(_record.Bytes) == RecordLength)
            {
                _record.Rewind();
                DeviceId = _record.GetInt64();
                Starts = (uint)_record.GetInt32();
                int given = _record.GetInt32();

                // In a row are only crashes that the device itself restarted after. A run that ended with its power was a good one.
                _quickCrashes = (byte)given == Algometer.Wire.ResetReason.Crash ? (given >> 8) & 0xFF : 0;
                ResetReason = (byte)given != 0 ? (byte)given : Algometer.Wire.ResetReason.PowerOn;
            }

            _wasRead = true;
            Starts++;
            bool counted = Write(0);

            // One to one in the count of starts; and each device begins elsewhere, or two new ones would both be at their first.
            BootId = counted ? Spread(Starts ^ (uint)Spread((ulong)DeviceId)) : (uint)Spread(spread);
            return counted;
        }

        /// <summary>Notes that the program is about to restart the device by itself.</summary>
        /// <param name="reason">One of <see cref="Algometer.Wire.ResetReason"/>.</param>
        public void NoteRestart(byte reason)
        {
            Write(reason);
        }

        /// <summary>Notes a crash. Nothing is written when the device should stay where it is.</summary>
        /// <param name="uptimeMicroseconds">Since the start, µs.</param>
        /// <returns>
        /// Whether a restart may help: not after three crashes that each came within a minute of their start, and not when this one could not be
        /// counted, because the restarts would then never end. Nor before <see cref="Begin"/> has read what is to be counted on: this would write
        /// over the device's number.
        /// </returns>
        public bool NoteCrash(long uptimeMicroseconds)
        {
            if (!_wasRead)
            {
                return false;
            }

            _quickCrashes = uptimeMicroseconds < QuickMicroseconds ? _quickCrashes + 1 : 0;
            return _quickCrashes < MostQuickCrashes && Write(Algometer.Wire.ResetReason.Crash);
        }

        // Numbers near each other are far from each other after that, and none becomes another's.
        private static ulong Spread(ulong number)
        {
            number = (number ^ (number >> 30)) * 0xBF58476D1CE4E5B9;
            number = (number ^ (number >> 27)) * 0x94D049BB133111EB;
            return number ^ (number >> 31);
        }

        private static uint Spread(uint number)
        {
            number = (number ^ (number >> 16)) * 0x85EBCA6B;
            number = (number ^ (number >> 13)) * 0xC2B2AE35;
            return number ^ (number >> 16);
        }

        private bool Write(byte reason)
        {
            _record.Rewind();
            _record.PutInt64(DeviceId);
            _record.PutInt32((int)Starts);
            _record.PutInt32(reason | (_quickCrashes << 8));
            return _slots.Write(_record.Bytes, RecordLength);
        }
    }
}
