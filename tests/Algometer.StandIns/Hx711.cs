using System.Device.Spi;
using Algometer.StandIns;

namespace Iot.Device.Hx711;

public enum GainLevel : byte
{
    None = 0,
    GainB32 = 160,
    GainA64 = 168,
    GainA128 = 128,
}

/// <summary>The binding: averages, polls DOUT with a sleep of 10 ms and without end, reads the code from the bits of the second half-clocks.</summary>
public sealed class Scale
{
    public const int DefaultClockFrequency = 700_000;

    private readonly SpiDevice _bus;
    private readonly byte[] _train = [0xAA, 0xAA, 0xAA, 0xAA, 0xAA, 0xAA, 0];
    private readonly byte[] _bits = new byte[7];
    private readonly byte[] _probe = new byte[1];
    private readonly byte[] _level = new byte[1];

    public Scale(SpiDevice spiDevice, GainLevel gain = GainLevel.GainA128)
    {
        SimulatedBoard.Current.Call(LibraryCost.ScaleMake);
        _bus = spiDevice;
        _train[6] = (byte)gain;
    }

    public uint SampleAveraging { get; set; } = 3;

    public double Offset { get; set; }

    public double Read()
    {
        double sum = 0;
        for (uint i = 0; i < SampleAveraging; i++)
        {
            Await();
            _bus.Transfer(_train, _bits);
            SimulatedBoard.Current.Call(LibraryCost.ScaleRead);
            int code = 0;
            for (int n = 0; n < 6; n++)
            {
                for (int bit = 6; bit >= 0; bit -= 2)
                {
                    code = (code << 1) | ((_bits[n] >> bit) & 1);
                }
            }

            sum += (code << 8) >> 8;
        }

        return (sum / SampleAveraging) - Offset;
    }

    public void PowerDown()
    {
        SimulatedBoard.Current.Call(LibraryCost.ScalePowerDown);
        _bus.WriteOnes(4);
    }

    private void Await()
    {
        _bus.Transfer(_probe, _level);
        while (_level[0] != 0)
        {
            SimulatedBoard board = SimulatedBoard.Current;
            board.BindingWaits++;
            board.Spend(10_000 - (board.Microseconds % 10_000));
            _bus.Transfer(_probe, _level);
        }
    }
}
