using System.Globalization;

namespace Algometer.Link;

/// <summary>
/// Whichever device is plugged in. Each known USB-serial bridge that nobody holds is asked once for each time that it is plugged in, one
/// after another; the first algometer is kept, with the stream it answered on. Any other port is asked only when a person wishes it. Later
/// openings go to the found port alone while it is there.
/// </summary>
/// <param name="time">Bounds the waiting.</param>
/// <param name="list">The ports; null for this machine's.</param>
/// <param name="holders">Who holds ports; null to look.</param>
/// <param name="system">The system's ports; null for this machine's.</param>
/// <param name="expectedDeviceId">The only device to be kept; others are told and left alone. Null for any.</param>
public sealed class FirstDeviceTransport(TimeProvider time, Func<IReadOnlyList<SerialPortInfo>>? list = null, PortHolders? holders = null, ISerialSystem? system = null, long? expectedDeviceId = null)
    : ITransport, IPortChoice
{
    private const string BeingAsked = "being asked now";
    private static readonly TimeSpan _lookEvery = TimeSpan.FromSeconds(1);
    private readonly Func<IReadOnlyList<SerialPortInfo>> _list = list ?? SerialPortList.OfThisMachine;
    private readonly PortHolders _holders = holders ?? new PortHolders();
    private readonly ISerialSystem _system = system ?? SystemSerial.Instance;
    private readonly Dictionary<string, string> _asked = new(StringComparer.Ordinal);
    private readonly Lock _wishing = new();
    private readonly HashSet<string> _wished = new(StringComparer.Ordinal);
    private volatile IReadOnlyList<DiscoveredPort>? _ports;
    private string? _found;
    private string? _told;
    private long _looked;

    /// <inheritdoc/>
    public string Name => _found ?? "any device";

    /// <inheritdoc/>
    public TimeSpan BootWait => SerialTransport.DefaultBootWait;

    /// <inheritdoc/>
    public IReadOnlyList<DiscoveredPort>? Ports => _ports;

    /// <inheritdoc/>
    public string? Ask(string? port)
    {
        IEnumerable<string> there = (_ports ?? []).Where(known => known.CanBeAsked).Select(known => known.Port);
        string[] wished = [.. there.Where(known => port is null || string.Equals(known, port, StringComparison.Ordinal))];
        lock (_wishing)
        {
            _wished.UnionWith(wished);
        }

        return wished.Length > 0 ? null : port is null ? "There is no port that can be asked: plug the device in." : $"{port} cannot be asked now: it is held, being asked, or gone.";
    }

    /// <inheritdoc/>
    public async Task<Stream> OpenAsync(CancellationToken cancellationToken)
    {
        if (_found is { } known)
        {
            if (!IsAnyWished() && _system.Exists(known) && _list().Any(port => string.Equals(port.Port, known, StringComparison.Ordinal)))
            {
                return await new SerialTransport(known, system: _system).OpenAsync(cancellationToken);
            }

            _found = null;
            _told = null;
        }

        if (_told is not null && !IsAnyWished() && time.GetElapsedTime(_looked) < _lookEvery)
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

        // What is not asked yet is told before the first is asked: each may take seconds to start.
        DiscoveredPort[] told = [.. ports.Select(Untouched)];
        for (int i = 0; i < told.Length; i++)
        {
            SerialPortInfo port = ports[i];
            bool wished = TakeWish(port.Port);
            if (told[i].CanBeAsked && (wished || (port.Bridge is not null && !told[i].Asked)))
            {
                told[i] = told[i] with { Answer = BeingAsked, CanBeAsked = false };
                _ports = [.. told];
                Stream? open;
                (told[i], open) = await AskAsync(port, cancellationToken);
                if (open is not null)
                {
                    _found = port.Port;
                    _ports = [.. told];
                    return open;
                }
            }
        }

        _ports = told;
        _told = (ports.Count == 0 ? "No device was found, and no serial port" : "No device was found. " + string.Join("; ", told.Select(port => $"{port.Port} ({port.Kind}): {port.Answer}")))
            + ". Plug one in, name its port with --device, choose one with --device ?, ask every port with `algometer devices --probe-all`, or try the simulated sensor with --simulate.";
        return null;
    }

    // What is known of a port without touching it now.
    private DiscoveredPort Untouched(SerialPortInfo port)
    {
        if (DeviceDiscovery.WhyHeld(port, _holders) is { } held)
        {
            return new DiscoveredPort(port.Port, null, held, false, port.Kind) { CanBeAsked = false };
        }

        bool asked = _asked.TryGetValue(port.Plug, out string? answer);
        return new DiscoveredPort(port.Port, null, answer ?? DeviceDiscovery.WhyNot(port, everyPort: false, _holders) ?? "not asked yet", asked, port.Kind);
    }

    private async Task<(DiscoveredPort Told, Stream? Open)> AskAsync(SerialPortInfo port, CancellationToken cancellationToken)
    {
        (DiscoveredPort found, Stream? open) = await PortProbe.AskAsync(new SerialTransport(port.Port, system: _system), time, cancellationToken);
        string answer = found.Asked ? $"asked once, {found.Answer}" : found.Answer;
        if (open is not null && expectedDeviceId is { } expected && found.Device?.DeviceId != expected)
        {
            await open.DisposeAsync();
            open = null;
            answer += string.Create(CultureInfo.InvariantCulture, $", but {expected:X8} is expected");
        }

        if (found.Asked && open is null)
        {
            _asked[port.Plug] = answer;
        }

        return (found with { Answer = answer, Kind = port.Kind }, open);
    }

    private bool IsAnyWished()
    {
        lock (_wishing)
        {
            return _wished.Count > 0;
        }
    }

    private bool TakeWish(string port)
    {
        lock (_wishing)
        {
            return _wished.Remove(port);
        }
    }
}
