using System.Data;
using System.Data.Common;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Algometer.Records.Engine;
using Algometer.Records.Keys;
using Algometer.Records.Schema;
using Algometer.Records.Store;
using Microsoft.Data.Sqlite;

namespace Algometer.Records.Transfer;

/// <summary>
/// Writes a backup while recording goes on: first the journals, then the database as of one moment, so that what moves from one to the other
/// meanwhile is in both and never in neither. A server's record becomes an embedded database, so every backup restores anywhere.
/// </summary>
internal sealed class BackupWriter(StoreCore core, IProgress<StoreProgress>? progress)
{
    public BackupManifest Write(string path)
    {
        string target = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        string staging = Directory.CreateDirectory(target + ".making").FullName;
        string unfinished = target + ".part";
        try
        {
            CopyJournals(staging);
            string database = Path.Combine(staging, SqliteEngine.FileName);
            CopyDatabase(database);
            BackupManifest manifest = Describe(staging, database);
            Pack(staging, unfinished, manifest);
            progress?.Report(new StoreProgress("Reading the backup back", 0, manifest.Files.Count));
            BackupReader.Check(unfinished, progress);
            File.Move(unfinished, target, overwrite: true);
            return manifest;
        }
        finally
        {
            Directory.Delete(staging, recursive: true);
            File.Delete(unfinished);
        }
    }

    private void CopyJournals(string staging)
    {
        foreach (string path in Directory.EnumerateFiles(core.Directory, "journal-*").Where(path => new BackupFile(Path.GetFileName(path), 0, "").IsExpected))
        {
            try
            {
                using var from = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                using FileStream to = File.Create(Path.Combine(staging, Path.GetFileName(path)));
                from.CopyTo(to);
            }
            catch (FileNotFoundException)
            {
                // Its samples were stored in the meantime: the database, which follows, has them.
            }
        }
    }

    private void CopyDatabase(string path)
    {
        progress?.Report(new StoreProgress("Copying the database", 0, 0));
        using DbConnection from = core.Engine.OpenForReading();
        if (from is SqliteConnection embedded)
        {
            using var to = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
            to.Open();
            embedded.BackupDatabase(to);

            // One file, without a log beside it.
            to.Execute("PRAGMA journal_mode = DELETE");
            return;
        }

        using var engine = new SqliteEngine(path);
        using DbTransaction moment = from.BeginTransaction(IsolationLevel.RepeatableRead);
        using DbConnection copy = engine.OpenForWriting();
        new Migrator(engine, Migration.All).Migrate(copy);
        new StoreCopy(progress).Run(from, engine, copy);
        copy.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
        copy.Execute("PRAGMA journal_mode = DELETE");
    }

    private BackupManifest Describe(string staging, string database)
    {
        using var engine = new SqliteEngine(database);
        using DbConnection connection = engine.OpenForReading();
        return new BackupManifest(
            BackupManifest.Newest,
            core.Time.GetUtcNow(),
            engine.Dialect.ReadVersion(connection, database),
            StoreInfo.Read(connection, StoreInfo.Identity) ?? "",
            core.Station,
            StoreInfo.Read(connection, KeyRecord.Name) is not null,
            connection.Scalar("SELECT COUNT(*) FROM sessions"),
            [.. Directory.EnumerateFiles(staging).Select(Path.GetFileName).OfType<string>().Where(name => new BackupFile(name, 0, "").IsExpected).Order(StringComparer.Ordinal).Select(name => Sum(staging, name))]);
    }

    private static BackupFile Sum(string folder, string name)
    {
        using FileStream file = File.OpenRead(Path.Combine(folder, name));
        return new BackupFile(name, file.Length, Convert.ToHexStringLower(SHA256.HashData(file)));
    }

    private void Pack(string staging, string path, BackupManifest manifest)
    {
        using FileStream file = File.Create(path);
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            using (Stream entry = archive.CreateEntry(BackupManifest.EntryName).Open())
            {
                JsonSerializer.Serialize(entry, manifest, BackupManifest.Json);
            }

            int done = 0;
            foreach (BackupFile part in manifest.Files)
            {
                // Packed blocks and sealed cells do not pack again; the rest is small.
                using Stream entry = archive.CreateEntry(part.Name, CompressionLevel.Fastest).Open();
                using FileStream from = File.OpenRead(Path.Combine(staging, part.Name));
                from.CopyTo(entry);
                progress?.Report(new StoreProgress("Packing", ++done, manifest.Files.Count));
            }
        }

        file.Flush(flushToDisk: true);
    }
}
