using Algometer.VirtualDevice;

namespace Algometer.Wire.Tests;

/// <summary>The real firmware in the virtual device, asked one command after another on its own clock.</summary>
internal sealed class DocumentedDevice
{
    private readonly VirtualAlgometer _device;
    private readonly FrameWriter _writer = new();
    private readonly FrameReader _reader = new();
    private readonly byte[] _buffer = new byte[4096];
    private int _id;

    // A device faster than real time waits for its host instead of losing what the host did not take yet.
    public DocumentedDevice(VirtualDeviceOptions? options = null) =>
        _device = new VirtualAlgometer((options ?? new VirtualDeviceOptions { Scenario = Scenario.Named("idle") }) with { Speed = 2 });

    public long Microseconds => _device.Microseconds;

    public List<SampleMessage> Samples { get; } = [];

    public List<EventMessage> Events { get; } = [];

    public List<AckMessage> Acks { get; } = [];

    public List<RefusalMessage> Refusals { get; } = [];

    public List<BacklogEndMessage> Ends { get; } = [];

    public List<HelloMessage> Hellos { get; } = [];

    public List<CalibrationMessage> Calibrations { get; } = [];

    public List<StatisticsMessage> Statistics { get; } = [];

    /// <summary>The types that came, in order.</summary>
    public List<byte> Types { get; } = [];

    /// <summary>Sends a command without letting time pass.</summary>
    public int Send(byte type, uint value = 0, uint second = 0, long planId = 0, int gain = 0)
    {
        var command = new Command { Type = type, Id = ++_id, Value = value, Second = second, PlanId = planId, Gain = gain };
        int length = command.Write(_writer);
        _device.Link.HostSide.Write(_writer.Frame, 0, length);
        _device.Link.HostSide.Flush();
        return _id;
    }

    /// <summary>Sends a command and lets time pass until it is answered.</summary>
    /// <returns>How long that took on the device's clock, in microseconds.</returns>
    public long Ask(byte type, uint value = 0, uint second = 0, long planId = 0, int gain = 0)
    {
        long began = Microseconds;
        int id = Send(type, value, second, planId, gain);
        while (!Acks.Exists(ack => ack.CommandId == id) && !Refusals.Exists(refusal => refusal.CommandId == id))
        {
            Assert.True(Microseconds - began < 10_000_000, $"0x{type:X2} was not answered within 10 s.");
            Pass(5_000);
        }

        return Microseconds - began;
    }

    /// <summary>Asks, and expects a refusal.</summary>
    public RefusalMessage AskRefused(byte type, uint value = 0, uint second = 0, long planId = 0, int gain = 0)
    {
        int before = Refusals.Count;
        Ask(type, value, second, planId, gain);
        Assert.True(Refusals.Count > before, $"0x{type:X2} was not refused.");
        return Refusals[^1];
    }

    /// <summary>Lets time pass.</summary>
    public void Pass(long microseconds)
    {
        long until = Microseconds + microseconds;
        for (long taken = Microseconds; Microseconds < until;)
        {
            _device.Step();
            if (Microseconds - taken > 50_000)
            {
                taken = Microseconds;
                Take();
            }
        }

        Take();
    }

    private void Take()
    {
        for (int count = StreamDrain.Take(_device.Link.HostSide, _buffer); count > 0; count = StreamDrain.Take(_device.Link.HostSide, _buffer))
        {
            for (int offset = 0; _reader.TryRead(_buffer, ref offset, count);)
            {
                Keep();
            }
        }
    }

    private void Keep()
    {
        Types.Add(_reader.Type);
        SampleMessage sample = default;
        EventMessage told = default;
        AckMessage ack = default;
        RefusalMessage refusal = default;
        BacklogEndMessage end = default;
        HelloMessage hello = default;
        CalibrationMessage calibration = default;
        StatisticsMessage statistics = default;
        _ = Kept(sample.TryRead(_reader), Samples, sample) || Kept(told.TryRead(_reader), Events, told) || Kept(ack.TryRead(_reader), Acks, ack)
            || Kept(refusal.TryRead(_reader), Refusals, refusal) || Kept(end.TryRead(_reader), Ends, end) || Kept(hello.TryRead(_reader), Hellos, hello)
            || Kept(calibration.TryRead(_reader), Calibrations, calibration) || Kept(statistics.TryRead(_reader), Statistics, statistics);
    }

    private static bool Kept<T>(bool read, List<T> list, T message)
    {
        if (read)
        {
            list.Add(message);
        }

        return read;
    }
}
