using System.Globalization;

namespace Algometer.Link;

/// <summary>
/// Reads what a person writes to name a device: <c>COM3</c>, <c>/dev/ttyUSB0</c>, <c>pty:PATH</c> or <c>tcp:HOST:PORT</c>. A port may be
/// followed by how long its board takes to start, in seconds: <c>/dev/ttyUSB0,boot=10</c>.
/// </summary>
public static class DeviceAddress
{
    private const string Boot = ",boot=";
    private const double ShortestBootSeconds = 1;
    private const double LongestBootSeconds = 120;

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
        TimeSpan? boot = null;
        int comma = path.LastIndexOf(Boot, StringComparison.OrdinalIgnoreCase);
        if (comma >= 0)
        {
            boot = BootWait(address, path[(comma + Boot.Length)..]);
            path = path[..comma];
        }

        return string.IsNullOrWhiteSpace(path)
            ? throw new FormatException("The device address is empty: write COM3, /dev/ttyUSB0, pty:PATH or tcp:HOST:PORT.")
            : new SerialTransport(path, boot);
    }

    private static TimeSpan BootWait(string address, string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds) && seconds is >= ShortestBootSeconds and <= LongestBootSeconds
            ? TimeSpan.FromSeconds(seconds)
            : throw new FormatException($"'{address}' names no boot time: write seconds from {ShortestBootSeconds} to {LongestBootSeconds}, for example /dev/ttyUSB0,boot=10.");
}
