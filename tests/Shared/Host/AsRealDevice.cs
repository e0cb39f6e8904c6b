using Algometer.Link;
using Algometer.Wire;

namespace Algometer.Tests.Shared;

/// <summary>A way to a virtual device that does not say of itself that its sensor is simulated: to the host it is a real one.</summary>
internal sealed class AsRealDevice(ITransport inner) : HelloChanging(inner)
{
    protected override void Change(ref HelloMessage hello) => hello.Flags = (byte)(hello.Flags & ~HelloFlag.Simulated);
}
