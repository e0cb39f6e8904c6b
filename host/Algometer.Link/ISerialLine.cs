namespace Algometer.Link;

/// <summary>
/// One opening of a serial port: the few members of SerialPort that the product uses, so that a board with modem lines and a boot time
/// can stand in its place. There is no Close: SerialPort's never returns after a hang-up. Disposing <see cref="BaseStream"/> ends it.
/// </summary>
public interface ISerialLine
{
    /// <summary>The DTR line; set before <see cref="Open"/> it is what the port opens with.</summary>
    bool DtrEnable { get; set; }

    /// <summary>The RTS line; set before <see cref="Open"/> it is what the port opens with.</summary>
    bool RtsEnable { get; set; }

    /// <summary>The bytes, once open.</summary>
    Stream BaseStream { get; }

    /// <summary>Opens the port.</summary>
    /// <exception cref="UnauthorizedAccessException">No right, or held by another program; the inner exception's HResult is the system's error number.</exception>
    /// <exception cref="IOException">It cannot be opened; the HResult is the system's error number.</exception>
    void Open();

    /// <summary>Throws away what arrived before anybody listened.</summary>
    void DiscardInBuffer();
}

/// <summary>The serial ports of a system.</summary>
public interface ISerialSystem
{
    /// <summary>A port that is not open yet: 115 200 baud, 8 data bits, no parity, 1 stop bit, no flow control.</summary>
    ISerialLine Create(string port);

    /// <summary>Whether the port is there to be opened.</summary>
    bool Exists(string port);
}
