using Algometer.StandIns;

namespace System.IO.Ports;

public enum Parity
{
    None = 0,
}

public enum StopBits
{
    One = 1,
}

/// <summary>A hardware UART as the library gives it: one object a port for the program's life, timeouts that never end unless set.</summary>
public sealed class SerialPort
{
    private readonly string _name;
    private bool _open;

    public SerialPort(string portName, int baudRate, Parity parity, int dataBits, StopBits stopBits)
    {
        if (baudRate != 115200 || dataBits != 8 || parity != Parity.None || stopBits != StopBits.One)
        {
            throw new ArgumentException("The host speaks 115200 8N1.");
        }

        SimulatedBoard.Current.Call(LibraryCost.PortMake);
        if (!SimulatedBoard.Current.PortObjects.Add(portName))
        {
            throw new ArgumentException("There is an object for this port already, open or not.");
        }

        _name = portName;
    }

    public int ReadBufferSize { get; set; } = 256;

    /// <summary>ms; -1 is for ever, as at the start.</summary>
    public int ReadTimeout { get; set; } = -1;

    /// <summary>ms; -1 is for ever, as at the start.</summary>
    public int WriteTimeout { get; set; } = -1;

    /// <summary>Bytes that wait before a chunk that arrives is an event, whether anyone listens or not.</summary>
    public int ReceivedBytesThreshold { get; set; }

    public int BytesToRead
    {
        get
        {
            SimulatedBoard.Current.Call(LibraryCost.PortBytesToRead);
            SimulatedBoard.Current.Spend(IlMeter.IsOn ? 1 : 15);
            return Uart() is { CannotRead: false } uart ? uart.Available() : throw new IOException("The driver gives nothing.");
        }
    }

    public void Open()
    {
        if (_open)
        {
            throw new InvalidOperationException("The port is open.");
        }

        SimulatedBoard board = SimulatedBoard.Current;
        board.Call(LibraryCost.PortOpen);
        int port = _name[^1] - '0';
        if (board.TakenPorts.Contains(port))
        {
            throw new ArgumentException("Someone else has this UART, the debugger for one.");
        }

        board.PinOf((int)nanoFramework.Hardware.Esp32.DeviceFunction.COM1_TX + ((port - 1) << 8));
        board.PinOf((int)nanoFramework.Hardware.Esp32.DeviceFunction.COM1_RX + ((port - 1) << 8));
        board.Uart.ReceiveBuffer = ReadBufferSize;
        board.Uart.EventThreshold = ReceivedBytesThreshold;
        board.Uart.IsDead &= board.Uart.StaysDead;
        _open = true;
    }

    public void Close()
    {
        SimulatedBoard.Current.Call(LibraryCost.PortClose);
        _open = false;
    }

    public int Read(byte[] buffer, int offset, int count)
    {
        SimulatedUart uart = Uart();
        SimulatedBoard board = SimulatedBoard.Current;
        board.Call(LibraryCost.PortRead);
        board.Spend(IlMeter.IsOn ? 1 : 20);
        uart.OverflowBeforeRead();
        for (long waited = 0; uart.Available() < count; waited += 10_000)
        {
            // The real one waits for all it was asked for; the bytes that are there stay where they are.
            if (ReadTimeout >= 0 && waited >= ReadTimeout * 1000L)
            {
                throw new TimeoutException();
            }

            board.Spend(10_000);
        }

        for (int i = 0; i < count; i++)
        {
            buffer[offset + i] = uart.Take();
        }

        return count;
    }

    public void Write(byte[] buffer, int offset, int count)
    {
        SimulatedBoard.Current.Call(LibraryCost.PortWrite);
        SimulatedBoard.Current.Spend(IlMeter.IsOn ? 5 : 40);
        Uart().Write(buffer, offset, count);
    }

    private SimulatedUart Uart()
    {
        SimulatedUart uart = _open ? SimulatedBoard.Current.Uart : throw new InvalidOperationException("The port is closed.");
        return uart.IsDead ? throw new IOException("The driver is gone.") : uart;
    }
}
