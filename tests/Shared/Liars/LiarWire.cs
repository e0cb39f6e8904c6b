using Algometer.Wire;

namespace Algometer.Tests.Shared;

/// <summary>The device's end of a wire of which every byte is the test's.</summary>
internal abstract class LiarWire
{
    public const int Gain = 45665773;
    private readonly FrameWriter _writer = new();

    /// <summary>The device's own truth, which it may tell or not.</summary>
    public TrueDevice Truth { get; } = new();

    /// <summary>Who it is and how it is calibrated, as it is.</summary>
    public static void Introduce(LiarWire wire)
    {
        wire.Hello(wire.Truth.Hello());
        wire.Calibration();
    }

    /// <summary>The present sample as it is.</summary>
    public static void Honest(LiarWire wire) => wire.Sample(wire.Truth.Sample());

    public void Hello(HelloMessage hello) => Feed(hello.Write(_writer));

    public void Calibration(int gain = Gain) => Feed(new CalibrationMessage { GainPiconewtonsPerCount = gain, CapacityMillinewtons = 196133 }.Write(_writer));

    public void Sample(SampleMessage sample) => Feed(sample.Write(_writer));

    public void Pong() => Pong(9);

    public void Pong(int commandId) => Feed(new PongMessage { CommandId = commandId, Microseconds = Truth.Microseconds }.Write(_writer));

    public void Ack(Command command, int value) => Feed(new AckMessage { CommandId = command.Id, Command = command.Type, Value = value }.Write(_writer));

    /// <summary>All that was asked for and is held has been sent.</summary>
    public void BacklogEnd(uint first, uint count) => Feed(new BacklogEndMessage { FirstSequence = first, Count = count, OldestHeld = Truth.Held[0].Sequence }.Write(_writer));

    /// <summary>The frame of a sample, to be spoilt.</summary>
    public byte[] Frame(SampleMessage sample)
    {
        int length = sample.Write(_writer);
        return _writer.Frame[..length];
    }

    /// <summary>Sends bytes as they are.</summary>
    public abstract void Bytes(params byte[] bytes);

    private void Feed(int length) => Bytes(_writer.Frame[..length]);
}
