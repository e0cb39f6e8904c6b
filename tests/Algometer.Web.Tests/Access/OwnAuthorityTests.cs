using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Algometer.Web.Access;
using Microsoft.Extensions.Time.Testing;

namespace Algometer.Web.Tests.Access;

/// <summary>The authority that phones trust: kept while addresses change, and good for nothing outside the clinic's own network.</summary>
public sealed class OwnAuthorityTests
{
    private static readonly string[] _first = ["localhost", "127.0.0.1", "::1", "desk", "192.168.1.4", "2a02:8109:9a40:1::17"];

    [Fact]
    public void A_phone_that_trusts_it_once_goes_on_trusting_when_the_machine_s_addresses_change()
    {
        using var folder = new ScratchFolder();
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        (X509Certificate2 server, X509Certificate2 authority) = ServerCertificate.Own(folder.Path, _first, time);
        Assert.Equal(X509ChainStatusFlags.NoError, Check(server, authority));
        (X509Certificate2 moved, X509Certificate2 same) = ServerCertificate.Own(folder.Path, ["localhost", "desk", "desk.local", "10.0.7.31", "fd00::5", "2a02:8109:9a40:1::dead"], time);
        Assert.Equal(authority.Thumbprint, same.Thumbprint, StringComparer.Ordinal);
        Assert.NotEqual(server.Thumbprint, moved.Thumbprint, StringComparer.Ordinal);
        Assert.Equal(X509ChainStatusFlags.NoError, Check(moved, authority));
        Assert.True(moved.MatchesHostname("10.0.7.31"));
    }

    [Fact]
    public void A_name_that_it_may_not_vouch_for_makes_a_new_one()
    {
        using var folder = new ScratchFolder();
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        X509Certificate2 before = ServerCertificate.Own(folder.Path, _first, time).Authority;
        (X509Certificate2 server, X509Certificate2 after) = ServerCertificate.Own(folder.Path, [.. _first, "algometer.clinic.example"], time);
        Assert.NotEqual(before.Thumbprint, after.Thumbprint, StringComparer.Ordinal);
        Assert.Equal(X509ChainStatusFlags.NoError, Check(server, after));
    }

    [Theory]
    [InlineData("bank.example")]
    [InlineData("notlocal")]
    [InlineData("desk.example")]
    [InlineData("8.8.8.8")]
    [InlineData("11.0.0.1")]
    [InlineData("172.32.0.1")]
    [InlineData("192.169.0.1")]
    [InlineData("2001:db8::1")]
    [InlineData("2a02:8109:9a40:2::17")]
    public void Whoever_steals_its_key_can_pretend_to_be_no_other_site(string name)
    {
        using var folder = new ScratchFolder();
        X509Certificate2 authority = ServerCertificate.Own(folder.Path, _first, TimeProvider.System).Authority;
        using X509Certificate2 forged = Forge(authority, name);
        Assert.NotEqual(X509ChainStatusFlags.NoError, Check(forged, authority));
        Assert.False(NameConstraints.PermitsAll(authority, [name]));
    }

    [Theory]
    [InlineData("desk")]
    [InlineData("printer.local")]
    [InlineData("10.255.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("fe80::1")]
    public void What_it_says_that_it_may_vouch_for_holds_for_others_too(string name)
    {
        using var folder = new ScratchFolder();
        X509Certificate2 authority = ServerCertificate.Own(folder.Path, _first, TimeProvider.System).Authority;
        using X509Certificate2 made = Forge(authority, name);
        Assert.Equal(X509ChainStatusFlags.NoError, Check(made, authority));
        Assert.True(NameConstraints.PermitsAll(authority, [name]));
    }

    [Theory]
    [InlineData("authority.pfx")]
    [InlineData("algometer.pfx")]
    public void A_damaged_file_is_made_anew_and_only_the_owner_reads_it(string name)
    {
        using var folder = new ScratchFolder();
        ServerCertificate.Own(folder.Path, _first, TimeProvider.System);
        string file = Path.Combine(folder.Path, "tls", name);
        File.WriteAllBytes(file, [1, 2, 3]);
        (X509Certificate2 server, X509Certificate2 authority) = ServerCertificate.Own(folder.Path, _first, TimeProvider.System);
        Assert.Equal(X509ChainStatusFlags.NoError, Check(server, authority));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }

    [Fact]
    public void It_lasts_longer_than_what_it_vouches_for()
    {
        using var folder = new ScratchFolder();
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        string before = ServerCertificate.Own(folder.Path, _first, time).Authority.Thumbprint;
        time.Advance(TimeSpan.FromDays(2800));
        Assert.Equal(before, ServerCertificate.Own(folder.Path, _first, time).Authority.Thumbprint, StringComparer.Ordinal);
        time.Advance(TimeSpan.FromDays(100));
        (X509Certificate2 server, X509Certificate2 after) = ServerCertificate.Own(folder.Path, _first, time);
        Assert.NotEqual(before, after.Thumbprint, StringComparer.Ordinal);
        Assert.True(server.NotAfter <= after.NotAfter);
    }

    private static X509ChainStatusFlags Check(X509Certificate2 certificate, X509Certificate2 authority)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid("1.3.6.1.5.5.7.3.1"));
        chain.Build(certificate);
        return chain.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, status) => all | status.Status);
    }

    private static X509Certificate2 Forge(X509Certificate2 authority, string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Algometer", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        if (IPAddress.TryParse(name, out IPAddress? number))
        {
            names.AddIpAddress(number);
        }
        else
        {
            names.AddDnsName(name);
        }

        request.CertificateExtensions.Add(names.Build());
        return request.Create(authority, DateTimeOffset.UtcNow.AddMinutes(-1), DateTimeOffset.UtcNow.AddDays(30), [1, 2, 3]);
    }
}
