namespace Algometer.Link;

/// <summary>
/// Whichever device is plugged in. Each known USB-serial bridge that nobody holds is asked once for each time that it is plugged in, one
/// after another; the first algometer is kept, with the stream it answered on. Later openings go to its port alone while it is there.
/// </summary>
/// <param name="time">Bounds the waiting.</param>
/// <param name="list">The ports; null for this machine's.</param>
/// <param name="holders">Who holds ports; null to look.</param>
/// <param name="system">The system's ports; null for this machine's.</param>
public sealed class FirstDeviceTransport(TimeProvider time, Func<IReadOnlyList<SerialPortInfo>>? list = null, PortHolders? holders = null, ISerialSystem? system = null) : ITransport
{
    private static readonly TimeSpan _lookEvery = TimeSpan.FromSeconds(1);
    private readonly Func<IReadOnlyList<SerialPortInfo>> _list = list ?? SerialPortList.OfThisMachine;
    private readonly PortHolders _holders = holders ?? new PortHolders();
    private readonly ISerialSystem _system = system ?? SystemSerial.Instance;
    private readonly Dictionary<string, string> _asked = new(StringComparer.Ordinal);
    private string? _found;
    private string? _told;
    private long _looked;

    /// <inheritdoc/>
    public string Name => _found ?? "any device";

    /// <inheritdoc/>
    public TimeSpan BootWait => SerialTransport.DefaultBootWait;

    /// <inheritdoc/>
    public async Task<Stream> OpenAsync(CancellationToken cancellationToken)
    {
        if (_found is { } known)
        {
            if (_system.Exists(known) && _list().Any(port => string.Equals(port.Port, known, StringComparison.Ordinal)))
            {
                return await new SerialTransport(known, system: _system).OpenAsync(cancellationToken);
            }

            _found = null;
            _told = null;
        }

        if (_told is not null && time.GetElapsedTime(_looked) < _lookEvery)
        {
            throw new IOException(_told);
        }

        Stream? open = await LookAsync(cancellationToken);
        _looked = time.GetTimestamp();
        return open ?? throw new IOException(_told);
    }

    private async Task<Stream?> LookAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<SerialPortInfo> ports = _list();
        foreach (string gone in _asked.Keys.Except(ports.Select(port => port.Plug), StringComparer.Ordinal).ToArray())
        {
            _asked.Remove(gone);
        }

        var told = new List<string>();
        foreach (SerialPortInfo port in ports)
        {
            if (!_asked.TryGetValue(port.Plug, out string? answer) && (answer = DeviceDiscovery.WhyNot(port, everyPort: false, _holders)) is null)
            {
                (DiscoveredPort found, Stream? open) = await PortProbe.AskAsync(new SerialTransport(port.Port, system: _system), time, cancellationToken);
                if (open is not null)
                {
                    _found = port.Port;
                    return open;
                }

                answer = found.Asked ? $"asked once, {found.Answer}" : found.Answer;
                if (found.Asked)
                {
                    _asked[port.Plug] = answer;
                }
            }

            told.Add($"{port.Port} ({port.Kind}): {answer}");
        }

        _told = (ports.Count == 0 ? "No device was found, and no serial port" : "No device was found. " + string.Join("; ", told))
            + ". Plug one in, name its port with --device, choose one with --device ?, ask every port with `algometer devices --probe-all`, or try the simulated sensor with --simulate.";
        return null;
    }
}
