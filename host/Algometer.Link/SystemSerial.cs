using System.IO.Ports;
using Algometer.Wire;

namespace Algometer.Link;

/// <summary>The serial ports of this machine, through System.IO.Ports.</summary>
internal sealed class SystemSerial : ISerialSystem
{
    private const int WriteTimeoutMilliseconds = 500;

    /// <summary>The only one there is.</summary>
    public static SystemSerial Instance { get; } = new();

    /// <inheritdoc/>
    public ISerialLine Create(string port) => new Line(port);

    /// <inheritdoc/>
    public bool Exists(string port) => OperatingSystem.IsWindows() || File.Exists(port);

    private sealed class Line(string port) : ISerialLine
    {
        // Never disposed by itself: that calls Close. The stream holds the system's handle, and the session disposes the stream.
        private readonly SerialPort _port = new(port, Protocol.BaudRate, Parity.None, 8, StopBits.One) { WriteTimeout = WriteTimeoutMilliseconds };
        private LockedPortStream? _stream;

        public bool DtrEnable
        {
            get => _port.DtrEnable;
            set => _port.DtrEnable = value;
        }

        public bool RtsEnable
        {
            get => _port.RtsEnable;
            set => _port.RtsEnable = value;
        }

        public Stream BaseStream => _stream ?? throw new InvalidOperationException("The port is not open.");

        public void Open()
        {
            PortLock held = PortLock.Take(port);
            try
            {
                _port.Open();
                _stream = new LockedPortStream(_port.BaseStream, held);
            }
            catch
            {
                held.Dispose();
                throw;
            }
        }

        public void DiscardInBuffer() => _port.DiscardInBuffer();
    }
}
