using System.Formats.Asn1;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace Algometer.Web.Access;

/// <summary>
/// What an authority of the own may vouch for (RFC 5280, 4.2.1.10): networks that nobody reaches from outside, and the names of this
/// machine. Whoever steals its key can pretend to be nothing else to the phones that trust it.
/// </summary>
internal static class NameConstraints
{
    private const string Oid = "2.5.29.30";
    private const int DnsName = 2;
    private const int IpAddress = 7;

    // The part of a public IPv6 address that stays while its machine changes the rest each day, bits.
    private const int NetworkBitsV6 = 64;

    private static readonly IPNetwork[] _privateNetworks =
    [
        .. new[] { "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "127.0.0.0/8", "::1/128", "fe80::/10", "fc00::/7" }.Select(network => IPNetwork.Parse(network)),
    ];

    private static readonly string[] _privateNames = ["local", "localhost"];
    private static readonly Asn1Tag _permitted = new(TagClass.ContextSpecific, 0, isConstructed: true);

    /// <summary>Permits private networks, names ending in <c>.local</c>, and these.</summary>
    /// <param name="names">Names and numbers of this machine.</param>
    public static X509Extension Permit(IEnumerable<string> names)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        using (writer.PushSequence(_permitted))
        {
            IEnumerable<IPNetwork> own = names.Where(IsNumber).Select(NetworkOf).Where(network => !Array.Exists(_privateNetworks, known => known.Contains(network.BaseAddress)));
            foreach (IPNetwork network in _privateNetworks.Concat(own.Distinct()))
            {
                using (writer.PushSequence())
                {
                    writer.WriteOctetString(Bytes(network), new Asn1Tag(TagClass.ContextSpecific, IpAddress));
                }
            }

            foreach (string name in _privateNames.Concat(names.Where(name => !IsNumber(name))).Distinct(StringComparer.OrdinalIgnoreCase))
            {
                using (writer.PushSequence())
                {
                    writer.WriteCharacterString(UniversalTagNumber.IA5String, name, new Asn1Tag(TagClass.ContextSpecific, DnsName));
                }
            }
        }

        return new X509Extension(Oid, writer.Encode(), critical: true);
    }

    /// <summary>Whether a certificate may vouch for each of these.</summary>
    /// <param name="authority">One that <see cref="Permit"/> was used for; any other permits nothing.</param>
    /// <param name="names">Names and numbers.</param>
    public static bool PermitsAll(X509Certificate2 authority, IEnumerable<string> names)
    {
        if (authority.Extensions.FirstOrDefault(extension => string.Equals(extension.Oid?.Value, Oid, StringComparison.Ordinal)) is not { } extension)
        {
            return false;
        }

        List<IPNetwork> networks = [];
        List<string> suffixes = [];
        AsnReader trees = new AsnReader(extension.RawData, AsnEncodingRules.DER).ReadSequence().ReadSequence(_permitted);
        while (trees.HasData)
        {
            AsnReader tree = trees.ReadSequence();
            Asn1Tag tag = tree.PeekTag();
            if (tag.TagValue == IpAddress)
            {
                networks.Add(Network(tree.ReadOctetString(tag)));
            }
            else
            {
                suffixes.Add(tree.ReadCharacterString(UniversalTagNumber.IA5String, tag));
            }
        }

        return names.All(name => IPAddress.TryParse(name, out IPAddress? address)
            ? networks.Exists(network => network.Contains(address))
            : suffixes.Exists(suffix => string.Equals(name, suffix, StringComparison.OrdinalIgnoreCase) || name.EndsWith('.' + suffix, StringComparison.OrdinalIgnoreCase)));
    }

    private static bool IsNumber(string name) => IPAddress.TryParse(name, out _);

    private static IPNetwork NetworkOf(string number)
    {
        var address = IPAddress.Parse(number);
        byte[] bytes = address.GetAddressBytes();
        if (address.AddressFamily == AddressFamily.InterNetwork)
        {
            return new IPNetwork(address, 8 * bytes.Length);
        }

        Array.Clear(bytes, NetworkBitsV6 / 8, bytes.Length - (NetworkBitsV6 / 8));
        return new IPNetwork(new IPAddress(bytes), NetworkBitsV6);
    }

    // Address, then mask.
    private static byte[] Bytes(IPNetwork network)
    {
        byte[] address = network.BaseAddress.GetAddressBytes();
        byte[] mask = new byte[address.Length];
        for (int bit = 0; bit < network.PrefixLength; bit++)
        {
            mask[bit / 8] |= (byte)(0x80 >> (bit % 8));
        }

        return [.. address, .. mask];
    }

    private static IPNetwork Network(byte[] bytes)
    {
        int half = bytes.Length / 2;
        return new IPNetwork(new IPAddress(bytes.AsSpan(0, half)), bytes.AsSpan(half).ToArray().Sum(value => System.Numerics.BitOperations.PopCount(value)));
    }
}
