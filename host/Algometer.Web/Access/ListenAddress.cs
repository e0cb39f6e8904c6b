using System.Net;
using System.Net.NetworkInformation;

namespace Algometer.Web.Access;

/// <summary>Where the pages are served: on this machine only, or open to the network, which needs TLS and accounts.</summary>
/// <param name="Address">The address to listen on.</param>
/// <param name="Port">The port; 0 for any free one.</param>
/// <param name="Secure">Whether TLS is spoken.</param>
public sealed record ListenAddress(IPAddress Address, int Port, bool Secure)
{
    /// <summary>Whether another machine can reach it.</summary>
    public bool IsOpen => !IPAddress.IsLoopback(Address);

    /// <summary>Reads it.</summary>
    /// <param name="listen">Such as <c>http://127.0.0.1:0</c> or <c>https://0.0.0.0:8443</c>.</param>
    /// <exception cref="FormatException">It cannot be used; the message says why.</exception>
    public static ListenAddress Parse(string listen)
    {
        if (!Uri.TryCreate(listen, UriKind.Absolute, out Uri? uri) || uri.Scheme is not ("http" or "https") || uri.PathAndQuery != "/")
        {
            throw new FormatException($"'{listen}' is no address to listen on: write http://127.0.0.1:PORT, or https://ADDRESS:PORT for the network.");
        }

        bool named = string.Equals(uri.Host, "localhost", StringComparison.OrdinalIgnoreCase);
        if (!IPAddress.TryParse(named ? "127.0.0.1" : uri.Host.Trim('[', ']'), out IPAddress? address))
        {
            throw new FormatException($"'{uri.Host}' is no address of this machine: write its number, such as https://0.0.0.0:8443, and its name with --host-name.");
        }

        var parsed = new ListenAddress(address, uri.Port, string.Equals(uri.Scheme, "https", StringComparison.Ordinal));
        return parsed is { IsOpen: true, Secure: false }
            ? throw new FormatException($"'{listen}' would open the pages to the network in the clear, which needs accounts and TLS: listen on https://{uri.Host}:{uri.Port}, or on http://127.0.0.1:PORT for this machine only.")
            : parsed;
    }

    /// <summary>Names and numbers under which the pages may be asked for; anything else is another site that points here.</summary>
    /// <param name="more">Names that the person gives.</param>
    public IReadOnlyList<string> HostNames(IEnumerable<string> more)
    {
        IEnumerable<string> own = !IsOpen ? []
            : Address.Equals(IPAddress.Any) || Address.Equals(IPAddress.IPv6Any) ? [Environment.MachineName, .. Interfaces()]
            : [Address.ToString(), Environment.MachineName];
        return [.. own.Concat(["localhost", "127.0.0.1", "::1"]).Concat(more).Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    private static IEnumerable<string> Interfaces() => NetworkInterface.GetAllNetworkInterfaces()
        .SelectMany(network => network.GetIPProperties().UnicastAddresses)
        .Select(unicast => unicast.Address.ToString().Split('%')[0]);
}
