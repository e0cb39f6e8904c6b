using Algometer.Wire;

namespace Algometer.Firmware
{
    /// <summary>Makes frames of what the link received, and can keep one for later while others go on arriving.</summary>
    public sealed class CommandReader
    {
        // Two that take turns: the one that holds a frame for later reads nothing. Between two frames either can go on.
        private readonly FrameReader[] _readers = { new FrameReader(), new FrameReader() };
        private readonly byte[] _received = new byte[Protocol.MaxFrameBytes];
        private readonly IDeviceLink _link;
        private int _reads;
        private int _offset;
        private int _count;

        /// <summary>Makes a reader of a link.</summary>
        public CommandReader(IDeviceLink link)
        {
            _link = link;
        }

        /// <summary>The frame that was read last.</summary>
        public FrameReader Frame
        {
            get { return _readers[_reads]; }
        }

        /// <summary>The frame that was kept.</summary>
        public FrameReader Kept
        {
            get { return _readers[1 - _reads]; }
        }

        /// <summary>Frames that had to be dropped.</summary>
        public uint Errors
        {
            get
            {
                FrameReader one = _readers[0];
                FrameReader other = _readers[1];
                return (uint)(one.CrcErrors + one.Malformed + other.CrcErrors + other.Malformed);
            }
        }

        /// <summary>Reads on.</summary>
        /// <returns>Whether there is a frame.</returns>
        public bool Next()
        {
            if (_offset >= _count)
            {
                _offset = 0;
                _count = _link.Receive(_received);
                if (_count == 0)
                {
                    return false;
                }
            }

            return _readers[_reads].TryRead(_received, ref _offset, _count);
        }

        /// <summary>Keeps the frame that was read last, in place of the one kept before.</summary>
        public void Keep()
        {
            _reads = 1 - _reads;
        }
    }
}
