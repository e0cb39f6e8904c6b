using Algometer.Link;
using Algometer.Wire;

namespace Algometer.App.Tests;

/// <summary>A way to a virtual device that does not say of itself that its sensor is simulated: to the host it is a real one.</summary>
internal sealed class AsRealDevice(ITransport inner) : FrameChanging(inner)
{
    private readonly FrameReader _reader = new();
    private readonly FrameWriter _writer = new();

    protected override byte[] Pass(byte[] frame)
    {
        byte[] whole = [0, .. frame, 0];
        int offset = 0;
        var hello = default(HelloMessage);
        if (!_reader.TryRead(whole, ref offset, whole.Length) || !hello.TryRead(_reader))
        {
            return [.. frame, 0];
        }

        hello.Flags = (byte)(hello.Flags & ~HelloFlag.Simulated);
        int length = hello.Write(_writer);
        return _writer.Frame[..length];
    }
}
