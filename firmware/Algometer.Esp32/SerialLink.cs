using System;
using System.IO.Ports;
using Algometer.Firmware;
using Algometer.Wire;
using nanoFramework.Hardware.Esp32;

namespace Algometer.Esp32
{
    /// <summary>
    /// The link over a UART. Frames wait in a ring of their own and go to the UART in pieces that its FIFO surely takes: a longer write
    /// would make the one thread there is wait.
    /// </summary>
    public sealed class SerialLink : IDeviceLink
    {
        private const int RingBytes = 2048;
        private const int FifoBytes = 128;
        private const int SampleReserveBytes = 512;
        private const int ReceiveBytes = 512;
        private readonly SerialPort _port;
        private readonly IDeviceClock _clock;
        private readonly byte[] _ring = new byte[RingBytes];
        private int _first;
        private int _waiting;
        private long _emptyAt;

        /// <summary>Opens the port.</summary>
        public SerialLink(Board board, IDeviceClock clock)
        {
            _clock = clock;
            Configuration.SetPinFunction(board.Transmit, board.TransmitFunction);
            Configuration.SetPinFunction(board.Receive, board.ReceiveFunction);
            _port = new SerialPort(board.SerialPort, Protocol.BaudRate, Parity.None, 8, StopBits.One);
            _port.ReadBufferSize = ReceiveBytes;
        }

        /// <inheritdoc/>
        public bool IsOpen { get; private set; }

        /// <inheritdoc/>
        public bool TryOpen()
        {
            try
            {
                _port.Open();
                IsOpen = true;
            }
            catch (Exception)
            {
                // Taken by the debugger, or not there: the guard needs no link.
                IsOpen = false;
            }

            return IsOpen;
        }

        /// <inheritdoc/>
        public int Room
        {
            get { return RingBytes - SampleReserveBytes - _waiting; }
        }

        /// <inheritdoc/>
        public int Receive(byte[] buffer)
        {
            if (!IsOpen)
            {
                return 0;
            }

            // Read waits for all it was asked for: never ask for more than is there.
            int count = _port.BytesToRead;
            if (count == 0)
            {
                return 0;
            }

            return _port.Read(buffer, 0, count < buffer.Length ? count : buffer.Length);
        }

        /// <inheritdoc/>
        public bool Send(byte[] frame, int count)
        {
            if (!IsOpen || count > RingBytes - _waiting)
            {
                return false;
            }

            int end = (_first + _waiting) % RingBytes;
            int head = count < RingBytes - end ? count : RingBytes - end;
            Array.Copy(frame, 0, _ring, end, head);
            Array.Copy(frame, head, _ring, 0, count - head);
            _waiting += count;
            return true;
        }

        /// <summary>Hands the UART what its FIFO takes now. Called once in each turn of the loop.</summary>
        public void Pump()
        {
            if (_waiting == 0)
            {
                return;
            }

            // How full the FIFO is cannot be asked: ten bit times a byte tell when it will have run empty.
            long now = _clock.Microseconds;
            long left = _emptyAt > now ? _emptyAt - now : 0;
            int free = FifoBytes - (int)((left * Protocol.BaudRate / 10000000) + 1);
            int count = _waiting < free ? _waiting : free;
            count = count < RingBytes - _first ? count : RingBytes - _first;
            if (count <= 0)
            {
                return;
            }

            _port.Write(_ring, _first, count);
            _first = (_first + count) % RingBytes;
            _waiting -= count;
            _emptyAt = now + left + (count * 10000000L / Protocol.BaudRate) + 1;
        }
    }
}
