using Algometer.Esp32;
using Algometer.StandIns;
using Algometer.Wire;

namespace Algometer.Esp32.Tests;

/// <summary>The whole device program on a simulated board, with a host at the other end of its wire.</summary>
internal sealed class Device : IDisposable
{
    /// <summary>Counts of one newton on the nominal cell.</summary>
    public const double CountsPerNewton = 1e12 / 45665773;

    private readonly FrameReader _reader = new();
    private readonly FrameWriter _writer = new();
    private readonly Machine _machine;
    private uint _noise = 1;
    private int _commandId;
    private bool _isResting;
    private int _lostBefore;

    public Device(SimulatedFlash? flash = null, Action<SimulatedBoard>? prepare = null, bool s3 = false, Action? program = null)
    {
        Esp32.Board pins = s3 ? Esp32.Board.Esp32S3() : Esp32.Board.DevKit();
        var wiring = new Wiring(pins.ConverterClock, pins.ConverterData, pins.DataReady, pins.Rate, pins.StopButton, pins.SimulateJumper, pins.Buzzer, pins.Light, pins.Heartbeat, pins.MainSounds, pins.ReserveSounds, pins.ButtonCable);
        Board = new SimulatedBoard(wiring, flash ?? new SimulatedFlash()) { TargetName = s3 ? "ESP32_S3_QUAD" : "ESP32_PSRAM_REV3" };
        Board.Converter.Code = Convert;
        Board.Uart.Host = Receive;
        Board.OutputChanged = (pin, high) =>
        {
            if (high && pin == wiring.Buzzer && SoundedAt < 0)
            {
                SoundedAt = Board.Microseconds;
            }

            LightChanges += pin == wiring.Light ? 1 : 0;
            if (high && pin == wiring.Light && ShoneAt < 0)
            {
                ShoneAt = Board.Microseconds;
            }
        };
        prepare?.Invoke(Board);
        _machine = new Machine(Board, program ?? Program.Main);
    }

    public SimulatedBoard Board { get; }

    public Machine Machine => _machine;

    /// <summary>Force in N at a time in µs.</summary>
    public Func<long, double> Force { get; set; } = _ => 0;

    /// <summary>A code instead of the force's; null for none.</summary>
    public Func<long, int>? RawCode { get; set; }

    /// <summary>N added to the next conversions, as a blow or a loose contact does.</summary>
    public double Spike { get; private set; }

    /// <summary>Conversions that the spike still lasts.</summary>
    private int _spikeLeft;

    /// <summary>Conversions that nobody read since <see cref="Ready"/>.</summary>
    public int Lost => Board.Converter.Lost - _lostBefore;

    /// <summary>Times that the light went on or off.</summary>
    public int LightChanges { get; private set; }

    /// <summary>A force in N instead of the acted one.</summary>
    public double? Replacement { get; set; }

    /// <summary>When buzzer and light first came on since <see cref="Listen"/>; -1 when they did not.</summary>
    public long SoundedAt { get; private set; } = -1;

    public long ShoneAt { get; private set; } = -1;

    public bool KeepSamples { get; set; } = true;

    public Action<SampleMessage>? OnSample { get; set; }

    public List<SampleMessage> Samples { get; } = [];

    public List<EventMessage> Events { get; } = [];

    public List<AckMessage> Acks { get; } = [];

    public List<RefusalMessage> Refusals { get; } = [];

    public List<HelloMessage> Hellos { get; } = [];

    public List<ButtonMessage> Presses { get; } = [];

    public List<SelfTestMessage> SelfTests { get; } = [];

    public List<PastCalibrationMessage> PastCalibrations { get; } = [];

    public List<BacklogEndMessage> BacklogEnds { get; } = [];

    public List<PongMessage> Pongs { get; } = [];

    public StatisticsMessage Statistics { get; private set; }

    public long BadFrames => _reader.CrcErrors + _reader.Malformed;

    public SampleMessage Last => Samples[^1];

    public void Run(double seconds) => _machine.RunFor((long)(seconds * 1e6));

    /// <summary>A blow that lasts some conversions; one alone is a glitch and no jump.</summary>
    public void Strike(double newtons, int conversions) => (Spike, _spikeLeft) = (newtons, conversions);

