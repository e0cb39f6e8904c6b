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

        _name = portName;
    }

    public int ReadBufferSize { get; set; } = 256;

    public int BytesToRead
    {
        get
        {
            SimulatedBoard.Current.Spend(15);
            return SimulatedBoard.Current.Uart.Available();
        }
    }

    public void Open()
    {
        SimulatedBoard board = SimulatedBoard.Current;
        int port = _name[^1] - '0';
        if (port == 1 && !board.TargetName.Contains("S3", StringComparison.Ordinal))
        {
            throw new InvalidOperationException("COM1 belongs to the debugger on this chip.");
        }

        board.PinOf((int)nanoFramework.Hardware.Esp32.DeviceFunction.COM1_TX + ((port - 1) << 8));
        board.PinOf((int)nanoFramework.Hardware.Esp32.DeviceFunction.COM1_RX + ((port - 1) << 8));
        board.Uart.ReceiveBuffer = ReadBufferSize;
        _open = true;
    }

    public int Read(byte[] buffer, int offset, int count)
    {
        SimulatedUart uart = Uart();
        SimulatedBoard.Current.Spend(20);
        if (uart.Available() < count)
        {
            // The real one waits for all it was asked for, then gives up with the bytes left where they are.
            SimulatedBoard.Current.Spend(1_000_000);
            throw new TimeoutException();
        }

        for (int i = 0; i < count; i++)
        {
            buffer[offset + i] = uart.Take();
        }

        return count;
    }

    public void Write(byte[] buffer, int offset, int count)
    {
        SimulatedBoard.Current.Spend(40);
        Uart().Write(buffer, offset, count);
    }

    private SimulatedUart Uart() => _open ? SimulatedBoard.Current.Uart : throw new InvalidOperationException("The port is closed.");
}
