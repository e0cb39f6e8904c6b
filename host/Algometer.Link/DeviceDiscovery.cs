namespace Algometer.Link;

/// <summary>What a port answered, or why it was not asked.</summary>
/// <param name="Port">The port.</param>
/// <param name="Device">The device, when one answered.</param>
/// <param name="Answer">In words.</param>
/// <param name="Asked">Whether it was opened and written to.</param>
/// <param name="Kind">What the system tells of it.</param>
public sealed record DiscoveredPort(string Port, DeviceDescription? Device, string Answer, bool Asked, string Kind = "")
{
    /// <summary>Whether a person may have it asked: nobody holds it, and it is not being asked right now.</summary>
    public bool CanBeAsked { get; init; } = true;
}

/// <summary>
/// Finds devices without touching what is not theirs: only known USB-serial bridges that nobody holds are opened. Writing to any other
/// port might disturb a modem, a printer or a machine, so it is done only where a person asks for it.
/// </summary>
public static class DeviceDiscovery
{
    /// <summary>Lists this machine's serial ports and what answers.</summary>
    /// <param name="everyPort">Ask the ports that are no known bridges too; a held one is never asked.</param>
    /// <param name="time">Bounds the waiting.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static Task<DiscoveredPort[]> ListAsync(bool everyPort, TimeProvider time, CancellationToken cancellationToken) =>
        ListAsync(SerialPortList.OfThisMachine(), everyPort, new PortHolders(), SystemSerial.Instance, time, cancellationToken);

    /// <summary>The same for given ports.</summary>
    public static Task<DiscoveredPort[]> ListAsync(
        IReadOnlyList<SerialPortInfo> ports, bool everyPort, PortHolders holders, ISerialSystem system, TimeProvider time, CancellationToken cancellationToken) =>
        Task.WhenAll(ports.Select(async port =>
        {
            string? reason = WhyNot(port, everyPort, holders);
            if (reason is not null)
            {
                return new DiscoveredPort(port.Port, null, reason, false, port.Kind);
            }

            DiscoveredPort found = await ProbeAsync(new SerialTransport(port.Port, system: system), time, cancellationToken);
            return found with { Kind = port.Kind };
        }));

    /// <summary>Asks one transport, and closes it again.</summary>
    public static async Task<DiscoveredPort> ProbeAsync(ITransport transport, TimeProvider time, CancellationToken cancellationToken)
    {
        (DiscoveredPort found, Stream? open) = await PortProbe.AskAsync(transport, time, cancellationToken);
        if (open is not null)
        {
            await open.DisposeAsync();
        }

        return found;
    }

    /// <summary>Why a port is not asked, in words, or null when it may be.</summary>
    internal static string? WhyNot(SerialPortInfo port, bool everyPort, PortHolders holders)
    {
        if (port.Bridge is null && !everyPort)
        {
            return "not asked: no known USB-serial bridge";
        }

        return WhyHeld(port, holders);
    }

    /// <summary>Who holds a port, as a reason for not asking it; null when nobody is known to.</summary>
    internal static string? WhyHeld(SerialPortInfo port, PortHolders holders) =>
        holders.Who(port.Port) is { } who ? $"not asked: held by {who}.{holders.ModemManagerAdvice()}" : null;
}
