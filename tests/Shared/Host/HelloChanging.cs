using Algometer.Link;
using Algometer.Wire;

namespace Algometer.Tests.Shared;

/// <summary>A way to a device on which what it says of itself is changed; all else passes as it is.</summary>
internal abstract class HelloChanging(ITransport inner) : FrameChanging(inner)
{
    private readonly FrameReader _reader = new();
    private readonly FrameWriter _writer = new();

    /// <summary>Changes what the device says of itself.</summary>
    protected abstract void Change(ref HelloMessage hello);

    protected override byte[] Pass(byte[] frame)
    {
        byte[] whole = [0, .. frame, 0];
        int offset = 0;
        var hello = default(HelloMessage);
        if (!_reader.TryRead(whole, ref offset, whole.Length) || !hello.TryRead(_reader))
        {
            return [.. frame, 0];
        }

        Change(ref hello);
        int length = hello.Write(_writer);
        return _writer.Frame[..length];
    }
}
