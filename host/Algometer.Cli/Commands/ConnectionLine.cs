using Algometer.Link;
using Algometer.Station.Pipeline;

namespace Algometer.Cli.Commands;

/// <summary>The connection in a terminal: a line each time that it changes.</summary>
/// <param name="terminal">Where to.</param>
/// <param name="withoutReason">Whether a change without a reason is told too.</param>
internal sealed class ConnectionLine(TextWriter terminal, bool withoutReason) : IStateSubscriber
{
    private (LinkState State, string Reason) _told = (LinkState.Connecting, "");

    /// <inheritdoc/>
    public void OnState(StationState state)
    {
        if ((state.Connection, state.Reason) == _told)
        {
            return;
        }

        _told = (state.Connection, state.Reason);
        if (state.Reason.Length > 0)
        {
            terminal.WriteLine($"{state.Connection}: {state.Reason}");
        }
        else if (withoutReason)
        {
            terminal.WriteLine($"{state.Connection}");
        }
    }
}
