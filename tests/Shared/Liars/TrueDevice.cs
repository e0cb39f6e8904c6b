using Algometer.Measurement.Signal;
using Algometer.Wire;

namespace Algometer.Tests.Shared;

/// <summary>What an honest device would know: number, time and load of the present sample.</summary>
internal sealed class TrueDevice
{
    private const int MostHeld = 1024;
    private readonly Random _noise = new(11);
    private readonly List<SampleMessage> _held = [];
    private int _counts;

    public uint Sequence { get; private set; } = 999;

    public long Microseconds { get; private set; } = 15_000_000;

    public uint BootId { get; set; } = 1;

    public long DeviceId { get; set; } = 0x51;

    /// <summary>The back-log.</summary>
    public IReadOnlyList<SampleMessage> Held => _held;

    /// <summary>Load, N.</summary>
    public double Newtons { get; set; } = 20;

    public void Step()
    {
        Sequence++;
        Microseconds += 12_500;
        _counts = (int)Math.Round(Newtons * 1e12 / LiarWire.Gain) + _noise.Next(-20, 20);
        _held.Add(Sample());
        if (_held.Count > MostHeld)
        {
            _held.RemoveAt(0);
        }
    }

    /// <summary>Numbers and time begin anew, as after a reset.</summary>
    public void Reboot(uint bootId)
    {
        BootId = bootId;
        _held.Clear();
        Sequence = 0;
        Microseconds = 1_000_000;
    }

    /// <summary>Its clock goes back while its numbers go on.</summary>
    public void TurnBack(long microseconds) => Microseconds -= microseconds;

    public HelloMessage Hello() => new()
    {
        DeviceId = DeviceId,
        BootId = BootId,
        UptimeMicroseconds = Microseconds,
        NextSequence = Sequence,
        CapacityMillinewtons = 196133,
        CapMillinewtons = 100_000,
        LimitMillinewtons = 60_000,
        RateMillihertz = 80_000,
        BacklogSamples = 1024,
        Flags = HelloFlag.Streaming,
    };

    public SampleMessage Sample()
    {
        int force = new CellCalibration(0, 0, LiarWire.Gain, 0, 0, 0, 196133).ToMillinewtons(_counts);
        return new SampleMessage
        {
            Sequence = Sequence,
            Microseconds = (uint)Microseconds,
            RawCounts = _counts,
            ForceMillinewtons = force,
            Flags = SampleFlag.Simulated,
            Alarm = force > 60_000 ? AlarmBit.OverLimit : (byte)0,
        };
    }
}
