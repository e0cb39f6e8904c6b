using System.Security.Cryptography;
using System.Text;

namespace Algometer.Records.Keys;

/// <summary>
/// Seals bytes by AES-256-GCM: a fresh random nonce for each, and the place they belong to as associated data, so that a value moved to
/// another row or column does not open. Layout: version byte, nonce (12), ciphertext, tag (16).
/// </summary>
internal sealed class SealKey(byte[] key)
{
    /// <summary>First byte of everything sealed; no codec's version.</summary>
    public const byte Version = 0xE1;

    public const int Overhead = 1 + NonceLength + TagLength;
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private readonly AesGcm _aes = new(key, TagLength);
    private readonly Lock _gate = new();

    public static bool IsSealed(ReadOnlySpan<byte> bytes) => bytes.Length >= Overhead && bytes[0] == Version;

    /// <summary>A key for one purpose, from the store's own.</summary>
    public static SealKey Derive(ReadOnlySpan<byte> dataKey, string purpose)
    {
        byte[] derived = new byte[PassphraseKey.KeyLength];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, dataKey, derived, salt: [], Encoding.UTF8.GetBytes("algometer/" + purpose));
        return new SealKey(derived);
    }

    public byte[] Seal(ReadOnlySpan<byte> plain, string place)
    {
        byte[] sealedBytes = new byte[Overhead + plain.Length];
        sealedBytes[0] = Version;
        Span<byte> nonce = sealedBytes.AsSpan(1, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        lock (_gate)
        {
            _aes.Encrypt(nonce, plain, sealedBytes.AsSpan(1 + NonceLength, plain.Length), sealedBytes.AsSpan(sealedBytes.Length - TagLength), Encoding.UTF8.GetBytes(place));
        }

        return sealedBytes;
    }

    /// <summary>The plain bytes, or null when they are not what was sealed for this place.</summary>
    public byte[]? TryOpen(ReadOnlySpan<byte> sealedBytes, string place)
    {
        if (!IsSealed(sealedBytes))
        {
            return null;
        }

        byte[] plain = new byte[sealedBytes.Length - Overhead];
        try
        {
            lock (_gate)
            {
                _aes.Decrypt(sealedBytes.Slice(1, NonceLength), sealedBytes.Slice(1 + NonceLength, plain.Length), sealedBytes[^TagLength..], plain, Encoding.UTF8.GetBytes(place));
            }

            return plain;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }
}
