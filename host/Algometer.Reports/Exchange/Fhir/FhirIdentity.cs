using System.Security.Cryptography;
using System.Text;
using Hl7.Fhir.Model;

namespace Algometer.Reports.Exchange.Fhir;

/// <summary>Addresses of resources: the same thing has the same address in every export.</summary>
internal static class FhirIdentity
{
    public static string Uuid(string kind, string identity)
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes($"algometer/{kind}/{identity}"));

        // Version 8 (RFC 9562): bits of one's own making.
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return "urn:uuid:" + new Guid(hash.AsSpan(0, 16), bigEndian: true).ToString("D");
    }

    public static ResourceReference To(string kind, string identity, string display) => new(Uuid(kind, identity), display);

    public static void Add(this Bundle bundle, string kind, string identity, Resource resource)
    {
        string url = Uuid(kind, identity);
        if (!bundle.Entry.Exists(entry => string.Equals(entry.FullUrl, url, StringComparison.Ordinal)))
        {
            bundle.Entry.Add(new Bundle.EntryComponent { FullUrl = url, Resource = resource });
        }
    }
}
