using Algometer.Wire;

namespace Algometer.Firmware
{
    /// <summary>Sends messages to the host and counts those the link did not take.</summary>
    public sealed class Outbox
    {
        private readonly IDeviceLink _link;
        private readonly FrameWriter _writer = new FrameWriter();

        /// <summary>Makes an outbox on a link.</summary>
        public Outbox(IDeviceLink link)
        {
            _link = link;
        }

        /// <summary>Frames not sent because the link took no more.</summary>
        public uint Dropped { get; private set; }

        /// <summary>The buffer that messages are built in.</summary>
        public FrameWriter Writer
        {
            get { return _writer; }
        }

        /// <summary>Sends the frame last built.</summary>
        /// <param name="length">What the message's Write gave.</param>
        public bool Send(int length)
        {
            if (_link.Send(_writer.Frame, length))
            {
                return true;
            }

            Dropped++;
            return false;
        }
    }
}
