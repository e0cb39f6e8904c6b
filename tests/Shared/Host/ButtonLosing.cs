using Algometer.Link;
using Algometer.Wire;

namespace Algometer.Tests.Shared;

/// <summary>A way to the device on which the first frames that tell of a press are lost, and later ones come twice.</summary>
internal sealed class ButtonLosing(ITransport inner, int losses) : FrameChanging(inner)
{
    /// <summary>Frames lost.</summary>
    public int Lost { get; private set; }

    protected override byte[] Pass(byte[] frame)
    {
        byte[] copy = [.. frame];
        int length = Cobs.Decode(copy, copy.Length);
        if (length < 2 || copy[1] != (byte)MessageType.Button)
        {
            return [.. frame, 0];
        }

        return Lost++ < losses ? [] : [.. frame, 0, .. frame, 0];
    }
}
