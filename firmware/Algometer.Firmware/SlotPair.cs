using Algometer.Wire;

namespace Algometer.Firmware
{
    /// <summary>
    /// A record kept in two alternating slots. A write goes to the slot that does not hold the newest record, and a CRC tells a whole record
    /// from a torn one: power lost at any byte leaves the old record or the new one, never a mixture. Two whole records follow each other; where they
    /// do not, or one is damaged or gone, nobody can tell whether the one that is read is the one last written, and that is said. So the first record
    /// goes to both slots, and so does one that is written where two did not follow each other.
    /// </summary>
    public sealed class SlotPair
    {
        private const int HeaderBytes = 10;
        private const int CrcBytes = 4;
        private const byte Magic = 0xA9;
        private readonly ISlotStorage _storage;
        private readonly int _firstSlot;
        private readonly byte _version;
        private readonly byte[] _buffer;
        private uint _sequence;
        private int _newest = 1;
        private bool _isPair;
        private int _bytes;

        /// <summary>Makes a pair.</summary>
        /// <param name="storage">Where to.</param>
        /// <param name="firstSlot">Number of the first slot; the second is the next.</param>
        /// <param name="version">Version of the record; one of another version does not count.</param>
        /// <param name="longest">Bytes of the longest record.</param>
        public SlotPair(ISlotStorage storage, int firstSlot, byte version, int longest)
        {
            _storage = storage;
            _firstSlot = firstSlot;
            _version = version;

            // One byte more, so that a slot that grew is seen as such.
            _buffer = new byte[HeaderBytes + longest + CrcBytes + 1];
        }

        /// <summary>A slot could not be read: what it holds may show another time.</summary>
        public bool IsUnread { get; private set; }

        /// <summary>A record was read, and may not be the one last written: the other is damaged, gone, or neither follows the other.</summary>
        public bool IsDoubtful { get; private set; }

        /// <summary>Reads the newest whole record.</summary>
        /// <param name="record">Where to; must hold the longest.</param>
        /// <returns>Its length, or -1 when neither slot holds one.</returns>
        public int Read(byte[] record)
        {
            int found = -1;
            bool damaged = false;
            bool inTurn = false;
            _isPair = false;
            IsUnread = false;
            for (int slot = 0; slot < 2; slot++)
            {
                int length = ReadSlot(slot);
                if (length < 0 || length > record.Length)
                {
                    damaged |= _bytes > 0;
                    continue;
                }

                // Compared as serial numbers are: past the highest the lowest follows.
                uint sequence = SequenceOfBuffer();
                uint step = sequence - _sequence;
                bool both = found >= 0;
                inTurn = both && (step == 1 || step == uint.MaxValue);
                if (!both || (int)step > 0)
                {
                    found = length;
                    _sequence = sequence;
                    _newest = slot;
                    for (int i = 0; i < length; i++)
                    {
                        record[i] = _buffer[HeaderBytes + i];
                    }
                }
            }

            _isPair = inTurn && !damaged;
            IsDoubtful = found >= 0 && !_isPair;
            return found;
        }

        /// <summary>Reads what the other slot holds beside the record that was read, whole or damaged.</summary>
        /// <param name="record">Where to.</param>
        /// <param name="isWhole">Whether it is a whole record.</param>
        /// <returns>How many bytes of it are there.</returns>
        public int ReadOther(byte[] record, out bool isWhole)
        {
            isWhole = ReadSlot(1 - _newest) >= 0;
            int length = _bytes - HeaderBytes;
            length = length < record.Length ? length : record.Length;
            for (int i = 0; i < length; i++)
            {
                record[i] = _buffer[HeaderBytes + i];
            }

            return length;
        }

        /// <summary>Writes a record to the older slot and reads it back; to both where no two follow each other.</summary>
        /// <returns>Whether it is there whole. The record before it still is otherwise: nothing is written where no slot can be read.</returns>
        public bool Write(byte[] record, int count)
        {
            if (_isPair)
            {
                _isPair = WriteOne(record, count);
                return _isPair;
            }

            if (!Look() || !WriteOne(record, count))
            {
                return false;
            }

            // The first is there whole: the power may go.
            _isPair = WriteOne(record, count);
            return true;
        }

        private bool WriteOne(byte[] record, int count)
        {
            int slot = 1 - _newest;
            uint sequence = _sequence + 1;
            _buffer[0] = Magic;
            _buffer[1] = _version;
            _buffer[2] = (byte)_firstSlot;
            _buffer[3] = 0;
            _buffer[4] = (byte)sequence;
            _buffer[5] = (byte)(sequence >> 8);
            _buffer[6] = (byte)(sequence >> 16);
            _buffer[7] = (byte)(sequence >> 24);
            _buffer[8] = (byte)count;
            _buffer[9] = (byte)(count >> 8);
            for (int i = 0; i < count; i++)
            {
                _buffer[HeaderBytes + i] = record[i];
            }

            int end = HeaderBytes + count;
            uint crc = Crc32.Compute(_buffer, 0, end);
            _buffer[end] = (byte)crc;
            _buffer[end + 1] = (byte)(crc >> 8);
            _buffer[end + 2] = (byte)(crc >> 16);
            _buffer[end + 3] = (byte)(crc >> 24);

            // What the storage says of it is not what counts: it may fail after it has committed, and commit nothing though it says so.
            _storage.Write(_firstSlot + slot, _buffer, end + CrcBytes);
            if (ReadSlot(slot) != count || SequenceOfBuffer() != sequence || CrcOfBuffer(end) != crc)
            {
                return false;
            }

            _sequence = sequence;
            _newest = slot;
            return true;
        }

        // A record that could not be read before may be there now: one that is written must be newer than it, or a restart would bring that one back.
        private bool Look()
        {
            int wholes = 0;
            IsUnread = false;
            for (int slot = 0; slot < 2; slot++)
            {
                if (ReadSlot(slot) < 0)
                {
                    continue;
                }

                uint sequence = SequenceOfBuffer();
                if (wholes == 0 || (int)(sequence - _sequence) > 0)
                {
                    _sequence = sequence;
                    _newest = slot;
                }

                wholes++;
            }

            return wholes > 0 || !IsUnread;
        }

        private uint SequenceOfBuffer()
        {
            return (uint)(_buffer[4] | (_buffer[5] << 8) | (_buffer[6] << 16) | (_buffer[7] << 24));
        }

        private int ReadSlot(int slot)
        {
            int count = _storage.Read(_firstSlot + slot, _buffer);
            _bytes = count;
            IsUnread |= count < 0;
            if (count < HeaderBytes + CrcBytes || _buffer[0] != Magic || _buffer[1] != _version || _buffer[2] != (byte)_firstSlot)
            {
                return -1;
            }

            int length = _buffer[8] | (_buffer[9] << 8);
            int end = HeaderBytes + length;
            if (count != end + CrcBytes)
            {
                return -1;
            }

            return Crc32.Compute(_buffer, 0, end) == CrcOfBuffer(end) ? length : -1;
        }

        private uint CrcOfBuffer(int end)
        {
            return (uint)(_buffer[end] | (_buffer[end + 1] << 8) | (_buffer[end + 2] << 16) | (_buffer[end + 3] << 24));
        }
    }
}
