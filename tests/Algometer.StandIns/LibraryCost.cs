namespace Algometer.StandIns;

/// <summary>
/// What a call into the class libraries costs on the device: IL that runs there, native work as the number of IL instructions that take as
/// long, and bytes that it allocates. Counted in the libraries' sources at the versions of packages.config; figures marked "seen" were counted by
/// a real nanoCLR running them. An object takes 12 bytes and 12 a field; a struct that is returned, passed or made is such an object.
/// </summary>
public sealed record LibraryCost(int Instructions, int NativeInstructions, int Bytes)
{
    /// <summary>GpioPin.Read: native, it looks up the type PinValue by name among all types (seen: as long as about 100 instructions). Gives a PinValue.</summary>
    public static readonly LibraryCost PinRead = new(0, 100, 24);

    /// <summary>PinValue's conversion to a byte: ldarg, ldfld, ret; its argument is passed as a copy.</summary>
    public static readonly LibraryCost PinValueToByte = new(3, 0, 24);

    /// <summary>PinValue ==: Equals within, both arguments as copies.</summary>
    public static readonly LibraryCost PinValueEquals = new(10, 0, 72);

    /// <summary>PinValue.High and Low: newobj, constructor of three, ret.</summary>
    public static readonly LibraryCost PinValueMake = new(6, 0, 24);

    /// <summary>GpioPin.Write with its lock (seen: two take 53 instructions and 96 bytes, PinValue.High included).</summary>
    public static readonly LibraryCost PinWrite = new(21, 10, 24);

    /// <summary>GpioPin.Toggle: native.</summary>
    public static readonly LibraryCost PinToggle = new(0, 12, 0);

    /// <summary>HighResTimer.GetCurrent: call and ret around the native timer.</summary>
    public static readonly LibraryCost TimerRead = new(2, 6, 0);

    /// <summary>SpiDevice.TransferFullDuplex of two ushort arrays: the look at the bus configuration and one native call; arrays are passed by reference.</summary>
    public static readonly LibraryCost TransferArrays = new(14, 10, 0);

    /// <summary>SpiDevice.Write of a ushort array.</summary>
    public static readonly LibraryCost WriteArray = new(6, 10, 0);

    /// <summary>Scale.Read averaging one value, its two transfers included (seen: 1,075 instructions, 648 bytes in 14 allocations).</summary>
    public static readonly LibraryCost ScaleRead = new(1075, 20, 648);

    /// <summary>Scale.PowerDown: an array of four words, filled and written.</summary>
    public static readonly LibraryCost ScalePowerDown = new(9, 10, 36);

    /// <summary>SerialPort.BytesToRead: native.</summary>
    public static readonly LibraryCost PortBytesToRead = new(0, 8, 0);

    /// <summary>SerialPort.Read: native.</summary>
    public static readonly LibraryCost PortRead = new(0, 20, 0);

    /// <summary>SerialPort.Write: native; the bytes go to the FIFO.</summary>
    public static readonly LibraryCost PortWrite = new(0, 25, 0);

    /// <summary>
    /// A received chunk wakes the events' thread: NativeEventDispatcher, SerialDeviceEventListener.ProcessEvent and OnEvent, a search through the
    /// open ports, two locks; nobody listens. Counted in System.IO.Ports and Runtime.Events, rounded up.
    /// </summary>
    public static readonly LibraryCost SerialEvent = new(90, 30, 72);

    /// <summary>A file opened: path, sharing record, attributes, native stream. Counted in System.IO.FileSystem, rounded up.</summary>
    public static readonly LibraryCost FileOpen = new(900, 200, 1200);

    /// <summary>File.Exists: path and attributes.</summary>
    public static readonly LibraryCost FileExists = new(400, 100, 500);

    /// <summary>One read, write or flush of a file.</summary>
    public static readonly LibraryCost FileStep = new(25, 50, 0);

    /// <summary>A file closed.</summary>
    public static readonly LibraryCost FileClose = new(60, 50, 0);

    /// <summary>A pin opened: GpioPin of nine fields, lock object, event listener's entry.</summary>
    public static readonly LibraryCost PinOpen = new(150, 200, 220);

    /// <summary>An edge of a pin that is listened to wakes the events' thread: as a received chunk, and the search among the pins.</summary>
    public static readonly LibraryCost PinEvent = new(110, 30, 96);

    /// <summary>GpioController made.</summary>
    public static readonly LibraryCost ControllerMake = new(40, 0, 120);

    /// <summary>SpiDevice made: two copies of its settings, a buffer and a lock.</summary>
    public static readonly LibraryCost SpiMake = new(120, 300, 460);

    /// <summary>Scale made: train, buffers.</summary>
    public static readonly LibraryCost ScaleMake = new(60, 0, 260);

    /// <summary>SerialPort made: 19 fields, its entry in the list of ports, its lock.</summary>
    public static readonly LibraryCost PortMake = new(100, 0, 420);

    /// <summary>SerialPort closed.</summary>
    public static readonly LibraryCost PortClose = new(40, 300, 0);

    /// <summary>SerialPort opened: its stream; the driver's buffer is outside the managed heap.</summary>
    public static readonly LibraryCost PortOpen = new(60, 500, 120);
}
