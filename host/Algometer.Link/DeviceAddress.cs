using System.Globalization;

namespace Algometer.Link;

/// <summary>Reads what a person writes to name a device: <c>COM3</c>, <c>/dev/ttyUSB0</c>, <c>pty:PATH</c> or <c>tcp:HOST:PORT</c>.</summary>
public static class DeviceAddress
{
    /// <summary>The transport of an address.</summary>
    /// <exception cref="FormatException">The address cannot be understood; the message says how to write it.</exception>
    public static ITransport Parse(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (address.StartsWith("tcp:", StringComparison.OrdinalIgnoreCase))
        {
            string rest = address[4..];
            int colon = rest.LastIndexOf(':');
            if (colon > 0 && int.TryParse(rest[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out int port) && port is > 0 and < 65536)
            {
                return new TcpTransport(rest[..colon].Trim('[', ']'), port);
            }

            throw new FormatException($"'{address}' is no TCP address: write tcp:HOST:PORT, for example tcp:127.0.0.1:7000.");
        }

        string path = address.StartsWith("pty:", StringComparison.OrdinalIgnoreCase) ? address[4..] : address;
        return string.IsNullOrWhiteSpace(path)
            ? throw new FormatException("The device address is empty: write COM3, /dev/ttyUSB0, pty:PATH or tcp:HOST:PORT.")
            : new SerialTransport(path);
    }
}
