using System.Data.Common;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Algometer.Records.Engine;
using Algometer.Records.Problems;
using Algometer.Records.Schema;
using Algometer.Records.Store;

namespace Algometer.Records.Transfer;

/// <summary>Reads backups. Nothing of an archive is believed before it is checked: names, lengths and sums come first, the database after.</summary>
internal static class BackupReader
{
    /// <summary>Reads the whole archive, compares every sum and checks the database in it.</summary>
    /// <exception cref="RecordStoreException">It is damaged, or no backup.</exception>
    public static BackupManifest Check(string path, IProgress<StoreProgress>? progress)
    {
        string scratch = Directory.CreateTempSubdirectory("algometer-check-").FullName;
        try
        {
            return Extract(path, scratch, progress);
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }
    }

    /// <summary>Writes the archive's files into an empty folder and checks the database there.</summary>
    public static BackupManifest Extract(string path, string folder, IProgress<StoreProgress>? progress)
    {
        try
        {
            using ZipArchive archive = ZipFile.OpenRead(path);
            BackupManifest manifest = Manifest(archive, path);
            int done = 0;
            foreach (BackupFile file in manifest.Files)
            {
                Extract(archive, file, Path.Combine(folder, file.Name), path);
                progress?.Report(new StoreProgress("Checking the backup", ++done, manifest.Files.Count));
            }

            CheckDatabase(Path.Combine(folder, SqliteEngine.FileName), manifest, path);
            return manifest;
        }
        catch (Exception e) when (e is InvalidDataException or JsonException or DbException)
        {
            throw Damaged(path, e.Message, e);
        }
        catch (FileNotFoundException e)
        {
            throw new RecordStoreException(RecordStoreProblem.NotFound, $"There is no backup at '{path}'.", e);
        }
    }

    private static BackupManifest Manifest(ZipArchive archive, string path)
    {
        ZipArchiveEntry entry = archive.GetEntry(BackupManifest.EntryName) ?? throw Damaged(path, "it has no manifest", null);
        if (entry.Length > BackupManifest.LongestManifest)
        {
            throw Damaged(path, "its manifest is far too long", null);
        }

        using Stream stream = entry.Open();
        BackupManifest manifest = JsonSerializer.Deserialize<BackupManifest>(stream, BackupManifest.Json) ?? throw Damaged(path, "its manifest is empty", null);
        if (manifest.Format > BackupManifest.Newest || manifest.Schema > Migration.All[^1].Version)
        {
            throw new RecordStoreException(RecordStoreProblem.NewerSchema, $"'{path}' was made by a newer Algometer. Install the newer program to restore it.");
        }

        bool whole = manifest.Files.Count(f => string.Equals(f.Name, SqliteEngine.FileName, StringComparison.Ordinal)) == 1
            && manifest.Files.All(f => f.IsExpected)
            && manifest.Files.DistinctBy(f => f.Name, StringComparer.OrdinalIgnoreCase).Count() == manifest.Files.Count
            && archive.Entries.Count == manifest.Files.Count + 1;
        return whole ? manifest : throw Damaged(path, "it holds files that no backup holds, or lacks some", null);
    }

    // The manifest's length is the limit, so an archive cannot unpack to more than it says.
    private static void Extract(ZipArchive archive, BackupFile file, string target, string path)
    {
        ZipArchiveEntry entry = archive.GetEntry(file.Name) ?? throw Damaged(path, $"{file.Name} is missing", null);
        using Stream from = entry.Open();
        using var to = new FileStream(target, FileMode.CreateNew, FileAccess.Write);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = new byte[1 << 16];
        long length = 0;
        int read;
        while ((read = from.Read(buffer)) > 0)
        {
            length += read;
            if (length > file.Bytes)
            {
                throw Damaged(path, $"{file.Name} is longer than it says", null);
            }

            hash.AppendData(buffer, 0, read);
            to.Write(buffer, 0, read);
        }

        if (length != file.Bytes || !string.Equals(Convert.ToHexStringLower(hash.GetHashAndReset()), file.Sha256, StringComparison.OrdinalIgnoreCase))
        {
            throw Damaged(path, $"{file.Name} is not what was packed", null);
        }

        to.Flush(flushToDisk: true);
    }

    private static void CheckDatabase(string database, BackupManifest manifest, string path)
    {
        using var engine = new SqliteEngine(database);
        using DbConnection connection = engine.OpenForReading();
        new Migrator(engine, Migration.All).CheckVersion(connection);
        if (engine.CheckStructure(connection) is [var finding, ..])
        {
            throw Damaged(path, finding, null);
        }

        if (connection.Scalar("SELECT COUNT(*) FROM sessions") != manifest.Sessions)
        {
            throw Damaged(path, "it holds another number of sessions than it says", null);
        }
    }

    private static RecordStoreException Damaged(string path, string what, Exception? inner) =>
        new(RecordStoreProblem.Damaged, $"'{path}' is no backup that can be restored: {what}. Use another backup; nothing was changed.", inner);
}
