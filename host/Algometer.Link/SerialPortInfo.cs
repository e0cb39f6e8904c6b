using System.Globalization;

namespace Algometer.Link;

/// <summary>What USB says about a device.</summary>
/// <param name="Vendor">Vendor number.</param>
/// <param name="Product">Product number.</param>
/// <param name="Name">The device's own name, or an empty text.</param>
/// <param name="Plug">Changes each time that it is plugged in, where the system tells.</param>
public sealed record UsbIdentity(int Vendor, int Product, string Name, string Plug);

/// <summary>A serial port and what the system tells about it without opening it.</summary>
/// <param name="Port">The system's name.</param>
/// <param name="Usb">What USB says; null where it is no USB device or the system does not tell.</param>
/// <param name="Bridge">The kind of USB-serial bridge that algometers are built with, or null when it is none of them.</param>
public sealed record SerialPortInfo(string Port, UsbIdentity? Usb, string? Bridge)
{
    /// <summary>In words, such as <c>CP210x, USB 10C4:EA60</c>.</summary>
    public string Kind => (Bridge, Usb) switch
    {
        ({ } bridge, { } usb) => $"{bridge}, {Number(usb)}",
        ({ } bridge, null) => bridge,
        (null, { } usb) => usb.Name.Length > 0 ? $"{usb.Name}, {Number(usb)}" : Number(usb),
        _ => "no USB device known",
    };

    /// <summary>The same for as long as it stays plugged in.</summary>
    internal string Plug => $"{Port} {Usb?.Plug}";

    private static string Number(UsbIdentity usb) => string.Create(CultureInfo.InvariantCulture, $"USB {usb.Vendor:X4}:{usb.Product:X4}");
}
