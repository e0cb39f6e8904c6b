using System.Security.Cryptography;
using System.Text;

namespace Algometer.Measurement.Home.Plans;

/// <summary>
/// Who signs plans: a name and a public key (ECDSA, P-256). The home host keeps those that it was paired with; both sides read the
/// fingerprint aloud before a person says that it is the same.
/// </summary>
/// <param name="Name">Name for people; up to 60 bytes.</param>
/// <param name="PublicKey">The point of the key, X then Y, 64 bytes.</param>
public sealed record ClinicIdentity(string Name, IReadOnlyList<byte> PublicKey)
{
    /// <summary>First letters of a clinic's card.</summary>
    public const string Prefix = "ALGC1:";

    /// <summary>First letters of a card of any format.</summary>
    public const string Family = "ALGC";

    /// <summary>Bytes of a public key.</summary>
    public const int KeyBytes = 64;

    private const int LongestName = 60;

    /// <summary>First eight bytes of the key's SHA-256: how a plan names its clinic.</summary>
    public byte[] KeyId => SHA256.HashData([.. PublicKey])[..8];

    /// <summary>Five groups of four hexadecimal digits that people compare.</summary>
    public string Fingerprint => string.Join(' ', Convert.ToHexString(SHA256.HashData([.. PublicKey]).AsSpan(0, 10)).Chunk(4).Select(group => new string(group)));

    /// <summary>The card as text, for a QR code or a file. It proves nothing by itself: the fingerprint must be compared.</summary>
    public string ToCard() => Prefix + Base45.Encode(ToBytes());

    /// <summary>Reads a card.</summary>
    /// <exception cref="FormatException">It is none; the message says what to do.</exception>
    public static ClinicIdentity FromCard(string card)
    {
        ArgumentNullException.ThrowIfNull(card);
        string text = card.Trim('\r', '\n');
        return text.StartsWith(Prefix, StringComparison.Ordinal) && Base45.TryDecode(text.AsSpan(Prefix.Length), out byte[] bytes) && bytes.Length is > KeyBytes and <= KeyBytes + LongestName
            ? Read(bytes) ?? throw new FormatException("The clinic's card holds no valid key: ask the clinic for a new one.")
            : throw new FormatException("This is not a clinic's card: scan the pairing code of the clinic again.");
    }

    /// <summary>The card's bytes: the key, then the name in UTF-8.</summary>
    internal byte[] ToBytes() => [.. PublicKey, .. Encoding.UTF8.GetBytes(Name)];

    /// <summary>Reads a card's bytes; null where they are none, or hold no valid key.</summary>
    internal static ClinicIdentity? Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length is <= KeyBytes or > KeyBytes + LongestName)
        {
            return null;
        }

        var identity = new ClinicIdentity(Encoding.UTF8.GetString(bytes[KeyBytes..]), bytes[..KeyBytes].ToArray());
        return identity.IsKey() ? identity : null;
    }

    /// <inheritdoc/>
    public bool Equals(ClinicIdentity? other) => other is not null && string.Equals(Name, other.Name, StringComparison.Ordinal) && PublicKey.SequenceEqual(other.PublicKey);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, PublicKey.Count > 0 ? PublicKey[0] : 0);

    /// <summary>Whether a signature over these bytes is this clinic's.</summary>
    public bool Verifies(ReadOnlySpan<byte> signed, ReadOnlySpan<byte> signature)
    {
        try
        {
            using var key = ECDsa.Create(Parameters());
            return key.VerifyData(signed, signature, HashAlgorithmName.SHA256);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private ECParameters Parameters() => new() { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = [.. PublicKey.Take(32)], Y = [.. PublicKey.Skip(32)] } };

    private bool IsKey()
    {
        try
        {
            using var key = ECDsa.Create(Parameters());
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
