namespace Algometer.Link;

/// <summary>
/// A serial port or pseudo-terminal. On most ESP32 boards DTR and RTS drive an auto-program circuit: DTR off with RTS on holds the chip in
/// reset, DTR on with RTS off points it at download mode, both on or both off leave it alone. The kernel raises both when it opens a
/// port. So both are asked for before opening, which changes nothing, and never touched again. A pseudo-terminal has no such lines and
/// does not open that way; only then is it opened without them.
/// </summary>
/// <param name="port">The system's name of the port.</param>
/// <param name="bootWait">How long a board may take to start after an opening; null for <see cref="DefaultBootWait"/>.</param>
/// <param name="system">The system's ports; null for this machine's.</param>
public sealed class SerialTransport(string port, TimeSpan? bootWait = null, ISerialSystem? system = null) : ITransport
{
    // The system's numbers for "no such operation on this file": of today's kernels, and of those before Linux 5.13.
    private const int NotATerminal = 25;
    private const int InvalidArgument = 22;
    private readonly ISerialSystem _system = system ?? SystemSerial.Instance;

    /// <summary>Longer than a nanoFramework board takes from reset to its first hello, with room. [P]</summary>
    public static TimeSpan DefaultBootWait { get; } = TimeSpan.FromSeconds(6);

    /// <inheritdoc/>
    public string Name => port;

    /// <inheritdoc/>
    public TimeSpan BootWait { get; } = bootWait ?? DefaultBootWait;

    /// <inheritdoc/>
    public Task<Stream> OpenAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!_system.Exists(port))
        {
            throw new FileNotFoundException($"There is no port {port}: plug the device in, or list the ports with `algometer devices`.", port);
        }

        try
        {
            ISerialLine line = Open();
            line.DiscardInBuffer();
            return Task.FromResult(line.BaseStream);
        }
        catch (Exception failure) when (failure is UnauthorizedAccessException or ArgumentException)
        {
            throw PortFailure.Explain(port, failure);
        }
    }

    private ISerialLine Open()
    {
        try
        {
            return Open(lines: true);
        }
        catch (IOException failure) when (failure.HResult is NotATerminal or InvalidArgument)
        {
            // No modem lines, so nothing that could be reset.
            return Open(lines: false);
        }
    }

    private ISerialLine Open(bool lines)
    {
        ISerialLine line = _system.Create(port);
        line.DtrEnable = lines;
        line.RtsEnable = lines;
        line.Open();
        return line;
    }
}
