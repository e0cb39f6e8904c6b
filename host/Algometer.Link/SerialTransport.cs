using System.IO.Ports;
using Algometer.Wire;

namespace Algometer.Link;

/// <summary>
/// A serial port or pseudo-terminal through System.IO.Ports. Opened with DTR and RTS off (some pseudo-terminals refuse otherwise), stale
/// bytes thrown away, and torn down by disposing the stream: SerialPort.Close never returns after a hang-up.
/// </summary>
public sealed class SerialTransport(string port) : ITransport
{
    private const int WriteTimeoutMilliseconds = 500;

    /// <inheritdoc/>
    public string Name => port;

    /// <inheritdoc/>
    public Task<Stream> OpenAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!OperatingSystem.IsWindows() && !File.Exists(port))
        {
            throw new FileNotFoundException($"There is no port {port}: plug the device in, or list the ports with `algometer devices`.", port);
        }

        var serial = new SerialPort(port, Protocol.BaudRate, Parity.None, 8, StopBits.One)
        {
            DtrEnable = false,
            RtsEnable = false,
            WriteTimeout = WriteTimeoutMilliseconds,
        };
        serial.Open();
        try
        {
            serial.DtrEnable = true;
        }
        catch (IOException)
        {
            // A pseudo-terminal has no modem lines (ENOTTY).
        }

        serial.DiscardInBuffer();
        return Task.FromResult(serial.BaseStream);
    }
}
