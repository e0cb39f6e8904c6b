using System.Buffers.Binary;
using Algometer.Records.Documents;

namespace Algometer.Web.Access;

/// <summary>Reads a stored account, and takes none whose fields do not fit together: a broken one lets nobody in and fells nothing.</summary>
internal static class AccountBody
{
    // Marker, pseudo-random function, iterations, length of the salt; then salt and key, as the framework's hasher of version 3 writes them.
    private const int HeadBytes = 13;
    private const int SaltBytes = 16;
    private const int KeyBytes = 32;
    private const uint MostIterations = 2_000_000;

    /// <summary>The account in a document.</summary>
    /// <exception cref="FormatException">Its fields do not fit together.</exception>
    public static Account Read(StoredDocument document)
    {
        Account account = DocumentBody.Read<Account>(document);
        bool fits = account.Name.Trim().Length > 0
            && account.Role is Role.Therapist or Role.Patient or Role.Tester
            && (account.Role == Role.Patient) == (account.PersonId is not null)
            && IsHash(account.PasswordHash);
        return fits ? account : throw new FormatException("its name, role, person or password hash cannot be");
    }

    private static bool IsHash(string text)
    {
        Span<byte> hash = stackalloc byte[HeadBytes + SaltBytes + KeyBytes];
        return Convert.TryFromBase64String(text, hash, out int length)
            && length == hash.Length
            && hash[0] == 1
            && BinaryPrimitives.ReadUInt32BigEndian(hash[5..]) is > 0 and <= MostIterations
            && BinaryPrimitives.ReadUInt32BigEndian(hash[9..]) == SaltBytes;
    }
}
