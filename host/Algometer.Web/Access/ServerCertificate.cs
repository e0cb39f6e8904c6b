using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Algometer.Web.Access;

/// <summary>The certificate of pages that are open to the network: the clinic's, or one made once and kept beside the record.</summary>
public static class ServerCertificate
{
    /// <summary>Environment variable with the password of a certificate file.</summary>
    public const string PasswordVariable = "ALGOMETER_CERTIFICATE_PASSWORD";

    private static readonly TimeSpan _lasts = TimeSpan.FromDays(825);

    /// <summary>Reads the clinic's certificate.</summary>
    /// <param name="file">PFX, or PEM with its key.</param>
    /// <param name="keyFile">PEM file of the key, where it is apart.</param>
    /// <exception cref="FormatException">It cannot be read or has no key.</exception>
    public static X509Certificate2 Read(string file, string? keyFile)
    {
        try
        {
            string? password = Environment.GetEnvironmentVariable(PasswordVariable);
            using X509Certificate2 read = file.EndsWith(".pem", StringComparison.OrdinalIgnoreCase) || keyFile is not null
                ? X509Certificate2.CreateFromPemFile(file, keyFile)
                : X509CertificateLoader.LoadPkcs12FromFile(file, password);

            // Kept as PFX in memory: a key read from PEM alone is not usable by every platform's TLS.
            X509Certificate2 whole = X509CertificateLoader.LoadPkcs12(read.Export(X509ContentType.Pkcs12), null);
            return whole.HasPrivateKey ? whole : throw new FormatException($"{file} has no private key: give a PFX, or the key's file with --certificate-key.");
        }
        catch (Exception failure) when (failure is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new FormatException($"The certificate {file} cannot be read ({failure.Message.TrimEnd('.')}): give a PFX or PEM file, and a PFX's password in {PasswordVariable}.", failure);
        }
    }

    /// <summary>The certificate that a record makes itself: at first, and again when it is about to end or names have been added.</summary>
    /// <param name="dataDirectory">Folder of the record.</param>
    /// <param name="hostNames">Names and numbers that it is valid for.</param>
    /// <param name="time">Source of wall time.</param>
    /// <returns>The pages' certificate, and the authority that phones are told to trust.</returns>
    public static (X509Certificate2 Server, X509Certificate2 Authority) Own(string dataDirectory, IReadOnlyList<string> hostNames, TimeProvider time)
    {
        DateTimeOffset now = time.GetUtcNow();
        X509Certificate2 authority = OwnAuthority.Of(dataDirectory, hostNames, now, _lasts);
        string file = CertificateFile.In(dataDirectory, "algometer.pfx");
        if (CertificateFile.Read(file) is { } kept)
        {
            if (kept.NotAfter.ToUniversalTime() > now.UtcDateTime.AddDays(7) && IsOf(kept, authority) && hostNames.All(name => kept.MatchesHostname(name)))
            {
                return (kept, authority);
            }

            kept.Dispose();
        }

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Algometer", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        foreach (string name in hostNames)
        {
            if (IPAddress.TryParse(name, out IPAddress? address))
            {
                names.AddIpAddress(address);
            }
            else
            {
                names.AddDnsName(name);
            }
        }

        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(authority, includeKeyIdentifier: true, includeIssuerAndSerial: false));
        byte[] serial = RandomNumberGenerator.GetBytes(16);
        serial[0] &= 0x7F;
        using X509Certificate2 made = request.Create(authority, now.AddHours(-1), now + _lasts, serial);
        using X509Certificate2 whole = made.CopyWithPrivateKey(key);
        return (CertificateFile.Write(file, whole), authority);
    }

    private static bool IsOf(X509Certificate2 certificate, X509Certificate2 authority) => certificate.IssuerName.RawData.AsSpan().SequenceEqual(authority.SubjectName.RawData);

    /// <summary>What a person compares with what the browser shows.</summary>
    public static string Fingerprint(X509Certificate2 certificate) => string.Join(':', certificate.GetCertHash(HashAlgorithmName.SHA256).Select(value => value.ToString("X2", System.Globalization.CultureInfo.InvariantCulture)));
}
