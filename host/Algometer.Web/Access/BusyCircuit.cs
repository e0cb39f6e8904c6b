using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace Algometer.Web.Access;

/// <summary>A touch of a page is its person doing something, though it is no request: the sign-in slides with it. Drawing by itself is not.</summary>
/// <param name="state">Whom the circuit serves.</param>
internal sealed class BusyCircuit(AuthenticationStateProvider state) : CircuitHandler
{
    /// <inheritdoc/>
    public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(Func<CircuitInboundActivityContext, Task> next) => async context =>
    {
        VisitorIdentity.Of((await state.GetAuthenticationStateAsync()).User).Busy();
        await next(context);
    };
}
