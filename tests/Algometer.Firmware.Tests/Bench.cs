using Algometer.Wire;

namespace Algometer.Firmware.Tests;

/// <summary>The loop on a bench: every pin and the clock in the test's hands.</summary>
internal sealed class Bench : ILoadCell, IDeviceClock, IDeviceLink, IAlarmOutput, IStopButton, ISettingsStore, IHeartbeat, IBoardLines
{
    private readonly Queue<byte> _toDevice = new();
    private readonly FrameReader _reader = new();
    private readonly FrameWriter _writer = new();
    private readonly Action<DeviceSettings>? _load;
    private int _raw;
    private int _commandId;
    private long _roseAt = -1_000_000;
    private long _pulseAt = -1_000_000;

    public Bench(bool stored = true, long readMicroseconds = 0, bool linkTaken = false, byte resetReason = ResetReason.PowerOn, bool lines = false, byte tool = ToolKind.Probe, Action<DeviceSettings>? load = null, ISettingsStore? store = null)
    {
        Identity.ResetReason = resetReason;
        Identity.Fit(tool);
        Stored = stored;
        _load = load;
        ReadMicroseconds = readMicroseconds;
        LinkTaken = linkTaken;
        Loop = new DeviceLoop(Identity, this, this, this, this, this, store ?? this, this, lines ? this : null!);
    }

    public DeviceIdentity Identity { get; } = new() { DeviceId = 42, BootId = 7 };

    public DeviceLoop Loop { get; }

    public List<SampleMessage> Samples { get; } = [];

    public List<EventMessage> Events { get; } = [];

    public List<AckMessage> Acks { get; } = [];

    public List<RefusalMessage> Refusals { get; } = [];

    public List<ButtonMessage> Presses { get; } = [];

    public List<PongMessage> Pongs { get; } = [];

    public List<SelfTestMessage> SelfTests { get; } = [];

    public List<BacklogEndMessage> BacklogEnds { get; } = [];

    public List<HelloMessage> Hellos { get; } = [];

    public List<CalibrationMessage> Calibrations { get; } = [];

    public List<PastCalibrationMessage> PastCalibrations { get; } = [];

    /// <summary>Frames of any kind that the device sent.</summary>
    public int Frames { get; private set; }

    public bool Stored { get; set; }

    public bool SaveFails { get; set; }

    public bool LinkFull { get; set; }

    public bool Sound { get; private set; }

    public bool Light { get; private set; }

    public bool IsReady { get; set; }

    public bool IsSimulated { get; set; }

    public bool LastReadDesynced { get; set; }

    public int RateMillihertz { get; set; } = 80000;

    public bool IsPressed { get; set; }

    /// <summary>Whether the button went down since the loop last asked.</summary>
    public bool WentDown { get; set; }

    public bool MainSounds => Sound || ReserveSounds;

    /// <summary>The missing-pulse circuits as drawn: rises that come fast merge into one, and 0.42 s after the last pulse they sound.</summary>
    public bool ReserveSounds => Microseconds - _pulseAt > 420_000;

    public bool ButtonCableWhole { get; set; } = true;

    public bool TakeWentDown()
    {
        bool wentDown = WentDown;
        WentDown = false;
        return wentDown;
    }

    public long Microseconds { get; set; }

    /// <summary>How long a write of the settings holds up everything, µs.</summary>
    public long SaveMicroseconds { get; set; }

    /// <summary>Whether the last write was of built-in settings, which count as none.</summary>
    public bool SavedAsBuiltIn { get; private set; }

    /// <summary>Writes of the settings.</summary>
    public int Saves { get; private set; }

    public int Read()
    {
        IsReady = false;
        return _raw;
    }

    /// <summary>How long a sample's read-out takes on a slow device, µs; passes in the rehearsal too.</summary>
    public long ReadMicroseconds { get; }

    public bool LinkTaken { get; set; }

    public bool IsOpen { get; private set; }

    public bool TryOpen() => IsOpen = !LinkTaken;

    public void Rehearse() => Microseconds += ReadMicroseconds;

    public int Room { get; set; } = int.MaxValue;

    public int Restarts { get; private set; }

    public int Beats { get; private set; }

    public void Beat()
    {
        Beats++;
        if (Microseconds - _roseAt > 11_000)
        {
            _pulseAt = Microseconds;
        }

        _roseAt = Microseconds;
    }

    public void Restart() => Restarts++;

    public bool SetRate(int samplesPerSecond)
    {
        if (samplesPerSecond is not (10 or 80))
        {
            return false;
        }

        RateMillihertz = samplesPerSecond * 1000;
        return true;
    }

    public int Receive(byte[] buffer)
    {
        int count = 0;
        while (count < buffer.Length && _toDevice.TryDequeue(out byte value))
        {
            buffer[count++] = value;
        }

        return count;
    }

    public bool Send(byte[] frame, int count)
    {
        if (LinkFull || !IsOpen)
        {
            return false;
        }

        int offset = 0;
        while (_reader.TryRead(frame, ref offset, count))
        {
            Keep();
        }

        return true;
    }

    public void Set(bool sound, bool light)
    {
        Sound = sound;
        Light = light;
    }

