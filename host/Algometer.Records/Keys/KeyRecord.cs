using System.Security.Cryptography;
using System.Text.Json;

namespace Algometer.Records.Keys;

/// <summary>
/// The store's key as it stands in the store: random, wrapped by a key from the passphrase. A new passphrase wraps the same key anew, so
/// no data is written again. The state is bound to the key, so that nobody can make a sealed store pass for a plain one.
/// </summary>
/// <param name="Id">Which key; chance.</param>
/// <param name="Cost">What deriving costs.</param>
/// <param name="Salt">Salt of the derivation.</param>
/// <param name="Wrapped">The key, sealed by the passphrase's.</param>
/// <param name="Traces">Whether raw traces are sealed too.</param>
/// <param name="Complete">Whether everything is sealed; false while a plain store is being encrypted.</param>
/// <param name="Proof">HMAC of the state by the key.</param>
/// <param name="Since">Identity before which no session was sealed row by row, and whose journals may be plain; null for a key of before that.</param>
/// <param name="Form">0 for a record of before what there is in it was counted, else <see cref="Counted"/>.</param>
internal sealed record KeyRecord(string Id, KeyCost Cost, byte[] Salt, byte[] Wrapped, bool Traces, bool Complete, byte[] Proof, string? Since = null, int Form = 0)
{
    /// <summary>Where it stands in <c>store_info</c>.</summary>
    public const string Name = "key";

    /// <summary>The form of a record whose people, documents and links are sealed row by row, and counted.</summary>
    public const int Counted = 1;

    private string Place => $"key|{Id}|argon2id|{Cost.MemoryKibibytes}|{Cost.Passes}|{Cost.Lanes}";

    public static (KeyRecord Record, byte[] DataKey) Make(string passphrase, KeyCost cost, bool traces, string? since = null)
    {
        byte[] dataKey = RandomNumberGenerator.GetBytes(PassphraseKey.KeyLength);
        var record = new KeyRecord(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)), cost, [], [], traces, Complete: false, [], since);
        return (record.WrappedFor(passphrase, dataKey, cost).Proven(dataKey), dataKey);
    }

    public static KeyRecord Parse(string json) => JsonSerializer.Deserialize<KeyRecord>(json)!;

    public string ToJson() => JsonSerializer.Serialize(this);

    /// <summary>The same key behind another passphrase.</summary>
    public KeyRecord WrappedFor(string passphrase, byte[] dataKey, KeyCost cost)
    {
        KeyRecord next = this with { Cost = cost, Salt = RandomNumberGenerator.GetBytes(PassphraseKey.SaltLength) };
        return next with { Wrapped = new SealKey(PassphraseKey.Derive(passphrase, next.Salt, cost)).Seal(dataKey, next.Place) };
    }

    /// <summary>With the proof of its state.</summary>
    public KeyRecord Proven(byte[] dataKey) => this with { Proof = Prove(dataKey) };

    /// <summary>The key, or null for a wrong passphrase. Always derives first, so that both take as long.</summary>
    public byte[]? TryUnwrap(string passphrase)
    {
        byte[]? key = new SealKey(PassphraseKey.Derive(passphrase, Salt, Cost)).TryOpen(Wrapped, Place);
        return key is { Length: PassphraseKey.KeyLength } && IsProvenBy(key) ? key : null;
    }

    public bool IsProvenBy(byte[] dataKey) => CryptographicOperations.FixedTimeEquals(Proof, Prove(dataKey));

    private byte[] Prove(byte[] dataKey) => HMACSHA256.HashData(dataKey, System.Text.Encoding.UTF8.GetBytes($"state|{Id}|{Traces}|{Complete}" + (Since is null ? "" : "|" + Since) + (Form == 0 ? "" : System.FormattableString.Invariant($"|{Form}"))));
}
