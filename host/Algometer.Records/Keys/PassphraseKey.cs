using System.Security.Cryptography;
using System.Text;
using Konscious.Security.Cryptography;

namespace Algometer.Records.Keys;

/// <summary>
/// Derives a key from a passphrase by Argon2id (RFC 9106). Argon2id and not PBKDF2: each guess then needs 64 MiB of memory for as long as
/// it takes, which is what makes guessing on graphics cards dear; iterations alone do not.
/// </summary>
internal static class PassphraseKey
{
    public const int KeyLength = 32;
    public const int SaltLength = 16;
    private const int ShortestPassphrase = 10;

    public static byte[] Derive(string passphrase, ReadOnlySpan<byte> salt, KeyCost cost)
    {
        // The same letters typed on another keyboard must give the same bytes.
        byte[] bytes = Encoding.UTF8.GetBytes(passphrase.Normalize(NormalizationForm.FormKC));
        try
        {
            using var argon = new Argon2id(bytes)
            {
                Salt = salt.ToArray(),
                MemorySize = cost.MemoryKibibytes,
                Iterations = cost.Passes,
                DegreeOfParallelism = cost.Lanes,
            };
            return argon.GetBytes(KeyLength);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    /// <summary>Refuses what is guessed in a moment however dear the guess.</summary>
    /// <exception cref="ArgumentException">It is too short.</exception>
    public static void CheckNew(string passphrase)
    {
        if (passphrase.Trim().Length < ShortestPassphrase)
        {
            throw new ArgumentException($"The passphrase needs at least {ShortestPassphrase} characters; four or five words that do not belong together are good.", nameof(passphrase));
        }
    }
}
