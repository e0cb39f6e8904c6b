using System.Net;
using System.Net.Sockets;

namespace Algometer.Web.Pages.Phone;

/// <summary>Under what another machine in the same network reaches these pages.</summary>
internal static class PhoneAddresses
{
    /// <summary>Addresses of this page, numbers of the home's and clinic's networks first, names last: not every network knows them.</summary>
    /// <param name="hostNames">Names and numbers of this machine.</param>
    /// <param name="asked">Where the page was asked for: scheme and port are taken from it.</param>
    /// <returns>One at least: where it was asked for, if nothing else is known.</returns>
    public static IEnumerable<string> Of(IReadOnlyList<string> hostNames, Uri asked) => hostNames
        .Where(name => !IsThisMachineAlone(name))
        .OrderBy(Order)
        .DefaultIfEmpty(asked.Host)
        .Select(name => new UriBuilder(asked) { Host = name, Path = "/phone", Query = "" }.Uri.ToString());

    private static bool IsThisMachineAlone(string name) => string.Equals(name, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(name, out IPAddress? number) && (IPAddress.IsLoopback(number) || number.IsIPv6LinkLocal));

    private static int Order(string name) => !IPAddress.TryParse(name, out IPAddress? number) ? 2
        : number.AddressFamily == AddressFamily.InterNetwork ? 0 : 3;
}