    /// <summary>Waits anew for sound and light.</summary>
    public void Listen() => (SoundedAt, ShoneAt) = (-1, -1);

    public int Send(byte type, uint value = 0, uint second = 0, long planId = 0, int gain = 0, int quadratic = 0, int zero = 0)
    {
        Command command = new() { Type = type, Id = ++_commandId & 0xFFFF, Value = value, Second = second, PlanId = planId, Gain = gain, Quadratic = quadratic, Zero = zero };
        int length = command.Write(_writer);
        Board.Uart.Send(_writer.Frame.AsSpan(0, length));
        return command.Id;
    }

    public void SendPoints(uint id, int gain, int[] counts, int[] millinewtons, uint date = 1_700_000_000)
    {
        Command command = new() { Id = ++_commandId & 0xFFFF, Value = id, Second = date, Gain = gain };
        int length = CalibrationPoints.Write(_writer, command, counts, millinewtons);
        Board.Uart.Send(_writer.Frame.AsSpan(0, length));
    }

    /// <summary>Started, settled, at rest, with stored settings and no fault outstanding.</summary>
    public Device Ready(uint limitMillinewtons = 60000)
    {
        _isResting = true;
        Run(0.3);
        Send(MessageType.Start);
        Run(0.3);
        Send(MessageType.SetLimit, limitMillinewtons, planId: 1);

        // The alarm's own test at the start: who presses before it is over has to wait for another, and no self-test is good before.
        Run(4);
        Send(MessageType.RunSelfTest);
        Run(1);
        _isResting = false;
        Run(0.1);
        Samples.Clear();
        Events.Clear();
        _lostBefore = Board.Converter.Lost;
        return this;
    }

    /// <summary>Pings for a time, as a host in a guided hold must.</summary>
    public void RunAlive(double seconds)
    {
        for (double done = 0; done < seconds; done += 0.4)
        {
            Send(MessageType.Ping);
            Run(Math.Min(0.4, seconds - done));
        }
    }

    public void Dispose() => _machine.Dispose();

    private int Convert(long microseconds)
    {
        if (!_isResting && RawCode is { } raw)
        {
            return raw(microseconds);
        }

        double spike = Spike;
        if (--_spikeLeft <= 0)
        {
            Spike = 0;
        }

        _noise = (_noise * 1664525) + 1013904223;
        return (int)Math.Round((_isResting ? 0 : (Replacement ?? Force(microseconds)) + spike) * CountsPerNewton) + (int)(_noise >> 27) - 16;
    }

    private void Receive(byte[] bytes, int offset, int count)
    {
        int end = offset + count;
        while (_reader.TryRead(bytes, ref offset, end))
        {
            Keep();
        }
    }

    private void Keep()
    {
        SampleMessage sample = default;
        EventMessage happened = default;
        AckMessage ack = default;
        RefusalMessage refusal = default;
        HelloMessage hello = default;
        ButtonMessage press = default;
        SelfTestMessage selfTest = default;
        PastCalibrationMessage past = default;
        BacklogEndMessage end = default;
        StatisticsMessage statistics = default;
        PongMessage pong = default;
        if (sample.TryRead(_reader))
        {
            OnSample?.Invoke(sample);
            if (KeepSamples)
            {
                Samples.Add(sample);
            }
        }
        else if (happened.TryRead(_reader))
        {
            Events.Add(happened);
        }
        else if (ack.TryRead(_reader))
        {
            Acks.Add(ack);
        }
        else if (refusal.TryRead(_reader))
        {
            Refusals.Add(refusal);
        }
        else if (hello.TryRead(_reader))
        {
            Hellos.Add(hello);
        }
        else if (press.TryRead(_reader))
        {
            Presses.Add(press);
        }
        else if (selfTest.TryRead(_reader))
        {
            SelfTests.Add(selfTest);
        }
        else if (past.TryRead(_reader))
        {
            PastCalibrations.Add(past);
        }
        else if (end.TryRead(_reader))
        {
            BacklogEnds.Add(end);
        }
        else if (pong.TryRead(_reader))
        {
            Pongs.Add(pong);
        }
        else if (statistics.TryRead(_reader))
        {
            Statistics = statistics;
        }
    }
}
