using System.Runtime.InteropServices;

namespace Algometer.Cli.Commands;

/// <summary>
/// Ctrl-C, a closed terminal and a system that shuts down ask the program to end. Asked once it closes what it records; asked again, or not
/// done within <see cref="Patience"/>, it ends as it stands.
/// </summary>
internal sealed class EndSignals : IDisposable
{
    private readonly CancellationTokenSource _asked = new();
    private readonly ITimer _late;
    private readonly PosixSignalRegistration[] _registrations;

    /// <summary>Listens from now on.</summary>
    /// <param name="time">Bounds the ending.</param>
    public EndSignals(TimeProvider time)
    {
        _late = time.CreateTimer(_ => Environment.Exit(AlgometerCommand.Interrupted), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _registrations = [.. ((PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP]).Select(signal => PosixSignalRegistration.Create(signal, End))];
    }

    /// <summary>How long an ending may take: a record on a slow disk or a server is closed well within it.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(10);

    /// <summary>Cancelled once the program is asked to end.</summary>
    public CancellationToken Asked => _asked.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        Array.ForEach(_registrations, registration => registration.Dispose());
        _late.Dispose();
        _asked.Dispose();
    }

    private void End(PosixSignalContext context)
    {
        context.Cancel = !_asked.IsCancellationRequested;
        _late.Change(Patience, Timeout.InfiniteTimeSpan);
        _asked.Cancel();
    }
}
