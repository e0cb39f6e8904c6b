using System;
using System.IO.Ports;
using Algometer.Firmware;
using Algometer.Wire;
using nanoFramework.Hardware.Esp32;

namespace Algometer.Esp32
{
    /// <summary>
    /// The link over a UART. A frame that the FIFO surely takes goes out in one call; what it does not take waits in a ring and follows in pieces: a
    /// longer write would make the one thread there is wait. A port that cannot be opened, or fails again and again, is a link that takes nothing;
    /// the loop tries it again, and the guard never waits for it.
    /// </summary>
    public sealed class SerialLink : IDeviceLink
    {
        private const int RingBytes = 2048;
        private const int FifoBytes = 128;
        private const int SampleReserveBytes = 512;

        // The driver's own memory, not the collector's. When it is full the driver drops all that it received, so it holds what a host sends in
        // a twelfth of a second.
        private const int ReceiveBytes = 1024;

        // The library's shortest. Between the count and the read an overflow may take the bytes away, and without a timeout the read, and with
        // it the guard, would then wait until as many came again: for ever.
        private const int ReadTimeoutMilliseconds = 1;
        // An overflow or a timeout is one failure; a driver that is gone fails each time.
        private const int MostFailures = 3;
        private readonly Board _board;
        private readonly IDeviceClock _clock;
        private readonly byte[] _ring = new byte[RingBytes];
        private SerialPort _port;
        private bool _isOpen;
        private bool _hasFailed;
        private int _failedReads;
        private int _failedWrites;
        private int _first;
        private int _waiting;
        private long _emptyAt;

        /// <summary>Opens the port, if it can be opened now.</summary>
        public SerialLink(Board board, IDeviceClock clock)
        {
            _board = board;
            _clock = clock;
            TryOpen();
        }

        /// <inheritdoc/>
        public bool IsOpen
        {
            get { return _isOpen; }
        }

        /// <inheritdoc/>
        public int Room
        {
            get { return RingBytes - SampleReserveBytes - _waiting; }
        }

        /// <inheritdoc/>
        public bool TryOpen()
        {
            if (_isOpen)
            {
                return true;
            }

            try
            {
                if (_port == null)
                {
                    Configuration.SetPinFunction(_board.Transmit, _board.TransmitFunction);
                    Configuration.SetPinFunction(_board.Receive, _board.ReceiveFunction);

                    // The library has one object a port for the program's life: it is kept, and opened again.
                    _port = new SerialPort(_board.SerialPort, Protocol.BaudRate, Parity.None, 8, StopBits.One);
                    _port.ReadBufferSize = ReceiveBytes;
                    _port.ReadTimeout = ReadTimeoutMilliseconds;

                    // Nobody listens for what arrives: it is asked for. Else each chunk would be an event that waits in the managed heap for its turn: a line
                    // with noise on it, a byte a millisecond, makes more of them than get one, and the heap was full within three seconds.
                    _port.ReceivedBytesThreshold = int.MaxValue;
                }

                if (_hasFailed)
                {
#pragma warning disable RS0030 // Banned for the desktop's class of that name; the device's closes its driver and returns.
                    _port.Close();
#pragma warning restore RS0030
                }

                _port.Open();
                _isOpen = true;

                // After a failure the first frame tells whether opening has helped.
                _failedReads = 0;
                _failedWrites = _hasFailed ? MostFailures - 1 : 0;
            }
            catch (Exception)
            {
                // Someone else has the port, the debugger for one, or there is none.
                _isOpen = false;
            }

            return _isOpen;
        }

        /// <inheritdoc/>
        public int Receive(byte[] buffer)
        {
            if (!_isOpen)
            {
                return 0;
            }

            try
            {
                // Read waits for all it was asked for, without end: never ask for more than is there.
                int count = _port.BytesToRead;
                if (count == 0)
                {
                    _failedReads = 0;
                    return 0;
                }

                count = _port.Read(buffer, 0, count < buffer.Length ? count : buffer.Length);
                _failedReads = 0;
                return count;
            }
            catch (Exception)
            {
                // What arrived is lost; the host asks again.
                _failedReads++;
                CloseWhenGone();
                return 0;
            }
        }

        /// <inheritdoc/>
        public bool Send(byte[] frame, int count)
        {
            if (!_isOpen)
            {
                return false;
            }

            if (_waiting == 0)
            {
                long now = _clock.Microseconds;
                if (count <= FreeAt(now))
                {
                    return WriteNow(frame, 0, count, now);
                }
            }

            if (count > RingBytes - _waiting)
            {
                return false;
            }

            int end = (_first + _waiting) % RingBytes;
            int head = count < RingBytes - end ? count : RingBytes - end;
            Array.Copy(frame, 0, _ring, end, head);
            if (head < count)
            {
                Array.Copy(frame, head, _ring, 0, count - head);
            }

            _waiting += count;
            return true;
        }

        /// <summary>Hands the UART what its FIFO takes now. Called once in each turn of the loop.</summary>
        public void Pump()
        {
            if (_waiting == 0 || !_isOpen)
            {
                return;
            }

            long now = _clock.Microseconds;
            int free = FreeAt(now);
            int count = _waiting < free ? _waiting : free;
            count = count < RingBytes - _first ? count : RingBytes - _first;
            if (count > 0 && WriteNow(_ring, _first, count, now))
            {
                _first = (_first + count) % RingBytes;
                _waiting -= count;
            }
        }

        // How full the FIFO is cannot be asked: ten bit times a byte tell when it will have run empty.
        private int FreeAt(long now)
        {
            long left = _emptyAt - now;
            return left <= 0 ? FifoBytes : FifoBytes - (int)((left * Protocol.BaudRate / 10000000) + 1);
        }

        private bool WriteNow(byte[] bytes, int offset, int count, long now)
        {
            try
            {
                _port.Write(bytes, offset, count);
            }
            catch (Exception)
            {
                // The frames that wait are lost with this one, and counted by their sequence numbers.
                _waiting = 0;
                _first = 0;
                _failedWrites++;
                CloseWhenGone();
                return false;
            }

            _failedWrites = 0;
            _emptyAt = (_emptyAt > now ? _emptyAt : now) + (count * 10000000L / Protocol.BaudRate) + 1;
            return true;
        }

        private void CloseWhenGone()
        {
            if (_failedReads >= MostFailures || _failedWrites >= MostFailures)
            {
                // What waits is of before: an opened port begins with hello.
                _isOpen = false;
                _hasFailed = true;
                _waiting = 0;
                _first = 0;
            }
        }
    }
}
