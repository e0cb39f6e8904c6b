using Algometer.Records.Audit;
using Algometer.Records.Problems;
using Algometer.Records.Reading;
using Algometer.Records.Store;
using Algometer.Records.Transfer;

namespace Algometer.Records;

/// <summary>Backups of the whole record, from either engine, restored into an embedded one.</summary>
public static class RecordBackup
{
    /// <summary>Writes a backup and reads it back. Recording may go on meanwhile, in this program or another.</summary>
    /// <param name="store">The open record, also one opened for reading only.</param>
    /// <param name="path">Where to; written beside it first, so that no half backup is left under this name.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <exception cref="RecordStoreException">It cannot be written, or what was written does not read back.</exception>
    public static BackupManifest Write(RecordStore store, string path, IProgress<StoreProgress>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        try
        {
            BackupManifest manifest = new BackupWriter(store.Core, progress).Write(path);
            store.Audit.Append(new AuditEvent(AuditActions.Backup, Detail: $"{manifest.Sessions} sessions", AfterHash: manifest.Files[0].Sha256));
            return manifest;
        }
        catch (Exception e) when (RecordStoreException.IsExpected(e) && e is not RecordStoreException)
        {
            throw RecordStoreException.From(e, path);
        }
    }

    /// <summary>Reads a backup through and checks it, without restoring it.</summary>
    /// <param name="path">The backup.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <exception cref="RecordStoreException">It is damaged, or no backup.</exception>
    public static BackupManifest Verify(string path, IProgress<StoreProgress>? progress = null) => BackupReader.Check(path, progress);

    /// <summary>Restores a backup into an empty folder, checked before it is put in place and opened after.</summary>
    /// <param name="path">The backup.</param>
    /// <param name="options">The target; its folder must be empty or absent. An encrypted backup needs the passphrase of that day.</param>
    /// <param name="time">Source of time.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <exception cref="RecordStoreException">The backup is damaged, the folder holds something, or the passphrase is wrong. Nothing was changed.</exception>
    public static RestoreReport Restore(string path, StoreOptions options, TimeProvider time, IProgress<StoreProgress>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        string target = Path.GetFullPath(options.DataDirectory);
        if (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any())
        {
            throw new RecordStoreException(RecordStoreProblem.Conflict, $"'{target}' is not empty. Restore into a new folder; what is there was not touched.");
        }

        string making = target.TrimEnd(Path.DirectorySeparatorChar) + ".restoring";
        try
        {
            Directory.CreateDirectory(making);
            BackupManifest manifest = BackupReader.Extract(path, making, progress);
            StationIdentity.Write(making, manifest.Station);

            // Opened where it was unpacked: it recovers its journals, and a wrong passphrase leaves the target as it was.
            RestoreReport report;
            using (RecordStore restored = RecordStore.Open(options with { DataDirectory = making, Server = null }, time))
            {
                // A block that was damaged before the backup, or a log that was broken before it, is told and not held against the rest.
                report = new RestoreReport(manifest, restored.VerifyIntegrity(), restored.Audit.Verify());
                if (report.Integrity.DatabaseFindings.Count > 0)
                {
                    throw new RecordStoreException(RecordStoreProblem.Damaged, $"The record in '{path}' does not check out: {report.Integrity.DatabaseFindings[0]}. Use another backup; nothing was changed.");
                }

                restored.Audit.Append(new AuditEvent(AuditActions.Restore, Detail: $"{manifest.Sessions} sessions"));
            }

            if (Directory.Exists(target))
            {
                Directory.Delete(target);
            }

            Directory.Move(making, target);
            return report;
        }
        catch (Exception e) when (RecordStoreException.IsExpected(e) && e is not RecordStoreException)
        {
            throw RecordStoreException.From(e, target);
        }
        finally
        {
            if (Directory.Exists(making))
            {
                Directory.Delete(making, recursive: true);
            }
        }
    }
}

/// <summary>What a restore put back, and what of it was not sound when it was backed up.</summary>
/// <param name="Backup">The backup.</param>
/// <param name="Integrity">The restored record's check.</param>
/// <param name="Audit">The restored audit log's check.</param>
public sealed record RestoreReport(BackupManifest Backup, IntegrityReport Integrity, AuditReport Audit);
