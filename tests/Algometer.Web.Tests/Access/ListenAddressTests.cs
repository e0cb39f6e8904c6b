using System.Security.Cryptography.X509Certificates;
using Algometer.Web.Access;
using Microsoft.Extensions.Time.Testing;

namespace Algometer.Web.Tests.Access;

public sealed class ListenAddressTests
{
    [Theory]
    [InlineData("http://127.0.0.1:0", false, false)]
    [InlineData("http://localhost:8080", false, false)]
    [InlineData("https://127.0.0.1:8443", false, true)]
    [InlineData("https://0.0.0.0:8443", true, true)]
    [InlineData("https://[::]:8443", true, true)]
    [InlineData("http://[::1]:80", false, false)]
    public void Addresses_are_read(string listen, bool open, bool secure)
    {
        var address = ListenAddress.Parse(listen);
        Assert.Equal((open, secure), (address.IsOpen, address.Secure));
        Assert.Contains("localhost", address.HostNames([]), StringComparer.Ordinal);
        Assert.Contains("clinic.example", address.HostNames(["clinic.example"]), StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("http://0.0.0.0:8080", "in the clear")]
    [InlineData("http://192.168.1.4:8080", "in the clear")]
    [InlineData("ftp://127.0.0.1", "no address to listen on")]
    [InlineData("nonsense", "no address to listen on")]
    [InlineData("https://127.0.0.1/path", "no address to listen on")]
    [InlineData("https://clinic.example:8443", "--host-name")]
    public void Others_are_refused_with_what_to_write_instead(string listen, string because) =>
        Assert.Contains(because, Assert.Throws<FormatException>(() => ListenAddress.Parse(listen)).Message, StringComparison.Ordinal);

    [Fact]
    public void The_own_certificate_is_kept_and_made_anew_when_a_name_is_added_or_it_is_about_to_end()
    {
        using var folder = new ScratchFolder();
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        using X509Certificate2 first = ServerCertificate.Own(folder.Path, ["localhost", "127.0.0.1"], time).Server;
        using X509Certificate2 again = ServerCertificate.Own(folder.Path, ["localhost"], time).Server;
        using X509Certificate2 more = ServerCertificate.Own(folder.Path, ["localhost", "clinic.example"], time).Server;
        Assert.Equal(first.Thumbprint, again.Thumbprint, StringComparer.Ordinal);
        Assert.NotEqual(first.Thumbprint, more.Thumbprint, StringComparer.Ordinal);
        Assert.True(more.HasPrivateKey && more.MatchesHostname("clinic.example") && !more.MatchesHostname("evil.example"));
        time.Advance(TimeSpan.FromDays(820));
        using X509Certificate2 late = ServerCertificate.Own(folder.Path, ["localhost"], time).Server;
        Assert.NotEqual(more.Thumbprint, late.Thumbprint, StringComparer.Ordinal);
        Assert.Matches("^([0-9A-F]{2}:){31}[0-9A-F]{2}$", ServerCertificate.Fingerprint(late));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(folder.Path, "tls", "algometer.pfx")));
        }
    }

    [Fact]
    public void A_clinic_s_certificate_is_read_as_pem_and_without_a_key_refused()
    {
        using var folder = new ScratchFolder();
        using X509Certificate2 made = ServerCertificate.Own(folder.Path, ["clinic.example"], TimeProvider.System).Server;
        string certificate = folder.File("c.pem");
        string key = folder.File("k.pem");
        File.WriteAllText(certificate, made.ExportCertificatePem());
        File.WriteAllText(key, made.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        using X509Certificate2 read = ServerCertificate.Read(certificate, key);
        Assert.Equal(made.Thumbprint, read.Thumbprint, StringComparer.Ordinal);
        Assert.Contains("cannot be read", Assert.Throws<FormatException>(() => ServerCertificate.Read(certificate, null)).Message, StringComparison.Ordinal);
        Assert.Contains("cannot be read", Assert.Throws<FormatException>(() => ServerCertificate.Read(folder.File("none.pfx"), null)).Message, StringComparison.Ordinal);
    }
}
