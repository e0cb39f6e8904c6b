using Algometer.Wire;

namespace Algometer.Firmware
{
    /// <summary>The patient's last press, told again and again until the host says that it has it.</summary>
    public sealed class PressReport
    {
        // At 10/s for this long, then each second: a press that nobody takes must not fill the link for ever.
        private const long InsistsMicroseconds = 5000000;
        private const long RepeatMicroseconds = 100000;
        private const long RemindMicroseconds = 1000000;

        /// <summary>The button is down now, as far as was seen.</summary>
        public bool IsDown;

        /// <summary>A press awaits its acknowledgement.</summary>
        public bool IsPending;

        private readonly Outbox _outbox;
        private ButtonMessage _press;
        private long _pressedAt;
        private long _sentAt;

        /// <summary>Makes the report.</summary>
        public PressReport(Outbox outbox)
        {
            _outbox = outbox;
        }

        /// <summary>Notes a press and sends it.</summary>
        /// <param name="now">Device clock.</param>
        /// <param name="sequence">The newest sample.</param>
        public void Begin(long now, uint sequence)
        {
            _press.PressId = (_press.PressId + 1) & 0xFFFF;
            _press.Microseconds = now;
            _press.Sequence = sequence;
            _pressedAt = now;
            IsPending = true;
            Send(now);
        }

        /// <summary>Sends the last press again when that is due.</summary>
        /// <param name="now">Device clock.</param>
        /// <param name="lastHeard">When the host was last heard: for one that is there again the press is new.</param>
        public void Remind(long now, long lastHeard)
        {
            long since = now - _sentAt;
            if (since < RepeatMicroseconds)
            {
                return;
            }

            if (now - _pressedAt < InsistsMicroseconds || lastHeard > _sentAt || since >= RemindMicroseconds)
            {
                Send(now);
            }
        }

        /// <summary>The host has the press.</summary>
        public void Acknowledge(uint pressId)
        {
            if (pressId == (uint)_press.PressId)
            {
                IsPending = false;
            }
        }

        private void Send(long now)
        {
            _sentAt = now;
            _outbox.Send(_press.Write(_outbox.Writer));
        }
    }
}
