using Algometer.Wire;

namespace Algometer.Firmware
{
    /// <summary>Acknowledges or refuses commands; some at once, some when a turn has time for it.</summary>
    public sealed class Answers
    {
        private const int Most = 12;
        private readonly Outbox _outbox;
        private readonly int[] _ids = new int[Most];
        private readonly byte[] _types = new byte[Most];
        private readonly byte[] _reasons = new byte[Most];
        private readonly int[] _values = new int[Most];
        private int _first;
        private int _count;
        private int _id;
        private byte _type;

        /// <summary>Makes the answers of an outbox.</summary>
        public Answers(Outbox outbox)
        {
            _outbox = outbox;
        }

        /// <summary>Whether answers are still to be sent.</summary>
        public bool ArePending
        {
            get { return _count > 0; }
        }

        /// <summary>Why the last command was refused; 0 when it was carried out.</summary>
        public byte LastReason { get; private set; }

        /// <summary>The value or detail of the last answer.</summary>
        public int LastValue { get; private set; }

        /// <summary>The command that is answered next.</summary>
        public void To(int id, byte type)
        {
            _id = id;
            _type = type;
        }

        /// <summary>It was carried out.</summary>
        public void Acknowledge(int value)
        {
            Send(_id, _type, 0, value);
        }

        /// <summary>It was refused, and nothing was changed.</summary>
        public void Refuse(byte reason, int detail)
        {
            Send(_id, _type, reason, detail);
        }

        /// <summary>An answer for a later turn: a long frame is enough for one.</summary>
        public void Later(int id, byte type, byte reason, int value)
        {
            int place = (_first + _count) % Most;
            _ids[place] = id;
            _types[place] = type;
            _reasons[place] = reason;
            _values[place] = value;
            _count++;
        }

        /// <summary>The command that waits longest for its answer.</summary>
        public byte NextType
        {
            get { return _types[_first]; }
        }

        /// <summary>Its number.</summary>
        public int NextId
        {
            get { return _ids[_first]; }
        }

        /// <summary>What waits longest needs no answer any more.</summary>
        public void Drop()
        {
            _first = (_first + 1) % Most;
            _count--;
        }

        /// <summary>Sends the answer that waits longest.</summary>
        public void SendNext()
        {
            int place = _first;
            Drop();
            Send(_ids[place], _types[place], _reasons[place], _values[place]);
        }

        private void Send(int id, byte type, byte reason, int value)
        {
            LastReason = reason;
            LastValue = value;
            if (reason == 0)
            {
                AckMessage ack = default;
                ack.CommandId = id;
                ack.Command = type;
                ack.Value = value;
                _outbox.Send(ack.Write(_outbox.Writer));
                return;
            }

            RefusalMessage refusal = default;
            refusal.CommandId = id;
            refusal.Command = type;
            refusal.Reason = reason;
            refusal.Detail = value;
            _outbox.Send(refusal.Write(_outbox.Writer));
        }
    }
}
