using System.Security.Cryptography.X509Certificates;
using Algometer.Web.Access;

namespace Algometer.Web.Hosting;

/// <summary>Where the pages are served, and who is let in.</summary>
/// <param name="Listen">Address and port.</param>
/// <param name="HostNames">Names and numbers that the pages may be asked under.</param>
/// <param name="Admission">Who is let in.</param>
/// <param name="Certificate">For TLS; null in the clear, on this machine only.</param>
public sealed record WebPlace(ListenAddress Listen, IReadOnlyList<string> HostNames, IAdmission Admission, X509Certificate2? Certificate)
{
    /// <summary>The authority that made <see cref="Certificate"/>, for phones to trust; null where the clinic gave its own.</summary>
    public X509Certificate2? Authority { get; init; }

    /// <summary>Where failures that nobody expected are written; null for the error output.</summary>
    public ILoggerProvider? Log { get; init; }

    /// <summary>This machine only, for whoever has this start's token.</summary>
    /// <param name="listen">Such as <c>http://127.0.0.1:0</c>.</param>
    /// <exception cref="FormatException">The address cannot be used, or is open to the network.</exception>
    public static WebPlace Local(string listen)
    {
        var address = ListenAddress.Parse(listen);
        return address is { IsOpen: false, Secure: false }
            ? new WebPlace(address, address.HostNames([]), new StartToken(), null)
            : throw new FormatException($"'{listen}' is open to the network, which needs accounts and TLS.");
    }
}
