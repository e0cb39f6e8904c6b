using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Algometer.Web.Access;

/// <summary>
/// The record's own certificate authority: phones trust it once, and the pages' certificate may then change with the machine's
/// addresses. Kept beside the record; what it may vouch for is limited to private networks and this machine's names.
/// </summary>
internal static class OwnAuthority
{
    private static readonly TimeSpan _lasts = TimeSpan.FromDays(3653);

    /// <summary>The kept one, or a new one where there is none, it is about to end, or it may not vouch for all of these.</summary>
    /// <param name="dataDirectory">Folder of the record.</param>
    /// <param name="hostNames">Names and numbers of this machine.</param>
    /// <param name="now">Wall time.</param>
    /// <param name="needed">How long what it vouches for lasts.</param>
    public static X509Certificate2 Of(string dataDirectory, IReadOnlyList<string> hostNames, DateTimeOffset now, TimeSpan needed)
    {
        string file = CertificateFile.In(dataDirectory, "authority.pfx");
        if (CertificateFile.Read(file) is { } kept)
        {
            if (kept.NotAfter.ToUniversalTime() > now.UtcDateTime + needed && NameConstraints.PermitsAll(kept, hostNames))
            {
                return kept;
            }

            kept.Dispose();
        }

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        // Two records of one clinic are told apart in a phone's list.
        string name = $"CN=Algometer {now:yyyy-MM-dd} {Convert.ToHexString(RandomNumberGenerator.GetBytes(2))}";
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: true, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        request.CertificateExtensions.Add(NameConstraints.Permit(hostNames));
        using X509Certificate2 made = request.CreateSelfSigned(now.AddHours(-1), now + _lasts);
        return CertificateFile.Write(file, made);
    }
}