    public bool TryLoad(DeviceSettings settings)
    {
        _load?.Invoke(settings);
        return Stored;
    }

    public bool Save(DeviceSettings settings)
    {
        Microseconds += SaveMicroseconds;
        Saves++;
        SavedAsBuiltIn = settings.IsBuiltIn;
        return !SaveFails;
    }

    /// <summary>A force in newtons as the nominal cell's code.</summary>
    public static int Counts(double newtons) => (int)Math.Round(newtons * 1e12 / new DeviceSettings().GainPiconewtonsPerCount);

    /// <summary>Lets one conversion happen 12.5 ms (or the given time) later.</summary>
    public void Convert(int raw, long afterMicroseconds = 12500)
    {
        Microseconds += afterMicroseconds;
        _raw = raw;
        IsReady = true;
        Loop.RunOnce();

        // A turn that took a sample does nothing else.
        Loop.RunOnce();
    }

    /// <summary>Lets one conversion happen so long after the last one, the loop turning all the while as on the device.</summary>
    public void ConvertAfter(int raw, long microseconds)
    {
        long ready = Microseconds + microseconds;
        while (ready - Microseconds > 1000)
        {
            Microseconds += 1000;
            Loop.RunOnce();
        }

        Convert(raw, ready - Microseconds);
    }

    /// <summary>Converts a force a number of times, with one count of noise as any living converter has.</summary>
    public void Press(double newtons, int samples = 1)
    {
        for (int i = 0; i < samples; i++)
        {
            Convert(Counts(newtons) + (int)(Microseconds / 12500 % 3));
        }
    }

    /// <summary>Presses as fast as a hand can: 3.5 N a sample, up to a force.</summary>
    public void Rise(double newtons)
    {
        for (double force = newtons % 3.5; force <= newtons; force += 3.5)
        {
            Press(force);
        }
    }

    public void Idle(long microseconds)
    {
        for (long end = Microseconds + microseconds; Microseconds < end;)
        {
            Microseconds += 1000;
            Loop.RunOnce();
        }
    }

    public int Send(byte type, uint value = 0, uint second = 0, long planId = 0, int gain = 0, int zero = 0, int quadratic = 0) =>
        SendAs(++_commandId, type, value, second, planId, gain, zero, quadratic);

    /// <summary>Sends a command under a number of the test's choice: again, when it was sent before.</summary>
    public int SendAs(int id, byte type, uint value = 0, uint second = 0, long planId = 0, int gain = 0, int zero = 0, int quadratic = 0)
    {
        Command command = new() { Type = type, Id = id, Value = value, Second = second, PlanId = planId, Gain = gain, Zero = zero, Quadratic = quadratic };
        int length = command.Write(_writer);
        SendBytes(_writer.Frame.AsSpan(0, length));
        Loop.RunOnce();
        return id;
    }

    public int SendPoints(uint calibration, int gain, int[] counts, int[] millinewtons, long planId = 0, int zero = 0, byte tool = ToolKind.Unknown)
    {
        Command command = new() { Id = ++_commandId, Value = calibration, Gain = gain, Zero = zero, PlanId = planId, Tool = tool };
        int length = CalibrationPoints.Write(_writer, command, counts, millinewtons);
        SendBytes(_writer.Frame.AsSpan(0, length));
        Loop.RunOnce();
        return command.Id;
    }

    public void SendBytes(ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes)
        {
            _toDevice.Enqueue(value);
        }
    }

    public Bench Streaming()
    {
        Send(MessageType.Start);
        Press(0, 8);
        return this;
    }

    private void Keep()
    {
        SampleMessage sample = default;
        EventMessage happened = default;
        AckMessage ack = default;
        RefusalMessage refusal = default;
        ButtonMessage button = default;
        PongMessage pong = default;
        SelfTestMessage selfTest = default;
        BacklogEndMessage backlogEnd = default;
        HelloMessage hello = default;
        CalibrationMessage calibration = default;
        PastCalibrationMessage past = default;
        Frames++;
        switch (_reader.Type)
        {
            case MessageType.Sample when sample.TryRead(_reader):
                Samples.Add(sample);
                break;
            case MessageType.Event when happened.TryRead(_reader):
                Events.Add(happened);
                break;
            case MessageType.Ack when ack.TryRead(_reader):
                Acks.Add(ack);
                break;
            case MessageType.Refusal when refusal.TryRead(_reader):
                Refusals.Add(refusal);
                break;
            case MessageType.Button when button.TryRead(_reader):
                Presses.Add(button);
                break;
            case MessageType.Pong when pong.TryRead(_reader):
                Pongs.Add(pong);
                break;
            case MessageType.SelfTest when selfTest.TryRead(_reader):
                SelfTests.Add(selfTest);
                break;
            case MessageType.BacklogEnd when backlogEnd.TryRead(_reader):
                BacklogEnds.Add(backlogEnd);
                break;
            case MessageType.Hello when hello.TryRead(_reader):
                Hellos.Add(hello);
                break;
            case MessageType.Calibration when calibration.TryRead(_reader):
                Calibrations.Add(calibration);
                break;
            case MessageType.PastCalibration when past.TryRead(_reader):
                PastCalibrations.Add(past);
                break;
            default:
                break;
        }
    }
}
