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

    /// <summary>The self-made certificate of a record: made at first, and again when it is about to end or names have been added.</summary>
    /// <param name="dataDirectory">Folder of the record.</param>
    /// <param name="hostNames">Names and numbers that it is valid for.</param>
    /// <param name="time">Source of wall time.</param>
    public static X509Certificate2 Own(string dataDirectory, IReadOnlyList<string> hostNames, TimeProvider time)
    {
        string file = Path.Combine(dataDirectory, "tls", "algometer.pfx");
        DateTimeOffset now = time.GetUtcNow();
        if (File.Exists(file))
        {
            X509Certificate2 kept = X509CertificateLoader.LoadPkcs12FromFile(file, null);
            if (kept.NotAfter.ToUniversalTime() > now.UtcDateTime.AddDays(7) && hostNames.All(name => kept.MatchesHostname(name)))
            {
                return kept;
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
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));
        using X509Certificate2 made = request.CreateSelfSigned(now.AddHours(-1), now + _lasts);
        byte[] bytes = made.Export(X509ContentType.Pkcs12);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var stream = new FileStream(file, options))
        {
            stream.Write(bytes);
        }

        return X509CertificateLoader.LoadPkcs12(bytes, null);
    }

    /// <summary>What a person compares with what the browser shows.</summary>
    public static string Fingerprint(X509Certificate2 certificate) => string.Join(':', certificate.GetCertHash(HashAlgorithmName.SHA256).Select(value => value.ToString("X2", System.Globalization.CultureInfo.InvariantCulture)));
}
