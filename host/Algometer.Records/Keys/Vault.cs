using System.Collections.Concurrent;
using System.Text;
using Algometer.Records.Model;
using Algometer.Records.Problems;

namespace Algometer.Records.Keys;

/// <summary>
/// Seals and opens cells: names and free text always, raw traces on request. A store without a key passes everything through. While a plain
/// store is being encrypted plain cells still open; once that is complete a plain cell is one that somebody put there.
/// </summary>
internal sealed class Vault
{
    /// <summary>What a sealed cell begins with. No person types U+0001; plain text that begins with it is stored behind a mark of its own.</summary>
    public const string SealedMark = "\u0001s";

    private const string PlainMark = "\u0001p";
    private readonly byte[]? _dataKey;
    private readonly KeyRecord? _record;
    private readonly ConcurrentDictionary<string, SealKey> _tables = new(StringComparer.Ordinal);

    private readonly Lazy<RowSeal?> _recordRows;
    private readonly Lazy<byte[]> _setKey;

    private Vault(byte[]? dataKey, KeyRecord? record)
    {
        (_dataKey, _record) = (dataKey, record);
        _recordRows = new(() => HasKey ? new RowSeal(RowKey("record"), "record", Counts) : null);
        _setKey = new(() => KeyFor("set"));
    }

    /// <summary>No key: everything is plain.</summary>
    public static Vault None { get; } = new(null, null);

    public bool HasKey => _dataKey is not null;

    public bool SealsTraces => _record is { Traces: true };

    /// <summary>Which key and what it covers; a station that finds another one must be started again.</summary>
    public string Epoch => _record is null ? "" : EpochOf(_record);

    /// <summary>The key and its record, for whoever changes them.</summary>
    public (byte[] DataKey, KeyRecord Record)? Key => _record is null ? null : (_dataKey!, _record);

    /// <summary>Whether people, documents and links are sealed row by row and what there is in the record is counted.</summary>
    public bool Counts => _record is { Form: >= KeyRecord.Counted };

    private bool TakesPlain => _record is null or { Complete: false };

    // While traces are added to what was sealed before, a plain cell is still one that somebody put there.
    private bool TakesPlainCells => TakesPlain && !Counts;

    public static string EpochOf(KeyRecord record) => $"{record.Id}|{record.Traces}";

    public static Vault Of(byte[] dataKey, KeyRecord record) => new(dataKey, record);

    public static bool IsSealedText(string stored) => stored.StartsWith(SealedMark, StringComparison.Ordinal);

    public string Seal(string text, string table, string row, string column)
    {
        string clean = StorableText.Of(text);
        return HasKey
            ? SealedMark + Convert.ToBase64String(Table(table).Seal(Encoding.UTF8.GetBytes(clean), Place(table, row, column)))
            : clean.StartsWith('\u0001') ? PlainMark + clean : clean;
    }

    public string Open(string stored, string table, string row, string column)
    {
        if (IsSealedText(stored))
        {
            byte[] bytes = new byte[stored.Length];
            byte[]? plain = HasKey && Convert.TryFromBase64Chars(stored.AsSpan(SealedMark.Length), bytes, out int length)
                ? Table(table).TryOpen(bytes.AsSpan(0, length), Place(table, row, column))
                : null;
            return plain is not null ? Encoding.UTF8.GetString(plain) : throw (HasKey ? Altered(table, row, column) : EncryptedMeanwhile());
        }

        if (!TakesPlainCells)
        {
            throw Altered(table, row, column);
        }

        return stored.StartsWith(PlainMark, StringComparison.Ordinal) ? stored[PlainMark.Length..] : stored;
    }

    public string? OpenOrNull(string? stored, string table, string row, string column) => stored is null ? null : Open(stored, table, row, column);

    /// <summary>Seals and opens a session's blocks.</summary>
    public TraceSeal Traces(string sessionId) => new(SealsTraces ? Derived("trace/" + sessionId) : null, TakesPlain || !SealsTraces, sessionId);

    /// <summary>Seals a session's journal, which holds free text beside samples; null for a store without a key.</summary>
    public SealKey? Journal(string sessionId) => HasKey ? Derived("journal/" + sessionId) : null;

    /// <summary>Seals the rows of one session; null for a store without a key.</summary>
    public RowSeal? Rows(string sessionId) => HasKey ? new RowSeal(RowKey(sessionId), sessionId, Counts || (!TakesPlain && _record!.Since is not null)) : null;

    /// <summary>Seals people, documents and links; null for a store without a key.</summary>
    public RowSeal? RecordRows() => _recordRows.Value;

    /// <summary>What stands for a sealed row in the count of what there is: 32 bytes that nobody computes without the key.</summary>
    public byte[] Standing(string table, string seal) => System.Security.Cryptography.HMACSHA256.HashData(_setKey.Value, Encoding.UTF8.GetBytes($"{table}|{seal}"));

    /// <summary>Whether a journal of a session may hold plain records: one that began before the record was encrypted.</summary>
    public bool TakesPlainJournal(string sessionId) => TakesPlain || _record!.Since is not { } since || string.CompareOrdinal(sessionId, since) < 0;

    /// <summary>HMAC by a key of its own; null without one.</summary>
    public byte[]? Authenticate(string text) => HasKey
        ? System.Security.Cryptography.HMACSHA256.HashData(
            System.Security.Cryptography.HKDF.DeriveKey(System.Security.Cryptography.HashAlgorithmName.SHA256, _dataKey!, PassphraseKey.KeyLength, info: "algometer/audit"u8.ToArray()),
            Encoding.UTF8.GetBytes(text))
        : null;

    private static string Place(string table, string row, string column) => $"{table}\u001f{row}\u001f{column}";

    public static RecordStoreException Altered(string table, string row, string column) => new(
        RecordStoreProblem.Tampered,
        $"The stored {column} of {table} '{row}' is not what was written: it was altered, moved or damaged. Keep a copy of the record, then restore the latest backup.");

    private static RecordStoreException EncryptedMeanwhile() => new(
        RecordStoreProblem.PassphraseNeeded,
        "The record has been encrypted since it was opened. Start the program again and give the passphrase.");

    private byte[] RowKey(string sessionId) => KeyFor("rows/" + sessionId);

    private byte[] KeyFor(string purpose) => System.Security.Cryptography.HKDF.DeriveKey(
        System.Security.Cryptography.HashAlgorithmName.SHA256, _dataKey!, PassphraseKey.KeyLength, info: Encoding.UTF8.GetBytes("algometer/" + purpose));

    private SealKey Derived(string purpose) => SealKey.Derive(_dataKey, purpose);

    private SealKey Table(string table) => _tables.GetOrAdd(table, name => Derived("table/" + name));
}
