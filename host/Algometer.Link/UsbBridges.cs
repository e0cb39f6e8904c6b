namespace Algometer.Link;

/// <summary>The USB-serial bridges that ESP32 boards carry, by vendor and product number as their makers' drivers list them.</summary>
internal static class UsbBridges
{
    private const int EspressifVendor = 0x303A;

    /// <summary>The bridge's kind, or null for any other device.</summary>
    public static string? Of(int vendor, int product) => (vendor, product) switch
    {
        (0x10C4, 0xEA60 or 0xEA61 or 0xEA63 or 0xEA70 or 0xEA71) => "CP210x",
        (0x1A86, 0x7522 or 0x7523 or 0x5523 or 0x55D2 or 0x55D3 or 0x55D4 or 0x55D5) => "CH34x",
        (0x0403, 0x6001 or 0x6010 or 0x6011 or 0x6014 or 0x6015) => "FTDI",
        (EspressifVendor, _) => "Espressif USB",
        _ => null,
    };

    /// <summary>macOS gives no numbers here, but its drivers name the port after the bridge.</summary>
    public static string? OfMacName(string port) => Path.GetFileName(port) switch
    {
        string name when name.StartsWith("cu.SLAB_USBtoUART", StringComparison.Ordinal) => "CP210x",
        string name when name.StartsWith("cu.wchusbserial", StringComparison.Ordinal) => "CH34x",
        string name when name.StartsWith("cu.usbserial", StringComparison.Ordinal) => "USB-serial bridge",
        _ => null,
    };
}
