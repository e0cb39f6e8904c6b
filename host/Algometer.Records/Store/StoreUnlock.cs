using System.Data.Common;
using Algometer.Records.Keys;
using Algometer.Records.Problems;

namespace Algometer.Records.Store;

/// <summary>Opens the vault of a store: by a key kept on this machine, or by the passphrase.</summary>
internal static class StoreUnlock
{
    public static Vault Open(DbConnection connection, StoreOptions options, string place)
    {
        if (StoreInfo.Read(connection, KeyRecord.Name) is not { } json)
        {
            return Vault.None;
        }

        KeyRecord record = KeyRecord.Parse(json);
        string store = StoreInfo.Read(connection, StoreInfo.Identity) ?? "";
        if (RememberedKey.TryRead(options.KeyFolder, store) is { } kept && record.IsProvenBy(kept))
        {
            return Vault.Of(kept, record);
        }

        if (options.Passphrase?.Invoke() is not { Length: > 0 } passphrase)
        {
            throw new RecordStoreException(
                RecordStoreProblem.PassphraseNeeded,
                $"The record at '{place}' is encrypted. Type its passphrase when asked, or give it in a file with --passphrase-file FILE or in the environment as ALGOMETER_PASSPHRASE.");
        }

        return record.TryUnwrap(passphrase) is { } key ? Vault.Of(key, record) : throw new RecordStoreException(
            RecordStoreProblem.WrongPassphrase,
            $"That passphrase does not open the record at '{place}'. Nothing was changed; check the keyboard's language and capitals, and try again.");
    }

    /// <summary>Refuses to go on with a store that was encrypted, or got another key, since it was opened.</summary>
    public static void RequireSame(DbConnection connection, Vault vault, string identity)
    {
        if (!string.Equals(StoreInfo.Read(connection, StoreInfo.Identity), identity, StringComparison.Ordinal))
        {
            throw new RecordStoreException(
                RecordStoreProblem.Tampered,
                "Another record is in the place of the one that was opened: it was emptied or exchanged meanwhile. Nothing was written to it; what was recorded since is in the journal. Look at the database and at your backups, then start the program again.");
        }

        string epoch = StoreInfo.Read(connection, KeyRecord.Name) is { } json && KeyRecord.Parse(json) is var record ? Vault.EpochOf(record) : "";
        if (!string.Equals(epoch, vault.Epoch, StringComparison.Ordinal))
        {
            throw new RecordStoreException(
                RecordStoreProblem.PassphraseNeeded,
                "The record has been encrypted since it was opened. Start the program again and give the passphrase; what was recorded meanwhile is in the journal and will be stored then.");
        }
    }
}
