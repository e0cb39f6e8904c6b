using Algometer.StandIns;
using nanoFramework.Hardware.Esp32;

namespace System.Device.Spi;

public sealed class SpiConnectionSettings
{
    public SpiConnectionSettings(int busId, int chipSelectLine)
    {
        BusId = busId;
        ChipSelectLine = chipSelectLine;
    }

    public int BusId { get; set; }

    public int ChipSelectLine { get; set; }

    public int ClockFrequency { get; set; }
}

/// <summary>A bus whose MOSI is the converter's PD_SCK and whose MISO reads its DOUT, bit by bit.</summary>
public sealed class SpiDevice
{
    private const long CallMicroseconds = 24;
    private readonly double _bitMicroseconds;

    private SpiDevice(double bitMicroseconds) => _bitMicroseconds = bitMicroseconds;

    public static SpiDevice Create(SpiConnectionSettings settings)
    {
        SimulatedBoard board = SimulatedBoard.Current;
        if (board.PinOf((int)DeviceFunction.SPI1_MOSI) != board.Wiring.ConverterClock || board.PinOf((int)DeviceFunction.SPI1_MISO) != board.Wiring.ConverterData)
        {
            throw new InvalidOperationException("The bus is not on the converter's pins.");
        }

        board.PinOf((int)DeviceFunction.SPI1_CLOCK);
        board.Call(LibraryCost.SpiMake);
        return new SpiDevice(1e6 / settings.ClockFrequency);
    }

    /// <summary>Words go out and come in as they lie in memory, low byte first, whatever 16 bits a word has: the driver swaps nothing.</summary>
    public void TransferFullDuplex(ushort[] writeBuffer, ushort[] readBuffer)
    {
        SimulatedBoard.Current.Call(LibraryCost.TransferArrays);
        byte[] write = new byte[writeBuffer.Length * 2];
        byte[] read = new byte[write.Length];
        Buffer.BlockCopy(writeBuffer, 0, write, 0, write.Length);
        Buffer.BlockCopy(readBuffer, 0, read, 0, read.Length);
        Transfer(write, read);
        Buffer.BlockCopy(read, 0, readBuffer, 0, readBuffer.Length * 2);
    }

    internal void Transfer(byte[] write, byte[] read)
    {
        SimulatedBoard board = SimulatedBoard.Current;
        board.Spend(CallMicroseconds);
        if (board.BusFails)
        {
            return;
        }

        double now = board.Microseconds;
        for (int i = 0; i < write.Length; i++)
        {
            int value = 0;
            for (int bit = 7; bit >= 0; bit--)
            {
                board.Converter.Clock((write[i] & (1 << bit)) != 0, now);
                now += _bitMicroseconds;
                value |= board.Converter.DataLine ? 1 << bit : 0;
            }

            read[i] = (byte)value;
        }

        board.Converter.Clock(false, now);
        board.Converter.EndTransfer();
        board.Spend((long)(now - board.Microseconds));
    }

    internal void WriteOnes(int words)
    {
        SimulatedBoard board = SimulatedBoard.Current;
        board.Spend(CallMicroseconds);
        if (board.BusFails)
        {
            return;
        }

        double now = board.Microseconds;
        board.Converter.Clock(true, now);
        now += words * 16 * _bitMicroseconds;
        board.Converter.Clock(false, now);
        board.Spend((long)(now - board.Microseconds));
    }
}
