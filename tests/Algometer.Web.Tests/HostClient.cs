using System.Security.Cryptography.X509Certificates;
using Algometer.Cli.Composition;
using Algometer.Web.Access;
using Algometer.Web.Hosting;

namespace Algometer.Web.Tests;

/// <summary>Asks a host without a browser: trusts its authority alone, follows no redirect, keeps its cookies apart from every other client's.</summary>
internal static class HostClient
{
    /// <summary>Pages that are open to the network, over TLS and with accounts.</summary>
    public static WebPlace Network(PageServices pages, ScratchFolder folder, params string[] moreNames)
    {
        var listen = ListenAddress.Parse("https://127.0.0.1:0");
        (X509Certificate2 server, X509Certificate2 authority) = ServerCertificate.Own(folder.Path, ["localhost", "127.0.0.1", .. moreNames], TimeProvider.System);
        return new WebPlace(listen, listen.HostNames([]), new AccountAdmission(pages.SignIns), server) { Authority = authority };
    }

    public static HttpClient Of(LivePageFixture fixture, bool cookies = true) => new(Handler(fixture, cookies)) { BaseAddress = Root(fixture) };

    public static Uri Root(LivePageFixture fixture) => new(new Uri(fixture.Host.Url).GetLeftPart(UriPartial.Authority));

    public static SocketsHttpHandler Handler(LivePageFixture fixture, bool cookies)
    {
        var handler = new SocketsHttpHandler { UseCookies = cookies, AllowAutoRedirect = false };
        if (fixture.Place.Authority is { } authority)
        {
            handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                CustomTrustStore = { authority },
                RevocationMode = X509RevocationMode.NoCheck,
            };
        }

        return handler;
    }
}
