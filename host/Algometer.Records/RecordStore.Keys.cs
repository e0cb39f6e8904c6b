using Algometer.Records.Audit;
using Algometer.Records.Engine;
using Algometer.Records.Keys;
using Algometer.Records.Maintenance;
using Algometer.Records.Problems;
using Algometer.Records.Store;

namespace Algometer.Records;

/// <summary>The record's key: encrypt, change the passphrase, keep the key on this machine.</summary>
public sealed partial class RecordStore
{
    /// <summary>
    /// Encrypts names and free text, and on request raw traces and their journals. May be broken off and run again; no session may be running.
    /// </summary>
    /// <param name="passphrase">At least ten characters. Nobody can read the record without it, not even its makers.</param>
    /// <param name="traces">Whether raw traces are encrypted as well. May be added later.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <exception cref="ArgumentException">The passphrase is too short.</exception>
    /// <exception cref="RecordStoreException">It is not the passphrase of a record that is encrypted already, or another station is at work.</exception>
    public void Encrypt(string passphrase, bool traces, IProgress<StoreProgress>? progress = null) => Encrypt(passphrase, traces, progress, KeyCost.Standard, null);

    /// <summary>Puts another passphrase before the same key: quick, and no data is written again. Older backups keep the old one.</summary>
    /// <param name="present">The present passphrase.</param>
    /// <param name="next">The new one, at least ten characters.</param>
    /// <exception cref="RecordStoreException">The present one is wrong, or the record is not encrypted.</exception>
    public void ChangePassphrase(string present, string next)
    {
        (byte[] key, KeyRecord record) = RequireKey();
        if (record.TryUnwrap(present) is null)
        {
            throw WrongPassphrase();
        }

        PassphraseKey.CheckNew(next);
        KeyRecord changed = record.WrappedFor(next, key, record.Cost).Proven(key);
        Audit.Record(new AuditEvent(AuditActions.KeyChange, Detail: "passphrase"), null, transaction => StoreInfo.Write(transaction, KeyRecord.Name, changed.ToJson()));
        _core.Vault = Vault.Of(key, changed);
    }

    /// <summary>
    /// Keeps the key on this machine, in a file of this user's alone outside the data folder, so that the passphrase is not asked here. Guards a
    /// stolen data folder or server, not this machine against its own user.
    /// </summary>
    /// <returns>Where it is kept.</returns>
    public string RememberKey()
    {
        (byte[] key, _) = RequireKey();
        Audit.Append(new AuditEvent(AuditActions.KeyChange, Detail: "kept on this machine"));
        RememberedKey.Save(_core.KeyFolder, Identity, key);
        return RememberedKey.PathOf(_core.KeyFolder, Identity);
    }

    /// <summary>Removes the key from this machine; the passphrase is asked again. False when none was kept.</summary>
    public bool ForgetKey()
    {
        if (!RememberedKey.Forget(_core.KeyFolder, Identity))
        {
            return false;
        }

        Audit.Append(new AuditEvent(AuditActions.KeyChange, Detail: "no longer kept on this machine"));
        return true;
    }

    private string Identity => _core.Query(c => StoreInfo.Read(c, StoreInfo.Identity)) ?? "";

    internal void Encrypt(string passphrase, bool traces, IProgress<StoreProgress>? progress, KeyCost cost, Action<string>? beforeBatch)
    {
        lock (_recording)
        {
            if (_recorders.Exists(r => !r.IsEnded))
            {
                throw new RecordStoreException(RecordStoreProblem.InUse, "A session is being recorded. End it before the record is encrypted.");
            }
        }

        byte[] key;
        KeyRecord record;
        if (_core.Vault.Key is { } present)
        {
            (key, record) = present;
            if (record.TryUnwrap(passphrase) is null)
            {
                throw WrongPassphrase();
            }

            if (record.Complete && (record.Traces || !traces))
            {
                return;
            }

            record = (record with { Traces = record.Traces || traces, Complete = false, Since = record.Since ?? NewSessionId() }).Proven(key);
        }
        else
        {
            PassphraseKey.CheckNew(passphrase);
            (record, key) = KeyRecord.Make(passphrase, cost, traces, NewSessionId());
        }

        _core.Writer().UseAlone(_ =>
        {
            beforeBatch?.Invoke("key");
            var vault = Vault.Of(key, record);
            _core.Write(transaction =>
            {
                StoreInfo.Write(transaction, KeyRecord.Name, record.ToJson());
                AuditLog.Reseal(transaction, vault);
            });
            _core.Vault = vault;
            new StoreSealing(_core, Audit, progress) { BeforeBatch = beforeBatch }.Run(key, record);
        });
    }

    private (byte[] Key, KeyRecord Record) RequireKey() =>
        _core.Vault.Key ?? throw new RecordStoreException(RecordStoreProblem.NotFound, "The record is not encrypted. Encrypt it with: algometer store encrypt");

    private RecordStoreException WrongPassphrase() => new(
        RecordStoreProblem.WrongPassphrase,
        $"That is not the passphrase of the record at '{Place}'. Nothing was changed.");
}
