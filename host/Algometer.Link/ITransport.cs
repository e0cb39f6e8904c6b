namespace Algometer.Link;

/// <summary>A way to a device. Opening gives a fresh stream of bytes; disposing that stream ends the connection.</summary>
public interface ITransport
{
    /// <summary>The name people know it by, such as <c>/dev/ttyUSB0</c> or <c>tcp:127.0.0.1:7000</c>.</summary>
    string Name { get; }

    /// <summary>
    /// How long what is there may need after an opening until it answers: opening the port of a board can restart it. Meanwhile it must not
    /// be opened again. Zero where an opening restarts nothing.
    /// </summary>
    TimeSpan BootWait => TimeSpan.Zero;

    /// <summary>Opens it.</summary>
    /// <exception cref="IOException">It cannot be opened now; trying again later may help.</exception>
    /// <exception cref="UnauthorizedAccessException">The system does not let this user open it.</exception>
    Task<Stream> OpenAsync(CancellationToken cancellationToken);
}
