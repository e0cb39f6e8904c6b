namespace Algometer.Link;

/// <summary>A device in this very process.</summary>
/// <param name="name">The name people see.</param>
/// <param name="open">Gives the host's end; called anew at each connection.</param>
public sealed class InProcessTransport(string name, Func<Stream> open) : ITransport
{
    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public Task<Stream> OpenAsync(CancellationToken cancellationToken) => Task.FromResult(open());
}
