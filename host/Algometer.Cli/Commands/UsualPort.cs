using System.Globalization;
using Algometer.Web.Hosting;
using Microsoft.AspNetCore.Connections;

namespace Algometer.Cli.Commands;

/// <summary>
/// The port of the pages when nobody names one: the same at every start, so that bookmarks, installed pages and pages that were open go on, or
/// the next free one where another program holds it.
/// </summary>
internal static class UsualPort
{
    /// <summary>The port asked for first. No service is registered for it.</summary>
    public const int First = 8317;

    private const int Asked = 10;

    /// <summary>Where the pages are served when nobody says.</summary>
    public static string Address { get; } = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{First}");

    /// <summary>Whether pages are served at the port asked for first.</summary>
    /// <param name="url">Their address.</param>
    public static bool IsAt(string url) => new Uri(url).Port == First;

    /// <summary>Serves at the first free port from <see cref="First"/> on, and at any free one after ten that are taken.</summary>
    /// <param name="place">Where; its port is not asked.</param>
    /// <param name="serve">Serves at a place.</param>
    public static async Task<WebHost> ServeAsync(WebPlace place, Func<WebPlace, Task<WebHost>> serve)
    {
        for (int port = First; port < First + Asked; port++)
        {
            try
            {
                return await serve(At(port));
            }
            catch (IOException taken) when (taken.InnerException is AddressInUseException)
            {
                // The next one.
            }
        }

        return await serve(At(0));

        WebPlace At(int port) => place with { Listen = place.Listen with { Port = port } };
    }
}
