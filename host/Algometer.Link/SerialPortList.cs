using System.Globalization;
using System.IO.Ports;
using System.Runtime.Versioning;
using System.Security;
using System.Text.RegularExpressions;
using Microsoft.Win32;

namespace Algometer.Link;

/// <summary>
/// The system's serial ports, none of them opened. Linux tells the USB numbers in <c>/sys</c>, Windows in its registry; macOS does not
/// tell them here, but names a port after its bridge.
/// </summary>
public static partial class SerialPortList
{
    /// <summary>This machine's ports, known bridges first.</summary>
    public static IReadOnlyList<SerialPortInfo> OfThisMachine()
    {
        IEnumerable<string> names = SerialPort.GetPortNames().Distinct(StringComparer.Ordinal);
        IEnumerable<SerialPortInfo> ports = OperatingSystem.IsWindows() ? names.Select(OfRegistry)
            : OperatingSystem.IsMacOS() ? OfMac(names)
            : names.Select(name => OfLinux(name, "/sys"));
        return [.. ports.OrderBy(port => port.Bridge is null).ThenBy(port => port.Port, StringComparer.Ordinal)];
    }

    /// <summary>A port with what Linux tells of it.</summary>
    /// <param name="port">Such as <c>/dev/ttyUSB0</c>.</param>
    /// <param name="system">Where the kernel's tree of devices is, <c>/sys</c>.</param>
    internal static SerialPortInfo OfLinux(string port, string system)
    {
        try
        {
            string path = Path.Combine(system, "class", "tty", Path.GetFileName(port));
            for (DirectoryInfo? folder = Directory.ResolveLinkTarget(path, returnFinalTarget: true) as DirectoryInfo; folder is not null; folder = folder.Parent)
            {
                if (Number(folder, "idVendor") is { } vendor && Number(folder, "idProduct") is { } product)
                {
                    return Port(port, new UsbIdentity(vendor, product, Text(folder, "product") ?? "", $"{Text(folder, "busnum")}:{Text(folder, "devnum")}"));
                }
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Unplugged meanwhile.
        }

        return new SerialPortInfo(port, null, null);
    }

    /// <summary>macOS has each port twice; the <c>tty.</c> one waits for a carrier that no bridge gives.</summary>
    internal static IEnumerable<SerialPortInfo> OfMac(IEnumerable<string> names) => names
        .Where(name => !Path.GetFileName(name).StartsWith("tty.", StringComparison.Ordinal))
        .Select(name => new SerialPortInfo(name, null, UsbBridges.OfMacName(name)));

    private static SerialPortInfo Port(string port, UsbIdentity usb) => new(port, usb, UsbBridges.Of(usb.Vendor, usb.Product));

    private static string? Text(DirectoryInfo folder, string name)
    {
        string path = Path.Combine(folder.FullName, name);
        return File.Exists(path) ? File.ReadAllText(path).Trim() : null;
    }

    private static int? Number(DirectoryInfo folder, string name) =>
        int.TryParse(Text(folder, name), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int number) ? number : null;

    [SupportedOSPlatform("windows")]
    private static SerialPortInfo OfRegistry(string port)
    {
        foreach (string bus in (string[])["USB", "FTDIBUS"])
        {
            try
            {
                using RegistryKey? devices = Registry.LocalMachine.OpenSubKey($@"SYSTEM\CurrentControlSet\Enum\{bus}");
                foreach (string device in devices?.GetSubKeyNames() ?? [])
                {
                    using RegistryKey? instances = devices!.OpenSubKey(device);
                    if (OfRegistryName(device) is { } usb && (instances?.GetSubKeyNames() ?? []).Any(instance => IsPort(instances!, instance, port)))
                    {
                        return Port(port, usb);
                    }
                }
            }
            catch (Exception failure) when (failure is SecurityException or UnauthorizedAccessException or IOException)
            {
                // Not ours to read: then nothing is known.
            }
        }

        return new SerialPortInfo(port, null, null);
    }

    [SupportedOSPlatform("windows")]
    private static bool IsPort(RegistryKey instances, string instance, string port)
    {
        using RegistryKey? parameters = instances.OpenSubKey($@"{instance}\Device Parameters");
        return string.Equals(parameters?.GetValue("PortName") as string, port, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Reads <c>VID_10C4&amp;PID_EA60</c> or FTDI's <c>VID_0403+PID_6001+…</c>.</summary>
    internal static UsbIdentity? OfRegistryName(string name)
    {
        Match match = RegistryName().Match(name);
        return match.Success
            ? new UsbIdentity(Hexadecimal(match.Groups["vendor"].Value), Hexadecimal(match.Groups["product"].Value), "", "")
            : null;
    }

    private static int Hexadecimal(string text) => int.Parse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    [GeneratedRegex("^VID_(?<vendor>[0-9A-F]{4})[&+]PID_(?<product>[0-9A-F]{4})", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex RegistryName();
}
