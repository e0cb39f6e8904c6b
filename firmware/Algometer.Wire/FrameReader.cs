namespace Algometer.Wire
{
    /// <summary>
    /// Finds frames in a stream of bytes. It joins mid-stream, and after any garbage it is in step again at the next delimiter.
    /// Memory is bounded by one frame; nothing is allocated after construction and nothing is thrown for any input. Not thread-safe.
    /// </summary>
    public sealed class FrameReader
    {
        private const int HeaderBytes = 2;

        // What may lie between two delimiters and no more: one that is longer is no frame, whatever its CRC.
        private readonly byte[] _buffer = new byte[Protocol.MaxFrameBytes - 2];
        private int _count;
        private int _length;
        private int _position;
        private bool _overrun;
        private bool _joined;
        private bool _lostStep;

        /// <summary>The type of the frame just read: one of <see cref="MessageType"/>, or a value this version does not know.</summary>
        public byte Type
        {
            get { return _buffer[1]; }
        }

        /// <summary>Bytes of payload in the frame just read.</summary>
        public int PayloadLength
        {
            get { return _length - Protocol.OverheadBytes; }
        }

        /// <summary>CRC of the frame just read: the same for the same bytes, and for hardly any others.</summary>
        public uint Crc { get; private set; }

        /// <summary>Valid frames read.</summary>
        public long Frames { get; private set; }

        /// <summary>Frames whose CRC did not match.</summary>
        public long CrcErrors { get; private set; }

        /// <summary>Runs between delimiters that cannot be a frame: too long, too short, or wrongly stuffed.</summary>
        public long Malformed { get; private set; }

        /// <summary>Valid frames of a protocol version this reader does not know; they are passed over.</summary>
        public long UnknownVersions { get; private set; }

        /// <summary>Times that a valid frame followed bytes that were not one.</summary>
        public long Resyncs { get; private set; }

        /// <summary>Forgets a half-received frame, for a link that was opened anew. Counters stay.</summary>
        public void Reset()
        {
            _count = 0;
            _overrun = false;
            _joined = false;
        }

        /// <summary>Reads the payload of the last frame from its beginning again.</summary>
        public void Rewind()
        {
            _position = HeaderBytes;
        }

        /// <summary>Takes bytes up to and including the end of the next valid frame.</summary>
        /// <param name="bytes">The bytes received.</param>
        /// <param name="offset">Index of the first unread byte; moved past what was taken.</param>
        /// <param name="end">Index after the last.</param>
        /// <returns>True when a frame is ready to be read; false when all bytes are taken and none is.</returns>
        public bool TryRead(byte[] bytes, ref int offset, int end)
        {
            byte[] buffer = _buffer;
            int count = _count;
            int index = offset;
            while (index < end)
            {
                byte value = bytes[index++];
                if (value != 0)
                {
                    if (count < buffer.Length)
                    {
                        buffer[count++] = value;
                    }
                    else
                    {
                        _overrun = true;
                    }

                    continue;
                }

                int received = count;
                count = 0;
                if (Accept(received))
                {
                    _count = 0;
                    offset = index;
                    return true;
                }
            }

            _count = count;
            offset = index;
            return false;
        }

        /// <summary>Reads the next byte of the payload, 0 … 255; 0 past its end.</summary>
        public byte GetByte()
        {
            return _position < _length - 4 ? _buffer[_position++] : (byte)0;
        }

        /// <summary>Reads 16 bits, unsigned.</summary>
        public int GetUInt16()
        {
            int low = GetByte();
            return low | (GetByte() << 8);
        }

        /// <summary>Reads 24 bits in two's complement.</summary>
        public int GetInt24()
        {
            int low = GetUInt16();
            int value = low | (GetByte() << 16);
            return (value << 8) >> 8;
        }

        /// <summary>Reads 32 bits in two's complement.</summary>
        public int GetInt32()
        {
            int low = GetUInt16();
            return low | (GetUInt16() << 16);
        }

        /// <summary>Reads 64 bits in two's complement.</summary>
        public long GetInt64()
        {
            long low = (uint)GetInt32();
            return low | ((long)GetInt32() << 32);
        }

        private bool Accept(int received)
        {
            bool overrun = _overrun;
            bool joined = _joined;
            _overrun = false;
            _joined = true;
            if (received == 0)
            {
                return false;
            }

            int length = overrun ? -1 : Cobs.Decode(_buffer, received);
            if (length < Protocol.OverheadBytes)
            {
                return Reject(joined, false);
            }

            int last = length - 4;
            uint sent = (uint)(_buffer[last] | (_buffer[last + 1] << 8) | (_buffer[last + 2] << 16) | (_buffer[last + 3] << 24));
            if (Crc32.Compute(_buffer, 0, last) != sent)
            {
                return Reject(joined, true);
            }

            if (_lostStep)
            {
                _lostStep = false;
                Resyncs++;
            }

            if (_buffer[0] != Protocol.Version)
            {
                UnknownVersions++;
                return false;
            }

            Crc = sent;
            _length = length;
            _position = HeaderBytes;
            Frames++;
            return true;
        }

        // What stood before the first delimiter is the rest of a frame that began before we joined: not an error.
        private bool Reject(bool joined, bool crc)
        {
            if (joined)
            {
                _lostStep = true;
                if (crc)
                {
                    CrcErrors++;
                }
                else
                {
                    Malformed++;
                }
            }

            return false;
        }
    }
}
