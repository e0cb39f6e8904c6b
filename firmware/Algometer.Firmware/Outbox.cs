using Algometer.Wire;

namespace Algometer.Firmware
{
    /// <summary>Sends messages to the host and counts those the link did not take.</summary>
    public sealed class Outbox
    {
        /// <summary>The buffer that messages are built in.</summary>
        public readonly FrameWriter Writer = new FrameWriter();

        private readonly IDeviceLink _link;

        /// <summary>Makes an outbox on a link.</summary>
        public Outbox(IDeviceLink link)
        {
            _link = link;
        }

        /// <summary>Frames not sent because the link took no more.</summary>
        public uint Dropped { get; private set; }

        /// <summary>Whether frames are built and handed over with no byte in them: a rehearsal.</summary>
        public bool IsRehearsing { get; set; }

        /// <summary>Sends the frame last built.</summary>
        /// <param name="length">What the message's Write gave.</param>
        public bool Send(int length)
        {
            if (_link.Send(Writer.Frame, IsRehearsing ? 0 : length))
            {
                return true;
            }

            Dropped++;
            return false;
        }

        /// <summary>A rehearsal is over: frames are sent, and counted from 0.</summary>
        public void Restart()
        {
            IsRehearsing = false;
            Dropped = 0;
        }
    }
}
